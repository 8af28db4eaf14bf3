"""A child's month: the unit of planning, of storage and of the invoice."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Self, TypeVar

from functions.domain.calendar.months import day_of, month_of
from functions.domain.planning.attendance_record import Attended
from functions.domain.planning.declared_absence import DeclaredAbsence
from functions.domain.reglement.deadline_rules import Action
from functions.domain.reglement.tariff_grids import REGULAR

T = TypeVar("T")

LATE_CANCEL = "late_cancel"
"""The kind of what stays due of a booking cancelled late."""


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """One service on one day for one child: what a cell of the grid stands for."""

    date: date
    service: str
    child: str

    @property
    def month(self) -> str:
        """`2026-11`"""
        return month_of(self.date)


@dataclass(frozen=True, slots=True)
class Booking:
    """A validated booking. Its price was fixed when the basket was validated, and never moves."""

    price_cents: int
    tranche: str
    payer: str
    """The family that pays."""
    booked_by: str
    """The account that validated it."""
    booked_at: datetime
    act: str
    """The journal line of the act it came from."""
    school: str | None = None
    """The child's school then: places are counted by school too, and freed where they were taken."""
    kind: str = REGULAR
    """Which price of the tariff was asked for; `late_cancel` where it is what a late cancellation leaves due."""
    surcharge_cents: int = 0
    """The part of the price that being late added."""
    late_since: datetime | None = None
    """The limit that had passed; None: in time."""
    raises_month: bool = False
    """The surcharge is that of the whole month's bookings of the service."""
    pay_by: datetime | None = None
    """It is paid when it is booked, and nobody paid yet: given back to everybody at that instant."""
    declinable_until: datetime | None = None
    """Of a place given from the waiting list: until then it is given back without cost, whatever the cancelling deadline."""


@dataclass(frozen=True, slots=True)
class BookingQuestion:
    """What a family asked and the town has not decided yet. It takes no place and owes nothing."""

    request: str
    action: Action
    booking: Booking
    """What would be written: the booking, or what a cancellation would leave due. The price is fixed already."""
    counts: bool = False
    """It is one of the times that the family was late, once it is accepted."""


@dataclass(frozen=True, slots=True)
class ChildMonth:
    """Every booking of a child in one month, by day of the month then by service."""

    child: str
    month: str
    days: dict[int, dict[str, Booking]] = field(default_factory=dict)
    fees: dict[int, dict[str, Booking]] = field(default_factory=dict)
    """What late cancellations left due, by day and service likewise: no place is taken."""
    absences: dict[str, DeclaredAbsence] = field(default_factory=dict)
    """Those that have a day in this month, by id."""
    attended: dict[int, dict[str, Attended]] = field(default_factory=dict)
    """What was written down of who came, by day and service likewise; where nothing was, as booked."""
    asked: dict[int, dict[str, BookingQuestion]] = field(default_factory=dict)
    """What waits for the town's answer, likewise."""
    opened: tuple[str, ...] = ()
    """The enrolments for which what is booked all year was written: what is cancelled since does not come back."""

    def booking(self, slot: Slot) -> Booking | None:
        return self.days.get(slot.date.day, {}).get(slot.service)

    def with_booking(self, slot: Slot, booking: Booking) -> Self:
        day = {**self.days.get(slot.date.day, {}), slot.service: booking}
        return replace(self, days={**self.days, slot.date.day: day})

    def question(self, slot: Slot) -> BookingQuestion | None:
        """What was asked of that slot, and is not answered yet."""
        return self.asked.get(slot.date.day, {}).get(slot.service)

    def with_question(self, slot: Slot, asked: BookingQuestion) -> Self:
        day = {**self.asked.get(slot.date.day, {}), slot.service: asked}
        return replace(self, asked={**self.asked, slot.date.day: day})

    def without_question(self, slot: Slot) -> Self:
        return replace(self, asked=_without(self.asked, slot))

    def with_fee(self, slot: Slot, fee: Booking) -> Self:
        """A slot that is cancelled late twice owes both."""
        earlier = self.fees.get(slot.date.day, {})
        if slot.service in earlier:
            fee = replace(fee, price_cents=fee.price_cents + earlier[slot.service].price_cents)
        return replace(self, fees={**self.fees, slot.date.day: {**earlier, slot.service: fee}})

    def without(self, slot: Slot) -> Self:
        return replace(self, days=_without(self.days, slot))

    def absence(self, slot: Slot, family: str) -> DeclaredAbsence | None:
        """Of that family for that slot."""
        found = (
            absence
            for absence in self.absences.values()
            if absence.family == family and absence.covers(slot.date, slot.service)
        )
        return next(found, None)

    def with_absence(self, absence: DeclaredAbsence) -> Self:
        return replace(self, absences={**self.absences, absence.id: absence})

    def without_absence(self, absence: str) -> Self:
        return replace(self, absences={key: kept for key, kept in self.absences.items() if key != absence})

    def with_attended(self, slot: Slot, attended: Attended) -> Self:
        day = {**self.attended.get(slot.date.day, {}), slot.service: attended}
        return replace(self, attended={**self.attended, slot.date.day: day})

    def rows(self) -> Iterator[tuple[Slot, Booking]]:
        """Every booking, with its slot."""
        for number, services in self.days.items():
            for service, booking in services.items():
                yield Slot(day_of(self.month, number), service, self.child), booking

    def __len__(self) -> int:
        return sum(len(services) for services in self.days.values())


def _without(days: dict[int, dict[str, T]], slot: Slot) -> dict[int, dict[str, T]]:
    day = {code: kept for code, kept in days.get(slot.date.day, {}).items() if code != slot.service}
    others = {number: services for number, services in days.items() if number != slot.date.day}
    return {**others, slot.date.day: day} if day else others
