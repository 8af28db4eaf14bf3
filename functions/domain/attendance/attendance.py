"""Who came, as the people who keep the children write it down, and what that adds to the bill."""

from dataclasses import dataclass
from datetime import date, datetime, time
from math import ceil

from functions.domain.availability.situation import Situation
from functions.domain.errors import InvalidRequest
from functions.domain.families.family import Child, Family
from functions.domain.invoices.invoice_lines import LineKind
from functions.domain.planning.attendance_record import Attended, Charge, Presence
from functions.domain.planning.child_month import Slot
from functions.domain.pricing.prices import Household, NoPrice, Price, price
from functions.domain.reglement.deadline_rules import Mode
from functions.domain.reglement.reglement import Reglement, Service, UnknownTariff
from functions.domain.reglement.tariff_grids import REGULAR

LATE_PICKUP = "late_pickup"
UNBOOKED = ("unreserved", "occasional", REGULAR)
"""Which of a tariff's prices is that of a child who came without a booking: the first that it has."""


class LeftBeforeArriving(InvalidRequest):
    """The hours of a child are the wrong way round."""

    code = "left_before_arriving"


@dataclass(frozen=True, slots=True)
class AttendanceEntry:
    """One child, one service, one day, as it was written down. Hours are on the town's clock."""

    presence: Presence
    reason: str = ""
    """Of an absence, in the town's words; empty: nobody knows."""
    arrived: time | None = None
    left: time | None = None
    picked_up_late: bool = False
    """The agent says so: a clock that shows one minute past is no penalty."""


def attended(
    reglement: Reglement,
    family: Family,
    child: Child,
    slot: Slot,
    entry: AttendanceEntry,
    *,
    booked: bool,
    by: str,
    at: datetime,
) -> Attended:
    """What is kept of `entry`: its prices are fixed now, as those of a booking are when it is validated.

    `family`: the one that pays. Raises LeftBeforeArriving, UnknownService.
    """
    if entry.arrived is not None and entry.left is not None and entry.left < entry.arrived:
        raise LeftBeforeArriving(child=child.id)
    service = reglement.service(slot.service)
    household = Situation(reglement, family, {}, {}, {}).household(child, slot.date)
    present = entry.presence is Presence.PRESENT
    minutes = minutes_stayed(service, entry) if present else None
    charges = []
    if present and not booked:
        charges.append(_came(reglement, service, slot.date, household, minutes))
    if present and entry.picked_up_late:
        charges.append(_late(reglement, service, slot.date, household, entry))
    units = None
    if present and booked and minutes is not None:
        units = _units(reglement, service, slot.date, minutes)
    return Attended(
        entry.presence,
        by,
        at,
        family.id,
        reason="" if present else entry.reason,
        excused=not present and service.absence is not None and entry.reason in service.absence.free_reasons,
        arrived=entry.arrived if present else None,
        left=entry.left if present else None,
        picked_up_late=present and entry.picked_up_late,
        units=units,
        charges=tuple(charges),
    )


def minutes_stayed(service: Service, entry: AttendanceEntry) -> int | None:
    """Within the hours of the service; None where an end is known neither from the agent nor from the règlement."""
    start, end = service.starts_at, service.ends_at
    arrived, left = entry.arrived or start, entry.left or end
    if arrived is None or left is None or (entry.arrived is None and entry.left is None):
        return None
    if start is not None:
        arrived = max(arrived, start)
    if end is not None:
        left = min(left, end)
    return max(_minutes(left) - _minutes(arrived), 0)


def minutes_late(service: Service, entry: AttendanceEntry) -> int | None:
    if service.ends_at is None or entry.left is None:
        return None
    return max(_minutes(entry.left) - _minutes(service.ends_at), 0)


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _came(
    reglement: Reglement, service: Service, day: date, household: Household, minutes: int | None
) -> Charge:
    """Of a child without a booking. A service where nothing is booked has its ordinary price."""
    attendance = service.reserve.mode is Mode.ATTENDANCE
    kind = LineKind.ATTENDANCE if attendance else LineKind.UNRESERVED
    for wanted in (REGULAR,) if attendance else UNBOOKED:
        found = _price(reglement, service, day, household, wanted, minutes)
        if found is not None:
            return Charge(kind, found.quantity, found.unit_cents, found.tranche, wanted)
    return Charge(kind, 1, 0, "", priced=False)


def _late(
    reglement: Reglement, service: Service, day: date, household: Household, entry: AttendanceEntry
) -> Charge:
    found = _price(reglement, service, day, household, LATE_PICKUP, None)
    if found is None:
        return Charge(LineKind.LATE_PICKUP, 1, 0, "", LATE_PICKUP, priced=False)
    each, minutes = service.late_pickup_minutes, minutes_late(service, entry)
    quantity = 1 if each is None or minutes is None else max(ceil(minutes / each), 1)
    return Charge(LineKind.LATE_PICKUP, quantity, found.unit_cents, found.tranche, LATE_PICKUP)


def _units(reglement: Reglement, service: Service, day: date, minutes: int) -> int | None:
    """Units of time of a booked stay; None where time is not what is paid."""
    try:
        length = reglement.tariff_on(service.tariff, day).minutes
    except UnknownTariff:
        return None
    return None if length is None else max(ceil(minutes / length), 1)


def _price(
    reglement: Reglement, service: Service, day: date, household: Household, kind: str, minutes: int | None
) -> Price | None:
    try:
        return price(reglement, service, day, household, kind=kind, minutes=minutes)
    except (UnknownTariff, NoPrice):
        return None
