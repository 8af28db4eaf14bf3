"""Services that the town itself called off: a strike, an absent teacher, an outing, snow, a cyclone.

The town says so once for every child concerned: no family has anything to declare, and none can be forgotten.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Self

from functions.domain.errors import Conflict, InvalidRequest
from functions.domain.reglement.closures import closure
from functions.domain.reglement.reglement import Reglement

FURTHEST = timedelta(62)
"""How far before or after today the town may call a day off."""

MOST_CALLED_OFF = 200
"""Acts of the town in a month that call something off. Families read them all with each of their weeks."""
MOST_CODES = 1500
"""Codes of services, schools and classes that all of them name. An act that names none concerns everybody."""
MOST_KEPT = 400
"""Children whom all of them keep, for the same reason."""
MOST_DAYS = 31
"""From the first to the last day of one act."""


class CalledOffFull(Conflict):
    """The town called off as much as a month holds."""

    code = "called_off_full"


class TooFarOff(Conflict):
    """The day is too far from today. `most` in the data is the greatest distance, in days."""

    code = "too_far_off"


class TooManyDays(InvalidRequest):
    """More days than one act calls off, or the last before the first. `most` in the data is how many."""

    code = "too_many_days_off"


class NothingOpens(InvalidRequest):
    """None of these services opens on any of these days."""

    code = "nothing_opens"


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
    kept: tuple[str, ...] = ()
    """Children for whom it takes place all the same: minimum service."""

    def concerns(
        self, service: str, day: date, school: str | None, school_class: str | None, child: str | None = None
    ) -> bool:
        """Without a child: whether it concerns all of that school and class."""
        return (
            day == self.day
            and (child not in self.kept if child is not None else not self.kept)
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
        self, service: str, day: date, school: str | None, school_class: str | None, child: str | None = None
    ) -> str | None:
        """Return why the town called the service off for the child, or else for all children of that school and class; None if it did
        not.

        Only `open_days` asks: whether a service is open depends on the calendar too.
        """
        for entry in self.entries.values():
            if entry.what.concerns(service, day, school, school_class, child):
                return entry.what.reason
        return None

    def with_entry(self, entry: CalledOff) -> Self:
        """Raises CalledOffFull."""
        entries = {**self.entries, entry.id: entry}
        named = sum(
            len(each.what.services) + len(each.what.schools) + len(each.what.classes)
            for each in entries.values()
        )
        kept = sum(len(each.what.kept) for each in entries.values())
        if len(entries) > MOST_CALLED_OFF or named > MOST_CODES or kept > MOST_KEPT:
            raise CalledOffFull
        return replace(self, entries=entries)

    def without_child(self, child: str) -> Self:
        """Where the child was the only one kept, nobody is any more."""
        entries = {
            key: replace(
                entry, what=replace(entry.what, kept=tuple(one for one in entry.what.kept if one != child))
            )
            for key, entry in self.entries.items()
        }
        return replace(self, entries=entries)

    def without(self, entry: str) -> Self:
        return replace(self, entries={key: kept for key, kept in self.entries.items() if key != entry})


def days_off(reglement: Reglement, what: CalledOffScope, until: date) -> tuple[date, ...]:
    """The days from the first to `until` on which one of the services opens to somebody. Raises TooManyDays, NothingOpens."""
    span = (until - what.day).days + 1
    if not 1 <= span <= MOST_DAYS:
        raise TooManyDays(field="until", most=MOST_DAYS)
    services = [each for each in reglement.services if not what.services or each.code in what.services]
    schools: tuple[str | None, ...] = what.schools or (None, *reglement.school_names)
    days = (what.day + timedelta(number) for number in range(span))
    found = tuple(
        day
        for day in days
        if any(
            closure(reglement, each, day, school=school) is None for each in services for school in schools
        )
    )
    if not found:
        raise NothingOpens(field="day")
    return found


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
