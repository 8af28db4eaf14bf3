"""Pages of a commune: home, news, legal."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from functions.domain.town.commune import Commune, CommuneKind
from functions.domain.town.news import NewsArticle
from functions.french.privacy.retention import kept_for
from functions.publishing.deployment import LEGAL
from functions.publishing.pages import Page, html_page, page
from functions.publishing.screens import SCREENS
from functions.publishing.site import Site

LATEST = 3
RESERVED = {address.split("/")[1] for address in SCREENS} | {
    *("aide", "api", "assets", "composants", "dev", "hors-ligne", "navigateur", ".well-known"),
    *LEGAL,
}
"""First folders of the site that are not a commune's."""

Told = tuple[NewsArticle, str, date]
"""An article, the address of its page, the day it was published on the commune's calendar."""


class ReservedAddress(ValueError):
    """The id of a commune is a folder of the site already taken."""


def render_commune(site: Site, commune: Commune, articles: Sequence[NewsArticle]) -> list[Page]:
    """Home and legal pages. `articles` newest first. Raises ReservedAddress."""
    if commune.id in RESERVED:
        raise ReservedAddress(commune.id)
    home = f"/{commune.id}/"
    latest = told(commune, articles[:LATEST])
    return [
        html_page(home, _render(site, "commune", commune, articles=latest)),
        *(html_page(f"{home}{name}/", _legal(site, commune, name)) for name in LEGAL),
    ]


def render_news(
    site: Site, commune: Commune, articles: Sequence[NewsArticle], *, now: datetime
) -> list[Page]:
    """The list, a page an article, and both as data: `index.json` for the application, an Atom feed.

    `articles` newest first; `now` dates a feed that has none.
    """
    news = told(commune, articles)
    folder = f"{commune.id}/actualites/"
    updated = articles[0].published_at if articles else now
    return [
        html_page(f"/{folder}", _render(site, "commune-actualites", commune, articles=news)),
        *(
            html_page(address, _render(site, "commune-article", commune, article=article, day=day))
            for article, address, day in news
        ),
        page(f"{folder}index.json", _index(news)),
        page(
            f"{folder}flux.atom",
            site.render("pages/flux.atom", **known_of(commune), articles=news, updated=updated).encode(),
        ),
    ]


def told(commune: Commune, articles: Sequence[NewsArticle]) -> list[Told]:
    return [
        (article, f"/{commune.id}/actualites/{article.slug}/", commune.day_of(article.published_at))
        for article in articles
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


def _index(news: Sequence[Told]) -> bytes:
    """`[{id, title, summary, address, published_on}]`, newest first."""
    articles = [
        {
            "id": article.id,
            "title": article.title,
            "summary": article.summary,
            "address": address,
            "published_at": article.published_at.isoformat(),
            "published_on": day.isoformat(),
        }
        for article, address, day in news
    ]
    return json.dumps({"articles": articles}, ensure_ascii=False).encode()
