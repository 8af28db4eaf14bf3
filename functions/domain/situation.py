"""What an action on a slot is decided from, and what stands in its way at an instant.

The page, the basket and the act ask the same two questions here: the page cannot promise what the act refuses.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Self

from functions.domain.bookings import Action, Booking, ChildMonth, Slot
from functions.domain.calendar import Closed, ClosedCode, closure
from functions.domain.days import CalendarUnknown
from functions.domain.deadlines import DeadlinePassed, NotOpenYet, NotPossible, check_open, window
from functions.domain.families import Child, Family
from functions.domain.places import ServiceMonth
from functions.domain.reglement import Reglement, Service, UnknownService, UnknownTariff
from functions.domain.tariffs import Household, NoPrice, Price, price


class ObstacleCode(StrEnum):
    """Those of the règlement's hours are the codes of the refusals in `deadlines`."""

    NOT_CONCERNED = "not_concerned"
    """No such service, or not for this child."""
    CLOSED = "closed"
    NOT_POSSIBLE = "not_possible"
    NOTHING_TO_BOOK = "nothing_to_book"
    ALWAYS_BOOKED = "always_booked"
    NOT_OPEN_YET = "not_open_yet"
    NOT_ANNOUNCED = "not_announced"
    DEADLINE_PASSED = "deadline_passed"
    FULL = "full"
    NO_PRICE = "no_price"
    PRICE_CHANGED = "price_changed"
    ALREADY_BOOKED = "already_booked"
    NOT_BOOKED = "not_booked"
    OTHER_HOUSEHOLD = "other_household"
    """The child's other family booked it, and alone may cancel it."""
    NOT_IN_BASKET = "not_in_basket"
    BUSY = "busy"
    """Others kept writing the same items. The line stays in the basket."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    code: ObstacleCode
    at: datetime | None = None
    """Since when it is too late, or from when it opens."""
    closed: Closed | None = None
    price_cents: int | None = None
    """The price now, where it changed."""

    @property
    def leaves_no_cell(self) -> bool:
        """The service is not for that child, that weekday or that part of the year: nothing is shown there."""
        if self.closed is not None:
            return self.closed.code in (ClosedCode.WEEKDAY, ClosedCode.OTHER_SCHOOL, ClosedCode.SCHOOL_TERM)
        return self.code is ObstacleCode.NOT_CONCERNED


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether an action on a slot is possible (no obstacle), until when, and at what price.

    The price of a booking is the one fixed when it was validated.
    """

    obstacle: Obstacle | None = None
    until: datetime | None = None
    price_cents: int | None = None
    tranche: str | None = None


@dataclass(frozen=True, slots=True)
class Situation:
    """Read together, and checked together when something is written. Months by (child or service, `2026-11`)."""

    reglement: Reglement
    family: Family
    children: Mapping[str, Child]
    months: Mapping[tuple[str, str], ChildMonth]
    places: Mapping[tuple[str, str], ServiceMonth]

    def booking(self, slot: Slot) -> Booking | None:
        return self.months[slot.child, slot.month].booking(slot)

    def booked(self, slot: Slot, booking: Booking) -> Self:
        month = self.months[slot.child, slot.month].with_booking(slot, booking)
        return self._moved(slot, month, booking.school, +1)

    def freed(self, slot: Slot, booking: Booking) -> Self:
        month = self.months[slot.child, slot.month].without(slot)
        return self._moved(slot, month, booking.school, -1)

    def _moved(self, slot: Slot, month: ChildMonth, school: str | None, places: int) -> Self:
        counted = self.places[slot.service, slot.month].moved(slot.date.day, school, places)
        return replace(
            self,
            months={**self.months, (slot.child, slot.month): month},
            places={**self.places, (slot.service, slot.month): counted},
        )

    def household(self, child: Child, day: date) -> Household:
        """What a price of `day` depends on."""
        return Household(
            quotient_familial=self.family.quotient_on(day),
            resident=self.family.resident,
            rank=self.family.children.index(child.id) + 1,
            children=len(self.family.children),
            age=child.age_on(day),
            school=child.school,
        )


def standing(situation: Situation, slot: Slot, action: Action, *, now: datetime) -> Standing:
    """Whether `action` is possible on `slot` now. The child is one of the family's."""
    try:
        service = situation.reglement.service(slot.service)
    except UnknownService:
        return Standing(Obstacle(ObstacleCode.NOT_CONCERNED))
    if action is Action.RESERVE:
        return _reserving(situation, service, slot, now)
    return _cancelling(situation, service, slot, now)


def _reserving(situation: Situation, service: Service, slot: Slot, now: datetime) -> Standing:
    child = situation.children[slot.child]
    booking = situation.booking(slot)
    if booking is not None:
        mine = booking.payer == situation.family.id
        code = ObstacleCode.ALREADY_BOOKED if mine else ObstacleCode.OTHER_HOUSEHOLD
        return Standing(Obstacle(code), None, booking.price_cents, booking.tranche)
    if not service.welcomes(child.school):
        return Standing(Obstacle(ObstacleCode.NOT_CONCERNED))
    closed = closure(
        situation.reglement, service, slot.date, school=child.school, school_class=child.school_class
    )
    if closed is not None:
        return Standing(Obstacle(ObstacleCode.CLOSED, closed=closed))
    unit = _price(situation, service, child, slot.date)
    if unit is None:
        return Standing(Obstacle(ObstacleCode.NO_PRICE))
    until, obstacle = _deadline(situation, service, slot.date, Action.RESERVE, now)
    if obstacle is None and not _has_room(situation, service, child, slot):
        until, obstacle = None, Obstacle(ObstacleCode.FULL)
    return Standing(obstacle, until, unit.unit_cents, unit.tranche)


def _cancelling(situation: Situation, service: Service, slot: Slot, now: datetime) -> Standing:
    booking = situation.booking(slot)
    if booking is None:
        return Standing(Obstacle(ObstacleCode.NOT_BOOKED))
    if booking.payer != situation.family.id:
        obstacle: Obstacle | None = Obstacle(ObstacleCode.OTHER_HOUSEHOLD)
        return Standing(obstacle, None, booking.price_cents, booking.tranche)
    until, obstacle = _deadline(situation, service, slot.date, Action.CANCEL, now)
    return Standing(obstacle, until, booking.price_cents, booking.tranche)


def _deadline(
    situation: Situation, service: Service, day: date, action: Action, now: datetime
) -> tuple[datetime | None, Obstacle | None]:
    """Until when, or what of the règlement's hours stands in the way."""
    try:
        found = window(situation.reglement, service, day, action, resident=situation.family.resident)
    except CalendarUnknown:
        return None, Obstacle(ObstacleCode.CLOSED, closed=Closed(ClosedCode.BEYOND_CALENDAR))
    try:
        check_open(found, now=now)
    except NotPossible as refusal:
        return None, Obstacle(ObstacleCode(refusal.code))
    except NotOpenYet as refusal:
        return None, Obstacle(ObstacleCode(refusal.code), at=found.opens_at)
    except DeadlinePassed as refusal:
        return None, Obstacle(ObstacleCode(refusal.code), at=found.closes_at)
    return found.closes_at, None


def _price(situation: Situation, service: Service, child: Child, day: date) -> Price | None:
    try:
        return price(situation.reglement, service, day, situation.household(child, day))
    except (UnknownTariff, NoPrice):
        return None


def _has_room(situation: Situation, service: Service, child: Child, slot: Slot) -> bool:
    if not service.places:
        return True
    weekday = situation.reglement.days.weekday(slot.date)
    return situation.places[slot.service, slot.month].has_room(service, weekday, slot.date.day, child.school)
