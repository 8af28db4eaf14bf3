"""Render pages: those of a commune that each thing it publishes touches, and all of them each night for the dates of the coming weeks."""

from datetime import datetime
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING

from chalice.app import Blueprint, Cron

from functions import wiring
from functions.domain.messages import Message, PagesOf
from functions.jobs.job import job
from functions.jobs.public_files import hide_files, hide_menus, show_files, show_menus
from functions.jobs.towns import each_commune
from functions.settings import ROOT, settings

if TYPE_CHECKING:
    from functions.publishing.site import Site

blueprint = Blueprint(__name__)

_ONE_AT_ONCE = Lock()
"""Messages are delivered by several threads: who reads first must write first, or a page comes back that was withdrawn meanwhile."""


def publish_pages(message: Message, now: datetime) -> None:
    """Render the pages of the commune that the message touches; where anything may have changed, the home that lists it too."""
    from functions.publishing.publish import publish_commune, publish_home

    assert message.commune is not None, "only communes have pages"
    of = PagesOf(str(message.data["of"])) if "of" in message.data else None
    article = str(message.data["article"]) if "article" in message.data else None
    menus_of = str(message.data.get("weeks", "")).split()
    with _ONE_AT_ONCE:
        if article is not None:
            show_files(message.commune, article, site=wiring.site_files(), now=now)
        if menus_of:
            show_menus(message.commune, menus_of, site=wiring.site_files())
        publish_commune(_site(), wiring.put_pages, message.commune, now=now, of=of, article=article)
        if article is not None:
            hide_files(message.commune, article, site=wiring.site_files())
        if menus_of:
            hide_menus(message.commune, menus_of, site=wiring.site_files())
        if of is None:
            publish_home(_site(), wiring.put_pages)


@blueprint.schedule(Cron(10, 2, "*", "*", "?", "*"), name="pages")
@job
def pages(now: datetime) -> None:
    """Between two and four in the morning in mainland France, whatever the season.

    The home comes last, and whatever became of the communes: it has the addresses of the scripts that this version brings.
    """
    from functions.publishing.publish import publish_commune, publish_home

    site = _site()
    try:
        each_commune(
            lambda commune: publish_commune(site, wiring.put_pages, commune.id, now=now),
            undone="pages not published",
        )
    finally:
        publish_home(site, wiring.put_pages)


def _site() -> "Site":
    return _site_of(settings().origin, settings().region)


@lru_cache(maxsize=1)
def _site_of(origin: str, region: str) -> "Site":
    """Joining scripts and styles takes a second, for which a code that somebody waits for would wait too."""
    from functions.publishing.site import Deployment, Site

    return Site(ROOT, Deployment(origin, region))
