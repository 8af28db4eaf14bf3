"""What families owe for a month, line by line: what they booked at the price fixed then, less what they missed and the town
does not bill, and what attendance adds."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from functions.domain.absences.missed_days import Missed, missed
from functions.domain.billing.price_reasons import reason_of
from functions.domain.calendar.months import day_of
from functions.domain.families.child_names import told_apart
from functions.domain.families.family import Child, Family
from functions.domain.invoices.invoice_lines import WITHOUT_A_BOOKING, InvoiceLine, LineKind, Reason
from functions.domain.planning.attendance_record import Attended, Charge
from functions.domain.planning.called_off import CalledOffMonth
from functions.domain.planning.child_month import Booking, ChildMonth, Slot
from functions.domain.planning.declared_absence import DeclaredAbsence
from functions.domain.planning.open_days import OpenDays
from functions.domain.planning.town_act import DoneByTown
from functions.domain.reglement.deadline_rules import Action
from functions.domain.reglement.reglement import Reglement, UnknownService, UnknownTariff
from functions.domain.reglement.tariff_grids import Tariff

_ORDER = list(LineKind)


@dataclass(frozen=True, slots=True)
class Owed:
    """All that one family may be billed for: one service on one day for one child."""

    slot: Slot
    payer: str
    booking: Booking | None = None
    absence: DeclaredAbsence | None = None
    attended: Attended | None = None
    charges: tuple[Charge, ...] = ()
    fee: Booking | None = None
    """What a late cancellation left due."""
    town: DoneByTown | None = None
    """What the town said of the booking or the fee, where an agent made it."""


def by_payer(months: Iterable[ChildMonth]) -> dict[str, list[Owed]]:
    """What those months hold, by the family that pays it, so that nothing of a child of two families is billed
    twice."""
    owed: defaultdict[str, list[Owed]] = defaultdict(list)
    for month in months:
        for each in _of_month(month):
            owed[each.payer].append(each)
    return dict(owed)


def _of_month(month: ChildMonth) -> Iterator[Owed]:
    for number, fees in sorted(month.fees.items()):
        for service, fee in fees.items():
            slot, done = (
                Slot(day_of(month.month, number), service, month.child),
                month.signed(fee, Action.CANCEL),
            )
            yield Owed(slot, fee.payer, fee=fee, town=done)
    for number in sorted(month.days.keys() | month.attended.keys()):
        booked, attended = month.days.get(number, {}), month.attended.get(number, {})
        for service in sorted(booked.keys() | attended.keys()):
            slot = Slot(day_of(month.month, number), service, month.child)
            booking, seen = booked.get(service), attended.get(service)
            if booking is not None:
                absence = month.absence(slot, booking.payer)
                done = month.signed(booking, Action.RESERVE)
                yield Owed(slot, booking.payer, booking, absence, seen, town=done)
            if seen is not None:
                # Where somebody has booked the slot since, the booking is billed instead of coming without one.
                kept = [
                    each for each in seen.charges if booking is None or each.kind not in WITHOUT_A_BOOKING
                ]
                if kept:
                    yield Owed(slot, seen.payer, attended=seen, charges=tuple(kept))


def lines_of(
    family: Family,
    owed: Iterable[Owed],
    *,
    children: Mapping[str, Child],
    reglement: Reglement,
    called_off: Mapping[str, CalledOffMonth],
    issued_for: str | None = None,
) -> tuple[InvoiceLine, ...]:
    """The lines of what `family` owes: the eldest child first, then by service and by day.

    `children`: every child of `owed`, by id. `called_off`: what the town called off, by month, in the months of `owed`.
    `issued_for`: the month (`2026-12`) that is being invoiced, because a town may take a missed day off a later invoice
    than that of its month; None: every missed day that is not billed is taken off at once.
    """
    own = [each for each in owed if each.payer == family.id]
    named = {*family.children, *(each.slot.child for each in own)}
    names = told_apart(child for child in children.values() if child.id in named)
    lines = [
        line
        for each in own
        for line in _lines(
            family,
            each,
            children[each.slot.child],
            names[each.slot.child],
            reglement,
            called_off,
            issued_for,
        )
    ]
    return tuple(sorted(lines, key=partial(_place, children)))


def _place(children: Mapping[str, Child], line: InvoiceLine) -> tuple[date, str, str, str, date, int]:
    return (
        children[line.child].birth_date,
        line.child,
        line.service_name,
        line.service,
        line.day,
        _ORDER.index(line.kind),
    )


def _lines(
    family: Family,
    owed: Owed,
    child: Child,
    name: str,
    reglement: Reglement,
    called_off: Mapping[str, CalledOffMonth],
    issued_for: str | None,
) -> Iterator[InvoiceLine]:
    """`name`: what the child is called on them."""
    if owed.booking is not None:
        yield from _booked(family, owed, owed.booking, child, name, reglement, called_off, issued_for)
    fee = owed.fee
    # Who gave a day up too late owes nothing of it once the town has taken it from everybody.
    if (
        fee is not None
        and fee.price_cents
        and OpenDays(reglement, called_off).not_held(owed.slot, fee, child) is None
    ):
        yield _fee(owed, fee, child, name, reglement)
    for charge in owed.charges:
        if charge.priced:
            yield _charged(owed.slot, charge, child, name, reglement)


def _booked(
    family: Family,
    owed: Owed,
    booking: Booking,
    child: Child,
    name: str,
    reglement: Reglement,
    called_off: Mapping[str, CalledOffMonth],
    issued_for: str | None,
) -> Iterator[InvoiceLine]:
    slot, attended = owed.slot, owed.attended
    line = _line(
        slot,
        child,
        name,
        reglement,
        quantity=attended.units if attended is not None and attended.units is not None else 1,
        unit_price_cents=booking.price_cents - booking.surcharge_cents,
        reason=_signed(reason_of(family, slot, booking, child, reglement), owed.town),
        booked_on=_day_booked(booking, reglement),
    )
    open_days = OpenDays(reglement, called_off)
    absent = missed(open_days, slot, booking, child, attended=attended, absence=owed.absence)
    if absent is None:
        yield line
        yield from _late(line, booking)
        return
    if absent.billed:
        yield replace(line, reason=_absent(line.reason, absent))
        yield from _late(line, booking)
        return
    comes_off = absent.comes_off(slot.month)
    if issued_for is not None and issued_for < comes_off:
        yield replace(line, reason=_absent(line.reason, absent, credited_in=comes_off))
        yield from _late(line, booking)
        return
    # Where the day is not billed, what being late added is not billed either.
    yield line
    if line.amount_cents:
        yield replace(
            line,
            kind=LineKind.ABSENCE,
            unit_price_cents=-line.unit_price_cents,
            reason=_absent(Reason(booking.tranche), absent),
        )


def _absent(reason: Reason, absent: Missed, *, credited_in: str = "") -> Reason:
    return replace(
        reason, absence=absent.because, word=absent.word, proof=absent.proof, credited_in=credited_in
    )


def _signed(reason: Reason, done: DoneByTown | None) -> Reason:
    """With what the town said of it, where an agent booked or cancelled in the place of the family."""
    if done is None:
        return reason
    return replace(reason, by_town=True, past=tuple(done.past), town_reason=done.reason)


def _late(line: InvoiceLine, booking: Booking) -> Iterator[InvoiceLine]:
    if booking.surcharge_cents:
        yield replace(
            line,
            kind=LineKind.LATE,
            quantity=1,
            unit="",
            unit_price_cents=booking.surcharge_cents,
            reason=Reason("", price_kind=booking.kind, late_since=booking.late_since),
            care_percent=Decimal(0),
        )


def _fee(owed: Owed, fee: Booking, child: Child, name: str, reglement: Reglement) -> InvoiceLine:
    return _line(
        owed.slot,
        child,
        name,
        reglement,
        kind=LineKind.LATE_CANCEL,
        unit="",
        unit_price_cents=fee.price_cents,
        reason=_signed(Reason("", late_since=fee.late_since), owed.town),
        booked_on=_day_booked(fee, reglement),
        care_percent=Decimal(0),
    )


def _day_booked(booking: Booking, reglement: Reglement) -> date:
    return reglement.day_of(booking.booked_at)


def _charged(slot: Slot, charge: Charge, child: Child, name: str, reglement: Reglement) -> InvoiceLine:
    line = _line(
        slot,
        child,
        name,
        reglement,
        kind=charge.kind,
        quantity=charge.quantity,
        unit_price_cents=charge.unit_price_cents,
        reason=Reason(charge.tranche, price_kind=charge.price_kind),
    )
    penalty = charge.kind is LineKind.LATE_PICKUP
    return replace(line, care_percent=Decimal(0), unit="") if penalty else line


def _line(slot: Slot, child: Child, name: str, reglement: Reglement, **bills: Any) -> InvoiceLine:
    """With what every line of a slot says. `bills`: what this one does, by its fields."""
    tariff = _tariff(slot, reglement)
    every: dict[str, Any] = {
        "unit": tariff.unit if tariff is not None else "",
        "care_percent": tariff.care_percent if tariff is not None else Decimal(0),
    }
    return InvoiceLine(
        day=slot.date,
        child=child.id,
        child_name=name,
        service=slot.service,
        service_name=reglement.name_of(slot.service),
        **every | {"quantity": 1} | bills,
    )


def _tariff(slot: Slot, reglement: Reglement) -> Tariff | None:
    """None where the town no longer has the service, or the grid."""
    try:
        return reglement.tariff_on(reglement.service(slot.service).tariff, slot.date)
    except (UnknownService, UnknownTariff):
        return None
