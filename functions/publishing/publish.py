"""Read a commune and publish its pages. What is written before is left: an address that was published keeps working."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from functions.domain.errors import NotFound
from functions.domain.menus.week_document import WeekDocument
from functions.domain.menus.week_menu import WeekMenu, weeks_between
from functions.domain.messages import PagesOf
from functions.domain.news.article import NewsArticle
from functions.domain.reglement.reglement import Reglement
from functions.domain.town.commune import Commune
from functions.publishing.commune import MENUS_AHEAD, days_of, render_commune, render_menus
from functions.publishing.deployment import render_home
from functions.publishing.news.article_pages import listed, render_news
from functions.publishing.pages import Page
from functions.publishing.reglement import render_reglement
from functions.publishing.site import Site
from functions.storage.menus.week_documents import with_menus
from functions.storage.news import articles as news
from functions.storage.town import communes

Put = Callable[[Iterable[Page]], None]
"""Writes pages somewhere: see output.py."""


def publish_home(site: Site, put: Put) -> None:
    """The deployment's home and its map: after a commune opened or changed."""
    put([*render_home(site, communes.all_communes()), *site.assets.linked()])


def publish_commune(
    site: Site,
    put: Put,
    commune_id: str,
    *,
    now: datetime,
    of: PagesOf | None = None,
    article: str | None = None,
) -> None:
    """Every page of a commune, as each night for the dates of the coming weeks; or only those that news, a règlement or a menu touch.

    `article`: the one that was written; no other's own page changes with it. A commune whose règlement is not published yet has
    no such page. Raises NotFound for an unknown commune.
    """
    commune = communes.commune(commune_id)
    known = _reglement(commune_id)
    reglement = None if known is None else known[0]
    pages: list[Page] = []
    if of is not PagesOf.REGLEMENT:
        menus, documents = _menus(commune, now)
        articles = _articles(commune_id, article)
        shown = listed(commune, articles, reglement, now=now)
        home, *legal = render_commune(site, commune, shown, menus=bool(days_of(menus) or documents))
        pages += [home, *(legal if of is None else ())]
        if of is not PagesOf.MENUS:
            pages += render_news(site, commune, articles, reglement, now=now, only=article)
        if of is not PagesOf.NEWS:
            pages.append(render_menus(site, commune, menus, documents))
    if of in (None, PagesOf.REGLEMENT) and known is not None:
        pages += render_reglement(site, commune, known[0], published_at=known[1], now=now)
    put([*site.assets.linked(), *pages])


def _menus(commune: Commune, now: datetime) -> tuple[list[WeekMenu], list[WeekDocument]]:
    """Of this week and of those that come: the dishes from today on, and the documents that families read."""
    today = commune.day_of(now)
    menus, documents = with_menus(commune.id, weeks_between(today, today + timedelta(weeks=MENUS_AHEAD)))
    ahead = [
        WeekMenu(each.value.week, {day: menu for day, menu in each.value.days.items() if day >= today})
        for each in menus
    ]
    return ahead, [each for each in documents if not each.hidden]


def _articles(commune_id: str, article: str | None) -> list[NewsArticle]:
    """The newest, and the one that was written, however old it is."""
    found = news.latest(commune_id)
    if article is None or any(each.id == article for each in found):
        return found
    older = news.article(commune_id, article)
    return found if older is None else [*found, older.value]


def _reglement(commune_id: str) -> tuple[Reglement, datetime] | None:
    """The version in force, and since when; None before the first."""
    try:
        head = communes.reglement_head(commune_id).value
    except NotFound:
        return None
    return communes.reglement(commune_id, head.reglement), head.published_at
