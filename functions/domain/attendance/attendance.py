"""What agents write down of who came, and what that adds to the bill."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from math import ceil

from functions.domain.families.family import Child, Family
from functions.domain.invoices.invoice_lines import LineKind
from functions.domain.planning.attendance_record import Attended, Charge, HomeCharges, Presence
from functions.domain.planning.child_month import Slot
from functions.domain.pricing.households import household_of
from functions.domain.pricing.prices import Household, NoPrice, Price, price
from functions.domain.reglement.deadline_rules import Mode
from functions.domain.reglement.reglement import Reglement, Service, UnknownTariff
from functions.domain.reglement.tariff_grids import REGULAR

LATE_PICKUP = "late_pickup"
"""The tariff's price for a child who is picked up late."""
UNBOOKED = ("unreserved", "occasional", REGULAR)
"""The kinds of price for a child who came without a booking: the first that the tariff has is used."""


MOST_CHARGES = 2
"""Of one slot: who came unbooked, and was picked up late."""


@dataclass(frozen=True, slots=True)
class AttendanceEntry:
    """What an agent writes down of one child, one service and one day. Hours are on the town's clock."""

    presence: Presence
    reason: str = ""
    """Why the child is absent: one of the town's own words, or a `Motive`. Empty where nobody knows."""
    arrived: time | None = None
    left: time | None = None
    picked_up_late: bool = False
    """The agent decides this: leaving one minute past the hour is not penalised by itself."""
    late_minutes: int | None = None
    """By how many, where the agent said it; else they are counted from the hour of departure."""


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
    others: Iterable[Family] = (),
) -> Attended:
    """Return what is kept of `entry`. Its prices are fixed now, as those of a booking are when it is validated.

    `family` is the one that pays; `others`: the homes that agreed to pay a part of it. Raises UnknownService.
    """
    service = reglement.service(slot.service)
    present = entry.presence is Presence.PRESENT
    minutes = minutes_stayed(service, entry) if present else None

    def charges(home: Family) -> tuple[Charge, ...]:
        household = household_of(home, child, slot.date)
        found = []
        if present and not booked:
            found.append(_came(reglement, service, slot.date, household, minutes))
        if present and entry.picked_up_late:
            found.append(_late(reglement, service, slot.date, household, entry))
        return tuple(found)

    own = charges(family)
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
        charges=own,
        others=tuple(HomeCharges(home.id, charges(home)) for home in others) if own else (),
    )


def minutes_stayed(service: Service, entry: AttendanceEntry) -> int | None:
    """How long the child stayed within the hours of the service, in minutes.

    None where the agent wrote no hour, or where an end is known neither from the agent nor from the règlement.
    """
    start, end = service.starts_at, service.ends_at
    arrived, left = entry.arrived or start, entry.left or end
    if arrived is None or left is None or (entry.arrived is None and entry.left is None):
        return None
    if start is not None:
        arrived = max(arrived, start)
    if end is not None:
        left = min(left, end)
    return max(_minutes(left) - _minutes(arrived), 0)


def minutes_late(service: Service, left: time | None) -> int | None:
    """How long after the end of the service a child left, in minutes; None where one of the two hours is unknown."""
    if service.ends_at is None or left is None:
        return None
    return max(_minutes(left) - _minutes(service.ends_at), 0)


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _came(
    reglement: Reglement, service: Service, day: date, household: Household, minutes: int | None
) -> Charge:
    """Return the charge for a child who came without a booking.

    A service where nothing is booked beforehand is charged at its ordinary price.
    """
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
    each, minutes = service.late_pickup_minutes, entry.late_minutes or minutes_late(service, entry.left)
    quantity = 1 if each is None or minutes is None else max(ceil(minutes / each), 1)
    return Charge(LineKind.LATE_PICKUP, quantity, found.unit_cents, found.tranche, LATE_PICKUP)


def _units(reglement: Reglement, service: Service, day: date, minutes: int) -> int | None:
    """How many units of time a booked child stayed; None where the price is not by time."""
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
