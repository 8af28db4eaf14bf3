"""A child's month: the unit of planning, of storage and of the invoice."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Self


class Action(StrEnum):
    RESERVE = "reserve"
    CANCEL = "cancel"


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


@dataclass(frozen=True, slots=True)
class ChildMonth:
    """Every booking of a child in one month, by day of the month then by service."""

    child: str
    month: str
    days: dict[int, dict[str, Booking]] = field(default_factory=dict)

    def booking(self, slot: Slot) -> Booking | None:
        return self.days.get(slot.date.day, {}).get(slot.service)

    def with_booking(self, slot: Slot, booking: Booking) -> Self:
        day = {**self.days.get(slot.date.day, {}), slot.service: booking}
        return type(self)(self.child, self.month, {**self.days, slot.date.day: day})

    def without(self, slot: Slot) -> Self:
        day = {code: kept for code, kept in self.days.get(slot.date.day, {}).items() if code != slot.service}
        days = {number: services for number, services in self.days.items() if number != slot.date.day}
        return type(self)(self.child, self.month, {**days, slot.date.day: day} if day else days)

    def __len__(self) -> int:
        return sum(len(services) for services in self.days.values())


def month_of(day: date) -> str:
    """`2026-11`: sorts as it reads."""
    return f"{day.year:04}-{day.month:02}"


def day_of(month: str, number: int) -> date:
    """The `number`-th day of `2026-11`."""
    return date(int(month[:4]), int(month[5:]), number)
