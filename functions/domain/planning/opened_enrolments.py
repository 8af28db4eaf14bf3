"""What a child's month notes of the enrolments it was opened for: days that are cancelled afterwards do not come back."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from functions.domain.calendar.weeks import Weeks
from functions.domain.families.family import Enrolment


def note_of(enrolment: Enrolment) -> str:
    """With its days: those that the town adds to the enrolment later were never booked, and are still to be."""
    weekdays = "".join(map(str, enrolment.weekdays))
    last = enrolment.last.isoformat() if enrolment.last is not None else ""
    return "@".join((_name(enrolment), weekdays, enrolment.weeks, last))


def is_opened(enrolment: Enrolment, day: date, notes: Iterable[str]) -> bool:
    """Whether `day` was booked with that enrolment, as the town wrote it then."""
    return any(_holds(note, enrolment, day) for note in notes)


def _name(enrolment: Enrolment) -> str:
    """The same however the town changes its days."""
    return f"{enrolment.service}@{enrolment.first.isoformat()}@{enrolment.family}"


def _holds(note: str, enrolment: Enrolment, day: date) -> bool:
    name = _name(enrolment)
    if note == name:  # Noted before the days were: no day of it may come back.
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
    return then.covers(enrolment.service, day) and then.wants(day)
