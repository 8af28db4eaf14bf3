"""What a family is to be told of booked days that do not take place, and of those that take place after all.

It is found by comparing what is so now with what the family was told last: so nothing is told twice, whatever the town called
off, changed and put back in between, and a day that was put back before anybody was told of it is not spoken of.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Self

from functions.domain.calendar.months import month_of
from functions.domain.families.family import Child
from functions.domain.planning.attendance_record import Presence
from functions.domain.planning.child_month import Booking, ChildMonth, Slot
from functions.domain.planning.open_days import OpenDays, away
from functions.domain.planning.paid_by_all import homes_concerned
from functions.domain.reglement.reglement import Reglement


@dataclass(frozen=True, slots=True)
class ToldOff:
    """Which booked days of a month (`2026-11`) a family was told do not take place: children by day of the month and service."""

    month: str
    days: dict[int, dict[str, tuple[str, ...]]] = field(default_factory=dict)

    def slots(self, day: date) -> set[Slot]:
        services = self.days.get(day.day, {}) if month_of(day) == self.month else {}
        return {Slot(day, service, child) for service, children in services.items() for child in children}

    def with_day(self, day: date, slots: Iterable[Slot]) -> Self:
        services: dict[str, tuple[str, ...]] = {}
        for slot in sorted(slots):
            services[slot.service] = (*services.get(slot.service, ()), slot.child)
        others = {number: kept for number, kept in self.days.items() if number != day.day}
        return replace(self, days={**others, day.day: services} if services else others)


@dataclass(frozen=True, slots=True)
class CalledOffNotice:
    """What to tell a family. `off`: what it booked, or pays, and does not take place, each with the reason. `back`: what it was told is
    off, and takes place. `told`: what it has been told once this is."""

    off: Mapping[Slot, str]
    back: tuple[Slot, ...]
    told: ToldOff

    @property
    def says_nothing(self) -> bool:
        return not self.off and not self.back


def notice(
    family: str,
    children: Mapping[str, Child],
    months: Collection[ChildMonth],
    open_days: OpenDays,
    told: ToldOff,
    days: Iterable[date],
) -> CalledOffNotice:
    """What to tell the family of `days`, all of one month. `children` and `months`: those of its file.

    A day on which the child was seen is billed, whatever was called off: nothing is said of it.
    """
    off: dict[Slot, str] = {}
    back: list[Slot] = []
    for day in days:
        # Of a child who has left, or is not here yet, its file says so: that is no strike.
        booked = {
            slot: found
            for slot, found in _booked(family, months, children, day)
            if slot.child not in children or away(children[slot.child], day) is None
        }
        reasons = {
            slot: closed.label
            for slot, (month, booking) in booked.items()
            if slot.child in children and not came(month, slot)
            if (closed := open_days.not_held(slot, booking, children[slot.child])) is not None
        }
        known = told.slots(day)
        off |= {slot: reason for slot, reason in reasons.items() if slot not in known}
        back += [slot for slot in known if slot in booked and slot not in reasons]
        told = told.with_day(day, reasons)
    return CalledOffNotice(off, tuple(sorted(back)), told)


def months_moved(before: Reglement, after: Reglement, today: date, last: date) -> dict[str, list[date]]:
    """The days from `today` to `last` that only one of two versions closes by a closure, by month."""
    moved = set(before.calendar.closures) ^ set(after.calendar.closures)
    found: dict[str, list[date]] = {}
    for number in range((last - today).days + 1):
        day = date.fromordinal(today.toordinal() + number)
        if any(closure.covers(day) for closure in moved):
            found.setdefault(month_of(day), []).append(day)
    return found


def _booked(
    family: str, months: Iterable[ChildMonth], children: Mapping[str, Child], day: date
) -> Iterator[tuple[Slot, tuple[ChildMonth, Booking]]]:
    """Also what another home of the child booked, and this one pays in part."""
    for month in months:
        if month.month == month_of(day):
            for service, booking in month.days.get(day.day, {}).items():
                slot, child = Slot(day, service, month.child), children.get(month.child)
                homes = {booking.payer} if child is None else homes_concerned(booking, slot, child)
                if family in homes:
                    yield slot, (month, booking)


def came(month: ChildMonth, slot: Slot) -> bool:
    seen = month.seen(slot)
    return seen is not None and seen.presence is Presence.PRESENT
