"""Days and instants as tests write them, with the weekday, so that no test can lie about one."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from functions.domain.calendar.clock import on_the_clock

PARIS = ZoneInfo("Europe/Paris")
_WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def day(text: str) -> date:
    """`"lundi 2026-10-26"`"""
    weekday, written = text.split()
    found = date.fromisoformat(written)
    if _WEEKDAYS[found.weekday()] != weekday:
        raise ValueError(f"{written} is a {_WEEKDAYS[found.weekday()]}")
    return found


def moment(text: str, clock: ZoneInfo = PARIS) -> datetime:
    """`"jeudi 2026-10-29 10:00"`; `24:00` is the end of that day."""
    written, hour = text.rsplit(" ", 1)
    if hour == "24:00":
        return on_the_clock(clock, datetime.combine(day(written) + timedelta(1), time()))
    return on_the_clock(clock, datetime.combine(day(written), time.fromisoformat(hour)))
