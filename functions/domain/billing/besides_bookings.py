"""What some days are billed besides what was booked: by the very lines that the invoice is made of."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from functions.domain.calendar.months import day_of
from functions.domain.families.family import Child, Family
from functions.domain.invoices.invoice_lines import InvoiceLine, LineKind
from functions.domain.planning.called_off import CalledOffMonth
from functions.domain.planning.child_month import ChildMonth
from functions.domain.reglement.reglement import Reglement

BESIDES = (LineKind.UNRESERVED, LineKind.ATTENDANCE, LineKind.LATE_PICKUP, LineKind.LATE_CANCEL)
"""The other kinds are about a booking, whose price says it."""


def besides_bookings(
    family: Family,
    months: Iterable[ChildMonth],
    first: date,
    last: date,
    *,
    children: Mapping[str, Child],
    reglement: Reglement,
    called_off: Mapping[str, CalledOffMonth],
) -> list[InvoiceLine]:
    """Of the days from `first` to `last`, by day. Days that hold nothing of the kind, as most do, are not billed for it."""
    reduced = (_reduced(month, first, last) for month in months if month.child in children)
    found = [month for month in reduced if month.fees or month.attended]
    if not found:
        return []
    # Every week asks, and few hold anything: a cold start does without what bills.
    from functions.domain.billing.family_lines import lines_owed

    lines = lines_owed(family, found, children=children, reglement=reglement, called_off=called_off)
    wanted = (line for line in lines if line.kind in BESIDES and first <= line.day <= last)
    return sorted(wanted, key=lambda line: (line.day, line.child, line.service, BESIDES.index(line.kind)))


def _reduced(month: ChildMonth, first: date, last: date) -> ChildMonth:
    """The month with nothing but the slots of those days that hold a fee or a charge: to bill each booking of it, for none of its lines,
    costs as much as the whole grid."""

    def shown(number: int) -> bool:
        return first <= day_of(month.month, number) <= last

    charged = {
        number: {code: seen for code, seen in services.items() if seen.charges}
        for number, services in month.attended.items()
        if any(seen.charges for seen in services.values()) and shown(number)
    }
    booked = {
        number: {code: month.days[number][code] for code in services if code in month.days[number]}
        for number, services in charged.items()
        if number in month.days
    }
    fees = {number: services for number, services in month.fees.items() if shown(number)}
    return replace(month, days=booked, attended=charged, fees=fees)
