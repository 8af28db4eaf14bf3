"""Entries of calendars, in words."""

from datetime import datetime, timedelta

from functions.domain.closings import Closing
from functions.domain.reglement import Reglement, Service
from functions.french.closings import closing_text, closing_title
from functions.ical import Entry

SHOWN = timedelta(minutes=30)
"""A limit stands in a calendar as the half hour that ends with it."""


def closing_entry(
    commune: str,
    reglement: Reglement,
    service: Service,
    closing: Closing,
    *,
    published_at: datetime,
    link: str,
) -> Entry:
    """A limit. `published_at`: of the règlement, whose version is the sequence: a limit that a later one moves keeps its id."""
    acts = "-".join(closing.actions)
    return Entry(
        uid=f"limite-{commune}-{service.code}-{acts}-{closing.days[0].isoformat()}",
        title=closing_title(closing, service.name),
        text=closing_text(closing),
        starts=closing.at - SHOWN,
        lasts=SHOWN,
        written_at=published_at,
        sequence=reglement.version,
        link=link,
    )
