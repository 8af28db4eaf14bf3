"""The notes by which a child's month remembers which enrolments it was opened for.

An enrolment's days are booked once, when the month is opened. The note keeps days cancelled later from coming back.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from functions.domain.calendar.weeks import Weeks
from functions.domain.families.family import Enrolment


def note_of(enrolment: Enrolment) -> str:
    """Return the note of an enrolment. It holds the days, so that days added later are still booked."""
    weekdays = "".join(map(str, enrolment.weekdays))
    last = enrolment.last.isoformat() if enrolment.last is not None else ""
    return "@".join((_name(enrolment), weekdays, enrolment.weeks, last))


def is_opened(enrolment: Enrolment, day: date, weekday: int, notes: Iterable[str]) -> bool:
    """Whether `day`, which counts as the ISO `weekday`, was booked when the month was opened, under the enrolment as the town had written it then."""
    return any(_holds(note, enrolment, day, weekday) for note in notes)


def _name(enrolment: Enrolment) -> str:
    """What stays the same when the town changes the enrolment's days."""
    return f"{enrolment.service}@{enrolment.first.isoformat()}@{enrolment.family}"


def _holds(note: str, enrolment: Enrolment, day: date, weekday: int) -> bool:
    name = _name(enrolment)
    if note == name:  # An old note, without days: every day counts as booked, so that none comes back.
        return True
    if not note.startswith(f"{name}@"):
        return False
    weekdays, weeks, last = note.removeprefix(f"{name}@").split("@")
    then = replace(
        enrolment,
        weekdays=tuple(map(int, weekdays)),
        weeks=Weeks(weeks),
        last=date.fromisoformat(last) if last else None,
    )
    return then.covers(enrolment.service, day) and then.wants(day, weekday)
