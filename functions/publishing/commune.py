"""Pages of a commune: home, menus and legal ones."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from functions.domain.menus.week_document import WeekDocument, by_document
from functions.domain.menus.week_menu import DayMenu, WeekMenu
from functions.domain.town.commune import Commune, CommuneKind
from functions.french.menus.words import allergens_line, document_words
from functions.french.privacy.retention import kept_for
from functions.french.words.dates import date_weekday
from functions.publishing.deployment import LEGAL
from functions.publishing.news.shown import ShownArticle
from functions.publishing.pages import Page, html_page
from functions.publishing.screens import SCREENS
from functions.publishing.site import Site

LATEST = 3
MENUS_AHEAD = 3
"""Weeks after this one."""
RESERVED = {address.split("/")[1] for address in SCREENS} | {
    *("aide", "api", "assets", "composants", "dev", "hors-ligne", "navigateur", ".well-known"),
    *LEGAL,
}
"""First folders of the site that are not a commune's."""


class ReservedAddress(ValueError):
    """The id of a commune is a folder of the site already taken."""


def render_commune(
    site: Site, commune: Commune, articles: Sequence[ShownArticle], *, menus: bool = False
) -> list[Page]:
    """Home and legal pages. `articles` as the list of news has them. `menus`: whether the page of menus has something to say.
    Raises ReservedAddress."""
    if commune.id in RESERVED:
        raise ReservedAddress(commune.id)
    home = f"/{commune.id}/"
    return [
        html_page(home, _render(site, "commune", commune, articles=articles[:LATEST], menus=menus)),
        *(html_page(f"{home}{name}/", _legal(site, commune, name)) for name in LEGAL),
    ]


def days_of(weeks: Iterable[WeekMenu]) -> dict[date, DayMenu]:
    return {day: menu for week in weeks for day, menu in sorted(week.days.items())}


def render_menus(
    site: Site, commune: Commune, weeks: Iterable[WeekMenu], documents: Iterable[WeekDocument]
) -> Page:
    """What is eaten this week and in those that come, for everybody; and the documents of these weeks, as the caterer gave them."""
    days = [(date_weekday(day), menu.dishes, allergens_line(menu)) for day, menu in days_of(weeks).items()]
    shown = [(document_words(each), f"/{each.path(commune.id)}") for each in by_document(documents)]
    html = _render(site, "commune-menus", commune, days=days, documents=shown)
    return html_page(f"/{commune.id}/menus/", html)


def known_of(commune: Commune) -> dict[str, Any]:
    """What every page of a commune is given."""
    return {
        "commune": commune,
        "owner": commune.name,
        "colour": commune.colour,
        "home": f"/{commune.id}/",
        "is_community": commune.kind is CommuneKind.COMMUNITY,
    }


def _render(site: Site, name: str, commune: Commune, **data: Any) -> str:
    return site.render(f"pages/{name}.html", **known_of(commune), **data)


def _legal(site: Site, commune: Commune, name: str) -> str:
    known = known_of(commune)
    text = site.text(f"legal/{name}", **known, kept_for=kept_for())
    return site.render("pages/texte.html", **known, text=text, here=f"/{commune.id}/{name}/")
