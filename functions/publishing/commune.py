"""Pages of a commune: home and legal ones."""

from collections.abc import Sequence
from typing import Any

from functions.domain.town.commune import Commune, CommuneKind
from functions.french.privacy.retention import kept_for
from functions.publishing.deployment import LEGAL
from functions.publishing.news.shown import ShownArticle
from functions.publishing.pages import Page, html_page
from functions.publishing.screens import SCREENS
from functions.publishing.site import Site

LATEST = 3
RESERVED = {address.split("/")[1] for address in SCREENS} | {
    *("aide", "api", "assets", "composants", "dev", "hors-ligne", "navigateur", ".well-known"),
    *LEGAL,
}
"""First folders of the site that are not a commune's."""


class ReservedAddress(ValueError):
    """The id of a commune is a folder of the site already taken."""


def render_commune(site: Site, commune: Commune, articles: Sequence[ShownArticle]) -> list[Page]:
    """Home and legal pages. `articles` as the list of news has them. Raises ReservedAddress."""
    if commune.id in RESERVED:
        raise ReservedAddress(commune.id)
    home = f"/{commune.id}/"
    return [
        html_page(home, _render(site, "commune", commune, articles=articles[:LATEST])),
        *(html_page(f"{home}{name}/", _legal(site, commune, name)) for name in LEGAL),
    ]


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
