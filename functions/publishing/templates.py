"""The Jinja environment of the pages: everything escaped, nothing undefined, French in the filters."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from functions.domain.town.commune import Commune
from functions.french.words.dates import date_long, date_short
from functions.french.words.money import euros
from functions.french.words.parties import phone_link
from functions.french.words.weights import weight
from functions.publishing.markdown import news_html, to_html
from functions.version import VERSION

APP_LINKS = (
    ("Mes réservations", "/espace/reservations/"),
    ("Mes absences", "/espace/absences/"),
    ("Mes factures", "/espace/factures/"),
    ("Mes demandes", "/espace/demandes/"),
    ("Mes actualités", "/espace/actualites/"),
    ("Mon compte", "/espace/compte/"),
)

DESK_LINKS = (
    ("Aujourd’hui", "/mairie/", "", "a"),
    ("Pointage", "/mairie/pointage/", "childcare secretary", "p"),
    ("Cuisine", "/mairie/cuisine/", "kitchen childcare secretary", "c"),
    ("Demandes", "/mairie/demandes/", "secretary regisseur administrator", "d"),
    ("Familles", "/mairie/familles/", "secretary regisseur administrator", "f"),
    ("Actualités", "/mairie/actualites/", "secretary administrator", "n"),
    ("Messages", "/mairie/informer/", "secretary regisseur administrator", "m"),
    ("Tablettes", "/mairie/tablettes/", "childcare secretary administrator", "t"),
    ("Agents", "/mairie/agents/", "administrator", "e"),
    ("Journal", "/mairie/journal/", "administrator", "j"),
)
"""Entries of the town hall: label, address, roles that see it (empty: each), the letter that opens it after `g`."""


def environment(folder: Path, **shared: Any) -> Environment:
    """Templates of `folder`; `shared` is known to them all."""
    made = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters |= {
        "bytes": weight,
        "date_long": date_long,
        "date_short": date_short,
        "euros": euros,
        "markdown": to_html,
        "news": news_html,
        "phone": phone_link,
    }
    made.globals |= {
        "app_links": APP_LINKS,
        "desk_links": DESK_LINKS,
        "version": VERSION,
        "public_links": public_links,
        "commune": None,
        "colour": "bleu",
    }
    made.globals |= {"owner": "Préau", "home": "/"} | shared
    return made


def public_links(commune: Commune | None) -> list[tuple[str, str]]:
    """The navigation of pages for everybody."""
    if commune is None:
        return [("Accueil", "/"), ("Aide", "/aide/"), ("Se connecter", "/connexion/")]
    home = f"/{commune.id}/"
    return [
        ("Accueil", home),
        ("Actualités", f"{home}actualites/"),
        ("Règlement", f"{home}reglement/"),
        ("Se connecter", f"/connexion/?commune={commune.id}"),
    ]
