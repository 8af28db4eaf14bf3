"""The list of news, a page an article, and both as data: `index.json` for the application, an Atom feed."""

import json
from collections.abc import Sequence
from datetime import datetime

from functions.domain.news.article import NewsArticle, in_the_lists
from functions.domain.reglement.reglement import Reglement
from functions.domain.town.commune import Commune
from functions.french.words.dates import date_long
from functions.publishing.commune import known_of
from functions.publishing.news.shown import ShownArticle, all_shown
from functions.publishing.pages import Page, html_page, page
from functions.publishing.site import Site

MOST_LISTED = 50
PINNED = "À la une"


def render_news(
    site: Site,
    commune: Commune,
    articles: Sequence[NewsArticle],
    reglement: Reglement | None = None,
    *,
    now: datetime,
    only: str | None = None,
) -> list[Page]:
    """`articles` in any state. `only`: the id of the one whose own page is wanted; without it, all of theirs."""
    return [
        *_lists(site, commune, articles, reglement, now),
        *_pages(site, commune, articles, reglement, now, only),
    ]


def listed(
    commune: Commune, articles: Sequence[NewsArticle], reglement: Reglement | None, *, now: datetime
) -> list[ShownArticle]:
    """What the lists show, in their order."""
    current = in_the_lists(articles, now=now, clock=commune.clock)[:MOST_LISTED]
    return all_shown(commune, current, reglement, now=now)


def _lists(
    site: Site,
    commune: Commune,
    articles: Sequence[NewsArticle],
    reglement: Reglement | None,
    now: datetime,
) -> list[Page]:
    news = listed(commune, articles, reglement, now=now)
    folder = f"{commune.id}/actualites/"
    html = site.render("pages/commune-actualites.html", **known_of(commune), articles=news)
    newest = sorted(news, key=lambda each: (each.day, each.article.id), reverse=True)
    feed = site.render(
        "pages/flux.atom", **known_of(commune), articles=newest, updated=_updated(articles, now=now)
    )
    return [
        html_page(f"/{folder}", html),
        page(f"{folder}index.json", _index(news)),
        page(f"{folder}flux.atom", feed.encode()),
    ]


def _pages(
    site: Site,
    commune: Commune,
    articles: Sequence[NewsArticle],
    reglement: Reglement | None,
    now: datetime,
    only: str | None,
) -> list[Page]:
    public = [
        article
        for article in articles
        if article.has_page and article.public_at(now) and only in (None, article.id)
    ]
    return [
        html_page(each.address, site.render("pages/commune-article.html", **known_of(commune), article=each))
        for each in all_shown(commune, public, reglement, now=now)
    ]


def _updated(articles: Sequence[NewsArticle], *, now: datetime) -> datetime:
    """When the feed changed last: also by what left it. `now` dates one that never held anything."""
    public = [article for article in articles if article.public_at(now)]
    instants = [
        instant
        for article in public
        for instant in (article.published_at, article.corrected_at, article.withdrawn_at)
        if instant is not None
    ]
    return max(instants, default=now)


def _index(news: Sequence[ShownArticle]) -> bytes:
    """In the order of the list. `label`: that it stays first, the day, and whom it concerns. `for`: marks of these families; none at all: every family."""
    articles = [
        {
            "id": each.article.id,
            "title": each.article.title,
            "summary": each.article.summary,
            "address": each.address,
            "published_at": each.article.published_at and each.article.published_at.isoformat(),
            "published_on": each.day.isoformat(),
            "label": " · ".join(
                filter(
                    None,
                    (PINNED if each.article.pinned else "", date_long(each.day).capitalize(), each.concerns),
                )
            ),
            "for": each.article.audience.marks,
        }
        for each in news
    ]
    return json.dumps({"articles": articles}, ensure_ascii=False).encode()
