"""Read a commune and publish its pages. What is written before is left: an address that was published keeps working."""

from collections.abc import Callable, Iterable
from datetime import datetime

from functions.domain.errors import NotFound
from functions.domain.messages import PagesOf
from functions.publishing.commune import render_commune, render_news
from functions.publishing.deployment import render_home
from functions.publishing.pages import Page
from functions.publishing.reglement import render_reglement
from functions.publishing.site import Site
from functions.storage.town import communes, news

Put = Callable[[Iterable[Page]], None]
"""Writes pages somewhere: see output.py."""


def publish_home(site: Site, put: Put) -> None:
    """The deployment's home and its map: after a commune opened or changed."""
    put([*render_home(site, communes.all_communes()), *site.assets.linked()])


def publish_commune(
    site: Site, put: Put, commune_id: str, *, now: datetime, of: PagesOf | None = None
) -> None:
    """Every page of a commune, as each night for the dates of the coming weeks; or only those that news, or a règlement, touch.

    A commune whose règlement is not published yet has no such page. Raises NotFound for an unknown commune.
    """
    commune = communes.commune(commune_id)
    pages: list[Page] = []
    if of is not PagesOf.REGLEMENT:
        articles = news.latest(commune_id)
        home, *legal = render_commune(site, commune, articles)
        pages += [home, *render_news(site, commune, articles, now=now), *(legal if of is None else ())]
    if of is not PagesOf.NEWS:
        pages += _reglement(site, commune_id, now=now)
    put([*site.assets.linked(), *pages])


def _reglement(site: Site, commune_id: str, *, now: datetime) -> list[Page]:
    try:
        head = communes.reglement_head(commune_id).value
    except NotFound:
        return []
    reglement = communes.reglement(commune_id, head.reglement)
    return render_reglement(
        site, communes.commune(commune_id), reglement, published_at=head.published_at, now=now
    )
