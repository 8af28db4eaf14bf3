"""Services that the town itself called off: a strike, an absent teacher, an outing, snow, a cyclone.

The town says so once for every child concerned: no family has anything to declare, and none can be forgotten.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Self

from functions.domain.errors import Conflict, InvalidRequest
from functions.domain.reglement.reglement import Reglement

FURTHEST = timedelta(62)
"""How far before or after today the town may call a day off."""

MOST_CALLED_OFF = 200
"""Acts of the town in a month that call something off. Families read them all with each of their weeks."""
MOST_CODES = 1500
"""Codes of services, schools and classes that all of them name. An act that names none concerns everybody."""


class CalledOffFull(Conflict):
    """The town called off as much as a month holds."""

    code = "called_off_full"


class TooFarOff(Conflict):
    """The day is too far from today. `most` in the data is the greatest distance, in days."""

    code = "too_far_off"


class OtherDay(InvalidRequest):
    """What is called off on one day is not moved to another: it is put back, and the other day is called off."""

    code = "other_day"


class UnknownSchool(InvalidRequest):
    """This version of the règlement has no such school."""

    code = "unknown_school"


@dataclass(frozen=True, slots=True)
class CalledOffScope:
    """What is called off: a day, for some services, schools and classes. An empty list of codes means all of them."""

    day: date
    reason: str
    """In the town's words: « grève », « sortie scolaire »."""
    services: tuple[str, ...] = ()
    schools: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    """The classes concerned, in any of those schools."""

    def concerns(self, service: str, day: date, school: str | None, school_class: str | None) -> bool:
        return (
            day == self.day
            and (not self.services or service in self.services)
            and (not self.schools or school in self.schools)
            and (not self.classes or school_class in self.classes)
        )


@dataclass(frozen=True, slots=True)
class CalledOff:
    """An act of the town that called something off, with who did it and when."""

    id: str
    what: CalledOffScope
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CalledOffMonth:
    """All that the town called off in a month (`2026-11`), by id."""

    month: str
    entries: dict[str, CalledOff] = field(default_factory=dict)

    def reason_called_off(
        self, service: str, day: date, school: str | None, school_class: str | None
    ) -> str | None:
        """Return why the town called the service off for the children of that school and class; None if it did not.

        Only `open_days` asks: whether a service is open depends on the calendar too.
        """
        entries = (entry.what for entry in self.entries.values())
        return next(
            (what.reason for what in entries if what.concerns(service, day, school, school_class)), None
        )

    def with_entry(self, entry: CalledOff) -> Self:
        """Raises CalledOffFull."""
        entries = {**self.entries, entry.id: entry}
        named = sum(
            len(each.what.services) + len(each.what.schools) + len(each.what.classes)
            for each in entries.values()
        )
        if len(entries) > MOST_CALLED_OFF or named > MOST_CODES:
            raise CalledOffFull
        return replace(self, entries=entries)

    def without(self, entry: str) -> Self:
        return replace(self, entries={key: kept for key, kept in self.entries.items() if key != entry})


def check_off(reglement: Reglement, what: CalledOffScope, today: date) -> None:
    """Check that the town may call this off. Raises TooFarOff, UnknownService or UnknownSchool."""
    if abs(what.day - today) > FURTHEST:
        raise TooFarOff(field="day", most=FURTHEST.days)
    check_named(reglement, what)


def check_named(reglement: Reglement, what: CalledOffScope) -> None:
    """Check that the town has what is named. Raises UnknownService or UnknownSchool."""
    for service in what.services:
        reglement.service(service)
    schools = {school.code for school in reglement.calendar.schools}
    if not set(what.schools) <= schools:
        raise UnknownSchool(field="schools")
