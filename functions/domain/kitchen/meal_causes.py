"""Why the meals to cook are not as many as the children who are booked, nor as many as were ordered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Self

from functions.domain.attendance.expected_children import ExpectedChild, expected_child
from functions.domain.calendar.months import month_of
from functions.domain.kitchen.counting import Eater
from functions.domain.kitchen.expected_meals import meal_of
from functions.domain.kitchen.orders import MealOrder
from functions.domain.planning.child_month import Booking, ChildMonth, Slot
from functions.domain.planning.open_days import OpenDays


@dataclass(frozen=True, slots=True)
class MealCauses:
    """Of the children of one school: `booked - off - absent - brought + unbooked` is how many meals are to cook for them.

    `…_since`: of these, what no order knew yet: who was booked, who was said to be absent, who came without a booking.
    """

    booked: int = 0
    off: int = 0
    """Whose service does not take place."""
    absent: int = 0
    brought: int = 0
    """Who come, booked or not, and whose family brings the meal."""
    unbooked: int = 0
    """Who came without a booking."""
    booked_since: int = 0
    absent_since: int = 0
    unbooked_since: int = 0

    @property
    def to_cook(self) -> int:
        return self.booked - self.off - self.absent - self.brought + self.unbooked

    @property
    def known_since(self) -> int:
        return self.booked_since - self.absent_since + self.unbooked_since

    def __add__(self, other: Self) -> "MealCauses":
        return MealCauses(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))


@dataclass(frozen=True, slots=True)
class LastOrder:
    """`booked_before`: who was booked by then is in it. `at`: what was known by then is in it."""

    booked_before: datetime
    at: datetime


def last_order(orders: Sequence[MealOrder]) -> LastOrder | None:
    """The first order holds what was booked before it closed; a difference, what was known when it was made."""
    if not orders:
        return None
    last = max(orders, key=lambda order: order.number)
    first_alone = last.number == 1 and last.closes_at is not None
    return LastOrder(last.closes_at if first_alone and last.closes_at else last.at, last.at)


def causes_by_school(
    eaters: Iterable[Eater], service: str, day: date, open_days: OpenDays, last: LastOrder | None
) -> dict[str, MealCauses]:
    """By the code of the school; empty for children who have none."""
    found: dict[str, MealCauses] = {}
    for eater in eaters:
        month = eater.months[month_of(day)]
        slot = Slot(day, service, eater.child.id)
        expected = expected_child(eater.child, month, slot, open_days)
        if expected is None:
            continue
        meal = meal_of(eater.child, month, eater.safety, slot, open_days)
        booking = month.booking(slot)
        basket = eater.safety is not None and eater.safety.brings_meal(day)
        one = _of_child(expected, basket=basket, comes=meal is not None)
        if last is not None and not basket:
            one += _since(expected, month, slot, booking, last)
        school = eater.child.school or ""
        found[school] = found.get(school, MealCauses()) + one
    return found


def _of_child(expected: ExpectedChild, *, basket: bool, comes: bool) -> MealCauses:
    if not expected.booked:
        return MealCauses(unbooked=int(comes), brought=int(comes and basket))
    return MealCauses(
        booked=1,
        off=int(expected.not_held is not None),
        absent=int(expected.not_held is None and not comes),
        brought=int(comes and basket),
    )


def _since(
    expected: ExpectedChild, month: ChildMonth, slot: Slot, booking: Booking | None, last: LastOrder
) -> MealCauses:
    if booking is None:
        seen = expected.seen
        return MealCauses(unbooked_since=int(expected.comes and seen is not None and seen.at > last.at))
    if booking.booked_at >= last.booked_before:
        return MealCauses(booked_since=int(expected.comes))
    absent = expected.not_held is None and not expected.comes
    return MealCauses(absent_since=int(absent and _known_at(expected, month, slot) > last.at))


def _known_at(expected: ExpectedChild, month: ChildMonth, slot: Slot) -> datetime:
    """When it was first said that the child does not come."""
    told = [
        at
        for absence in month.absences.values()
        for day, at in absence.days.get(slot.service, {}).items()
        if day == slot.date
    ]
    seen = [] if expected.seen is None else [expected.seen.at]
    return min((*told, *seen))
