"""Entries as an iCalendar file (RFC 5545) that every phone reads.

Instants are written in UTC, so that no reader needs our idea of a time zone. What an entry says of itself (its id, when it was
written, its sequence) comes from what it tells, never from the clock: the same facts are the same bytes.
icalendar is imported at the first file: most functions never write one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

PRODUCT = "-//Préau//Portail famille//FR"


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """`starts` is a day for what lasts all of it. `sequence` grows when what is told of the same thing changes."""

    uid: str
    """Unique in the portal; the host is added."""
    title: str
    text: str
    starts: date
    written_at: datetime
    sequence: int = 0
    lasts: timedelta = timedelta()
    link: str = ""


def calendar_file(name: str, entries: Iterable[CalendarEntry], *, host: str, refresh: timedelta) -> bytes:
    """A calendar called `name`. `refresh`: how often a subscriber may ask again (RFC 7986)."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", refresh, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", f"PT{int(refresh.total_seconds()) // 3600}H")
    for entry in entries:
        event = Event()
        event.add("uid", f"{entry.uid}@{host}")
        event.add("dtstamp", entry.written_at.astimezone(UTC).replace(microsecond=0))
        event.add("sequence", entry.sequence)
        event.add("summary", entry.title)
        event.add("description", entry.text)
        if isinstance(entry.starts, datetime):
            starts = entry.starts.astimezone(UTC)
            event.add("dtstart", starts)
            event.add("dtend", starts + entry.lasts)
        else:
            event.add("dtstart", entry.starts)
            event.add("dtend", entry.starts + timedelta(1))
        # Told, not kept busy: a deadline or a canteen day must not refuse the parent a meeting.
        event.add("transp", "TRANSPARENT")
        if entry.link:
            event.add("url", entry.link)
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written
