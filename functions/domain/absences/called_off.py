"""Services that the town itself called off: a strike, an absent teacher, an outing, snow, a cyclone.

The town says it once, for everybody concerned; no family has anything to declare, and nobody who is concerned can be forgotten.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Self

from functions.domain.errors import Conflict, InvalidRequest
from functions.domain.families.family import Child
from functions.domain.planning.child_month import Booking, Slot
from functions.domain.reglement.reglement import Reglement

FURTHEST = timedelta(62)


class TooFarOff(Conflict):
    """`most`, in days, is in the data."""

    code = "too_far_off"


class UnknownSchool(InvalidRequest):
    """No such school in this version of the règlement."""

    code = "unknown_school"


@dataclass(frozen=True, slots=True)
class Off:
    """What is called off. Empty lists of codes mean all of them."""

    day: date
    reason: str
    """In the town's words: « grève », « sortie scolaire »."""
    services: tuple[str, ...] = ()
    schools: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    """Of any of those schools."""

    def concerns(self, slot: Slot, booking: Booking, child: Child) -> bool:
        return (
            slot.date == self.day
            and (not self.services or slot.service in self.services)
            and (not self.schools or (booking.school or child.school) in self.schools)
            and (not self.classes or child.school_class in self.classes)
        )


@dataclass(frozen=True, slots=True)
class CalledOff:
    id: str
    what: Off
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CalledOffMonth:
    """All that the town called off in a month (`2026-11`), by id."""

    month: str
    entries: dict[str, CalledOff] = field(default_factory=dict)

    def reason_for(self, slot: Slot, booking: Booking, child: Child) -> str | None:
        """None: it took place."""
        entries = (entry.what for entry in self.entries.values())
        return next((what.reason for what in entries if what.concerns(slot, booking, child)), None)

    def with_entry(self, entry: CalledOff) -> Self:
        return replace(self, entries={**self.entries, entry.id: entry})

    def without(self, entry: str) -> Self:
        return replace(self, entries={key: kept for key, kept in self.entries.items() if key != entry})


def check_off(reglement: Reglement, what: Off, today: date) -> None:
    """Raises TooFarOff, UnknownService or UnknownSchool."""
    if abs(what.day - today) > FURTHEST:
        raise TooFarOff(field="day", most=FURTHEST.days)
    for service in what.services:
        reglement.service(service)
    schools = {school.code for school in reglement.calendar.schools}
    if not set(what.schools) <= schools:
        raise UnknownSchool(field="schools")
