"""The town's limits as calendars: one file for all services, and one a service, for families who use only that one."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from functions import ical
from functions.domain.reglement.reglement import Reglement, Service
from functions.domain.reminders.upcoming_limits import closings
from functions.domain.town.commune import Commune
from functions.french.bookings.calendar_entries import closing_entry
from functions.publishing.pages import Page, page

AHEAD = timedelta(weeks=13)
"""Who adds the file once has the limits of a whole term, who subscribes gets the next ones each night."""
FURTHEST = timedelta(days=200)
"""From a limit to the last day it closes: the summer holidays are booked in April. So that no limit is told of half its days."""
REFRESH = timedelta(hours=12)


def render_limits(
    origin: str, commune: Commune, reglement: Reglement, *, published_at: datetime, now: datetime
) -> list[Page]:
    """Calendars of the limits to come. The same règlement on the same day makes the same bytes."""
    today = reglement.day_of(now)
    link = f"{origin}/{commune.id}/reglement/"
    by_service = {
        service.code: [
            closing_entry(commune.id, reglement, service, closing, published_at=published_at, link=link)
            for closing in closings(reglement, service, today, today + AHEAD + FURTHEST)
            if today <= closing.evening <= today + AHEAD
        ]
        for service in reglement.services
    }
    everything = sorted(
        (entry for entries in by_service.values() for entry in entries),
        key=lambda entry: (entry.starts, entry.uid),
    )
    return [
        _calendar(origin, limits_path(commune), f"Délais de réservation – {commune.name}", everything),
        *(
            _calendar(
                origin,
                limits_path(commune, service),
                f"{service.name} – {commune.name}",
                by_service[service.code],
            )
            for service in reglement.services
        ),
    ]


def limits_path(commune: Commune, service: Service | None = None) -> str:
    """`aubray/reglement/limites.ics`, or `limites-cantine.ics`."""
    return f"{commune.id}/reglement/limites{f'-{service.code}' if service is not None else ''}.ics"


def _calendar(origin: str, path: str, name: str, entries: list[ical.CalendarEntry]) -> Page:
    host = urlsplit(origin).hostname or origin
    return page(path, ical.calendar_file(name, entries, host=host, refresh=REFRESH))
