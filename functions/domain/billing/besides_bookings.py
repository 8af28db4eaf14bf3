"""What some days are billed besides what was booked: by the very lines that the invoice is made of."""

from collections.abc import Iterable, Mapping
from datetime import date

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
    """Of the days from `first` to `last`, by day. Months that hold nothing of the kind, as most do, are not billed for it."""
    found = [month for month in months if month.child in children and _may_hold_any(month)]
    if not found:
        return []
    # Every week asks, and few hold anything: a cold start does without what bills.
    from functions.domain.billing.family_lines import lines_owed

    lines = lines_owed(family, found, children=children, reglement=reglement, called_off=called_off)
    wanted = (line for line in lines if line.kind in BESIDES and first <= line.day <= last)
    return sorted(wanted, key=lambda line: (line.day, line.child, line.service, BESIDES.index(line.kind)))


def _may_hold_any(month: ChildMonth) -> bool:
    seen = (each for services in month.attended.values() for each in services.values())
    return bool(month.fees) or any(each.charges for each in seen)
