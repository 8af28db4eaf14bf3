"""The Jinja environment of the pages: everything escaped, nothing undefined, French in the filters."""

from dataclasses import dataclass
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
    ("Mon dossier", "/espace/dossier/"),
    ("Mon compte", "/espace/compte/"),
)


@dataclass(frozen=True, slots=True)
class DeskLink:
    """An entry of the town hall. `roles`: that see it, all where there are none; `key`: the letter that opens it after `g`;
    `within`: the address of the entry under which it stands; `own`: what an entry that has some under it is called among them."""

    text: str
    address: str
    roles: str
    key: str
    within: str = ""
    own: str = ""


OFFICE = "secretary regisseur administrator"
DESK_LINKS = (
    DeskLink("Aujourd’hui", "/mairie/", "", "a"),
    DeskLink("Pointage", "/mairie/pointage/", "childcare secretary", "p"),
    DeskLink("Tablettes", "/mairie/tablettes/", "childcare secretary", "t", "/mairie/pointage/"),
    DeskLink("Cuisine", "/mairie/cuisine/", "kitchen childcare secretary", "c"),
    DeskLink("Menus", "/mairie/menus/", "kitchen secretary", "u", "/mairie/cuisine/"),
    DeskLink("Demandes", "/mairie/demandes/", OFFICE, "d"),
    DeskLink("Familles", "/mairie/familles/", OFFICE, "f"),
    DeskLink("Informer", "/mairie/informer/", OFFICE, "m", own="Messages"),
    DeskLink("Actualités", "/mairie/actualites/", "secretary administrator", "n", "/mairie/informer/"),
    DeskLink("Fermeture", "/mairie/fermeture/", "secretary administrator", "x", "/mairie/informer/"),
    DeskLink("Agents", "/mairie/agents/", "administrator", "e"),
    DeskLink("Tablettes", "/mairie/tablettes/", "administrator", "t", "/mairie/agents/"),
    DeskLink("Journal", "/mairie/journal/", "administrator", "j", "/mairie/agents/"),
)


def desk_groups(here: str) -> list[list[DeskLink]]:
    """The entries that stand together with that of the page, beside each other: one list for each entry that they stand under."""
    above = dict.fromkeys(link.within or link.address for link in DESK_LINKS if link.address == here)
    groups = [[link for link in DESK_LINKS if over in (link.address, link.within)] for over in above]
    return [group for group in groups if len(group) > 1]


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
        "desk_groups": desk_groups,
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
