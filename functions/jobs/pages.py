"""Render pages: those of a commune that each thing it publishes touches, and all of them each night for the dates of the coming weeks."""

from datetime import datetime
from typing import TYPE_CHECKING

from chalice.app import Blueprint, Cron

from functions import wiring
from functions.domain.messages import Message, PagesOf
from functions.jobs.job import job
from functions.settings import ROOT, settings

if TYPE_CHECKING:
    from functions.publishing.site import Site

blueprint = Blueprint(__name__)

"""Where `templates` and `site` lie: beside `functions`, here as in Lambda."""


def publish_pages(message: Message, now: datetime) -> None:
    """Render the pages of the commune that the message touches; where anything may have changed, the home that lists it too."""
    from functions.publishing.publish import publish_commune, publish_home

    assert message.commune is not None, "only communes have pages"
    of = PagesOf(str(message.data["of"])) if "of" in message.data else None
    publish_commune(_site(), wiring.put_pages, message.commune, now=now, of=of)
    if of is None:
        publish_home(_site(), wiring.put_pages)


@blueprint.schedule(Cron(10, 2, "*", "*", "?", "*"), name="pages")
@job
def pages(now: datetime) -> None:
    """Between two and four in the morning in mainland France, whatever the season."""
    from functions.publishing.publish import publish_all

    publish_all(_site(), wiring.put_pages, now=now)


def _site() -> "Site":
    from functions.publishing.site import Deployment, Site

    return Site(ROOT, Deployment(settings().origin, settings().region))
