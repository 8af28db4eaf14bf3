"""The attendance of one service and day: which families pay what it adds, and when it may be written down."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from functions.domain.attendance.attendance import AttendanceEntry
from functions.domain.calendar.months import monday
from functions.domain.errors import Conflict, InvalidRequest
from functions.domain.planning.child_month import ChildMonth, Slot
from functions.domain.planning.declared_absence import Motive
from functions.domain.reglement.reglement import Service

OLDEST = timedelta(62)
"""Corrected for two months: what is contested later is corrected by the régie."""


class DayToCome(Conflict):
    """Nobody was seen yet."""

    code = "day_to_come"


class DayTooOld(Conflict):
    """`most`, in days, is in the data."""

    code = "day_too_old"


class UnknownAbsenceReason(InvalidRequest):
    """Neither a motive nor one of the town's words for that service."""

    code = "unknown_absence_reason"


@dataclass(frozen=True, slots=True)
class ChildEntry:
    """`family`: who pays what it adds, where the agent knows; empty: see `payer_of`."""

    child: str
    entry: AttendanceEntry
    family: str = ""


def check_day(day: date, today: date) -> None:
    """Raises DayToCome or DayTooOld."""
    if day > today:
        raise DayToCome(field="date")
    if day < today - OLDEST:
        raise DayTooOld(field="date", most=OLDEST.days)


def check_reasons(service: Service, entries: Iterable[ChildEntry]) -> None:
    """Raises UnknownAbsenceReason."""
    words = {*Motive, *(service.absence.free_reasons if service.absence is not None else ())}
    for each in entries:
        if each.entry.reason and each.entry.reason not in words:
            raise UnknownAbsenceReason(field="reason")


def payer_of(homes: Sequence[str], slot: Slot, month: ChildMonth, named: str = "") -> str | None:
    """Who booked the slot; else the family the agent names; else who booked anything for the child that day, then that week;
    else the first of the child's families. `homes`: those that have the child in their file; None where nobody has.
    """
    booking = month.booking(slot)
    if booking is not None:
        return booking.payer
    if named in homes:
        return named
    start = monday(slot.date)
    week = sorted(
        (start + timedelta(number) for number in range(7)), key=lambda day: abs((day - slot.date).days)
    )
    for day in week:
        if day.month == slot.date.month:
            for other in month.days.get(day.day, {}).values():
                if other.payer in homes:
                    return other.payer
    return homes[0] if homes else None
