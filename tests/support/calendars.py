"""Calendars as a phone reads them."""

from typing import Any

from icalendar import Calendar


def events(body: bytes) -> list[Any]:
    """The entries of a file; any reader's own would do."""
    return list(Calendar.from_ical(body).walk("VEVENT"))
