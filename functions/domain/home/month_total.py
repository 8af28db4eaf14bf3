"""What a month has cost so far and what it will come to, by the very lines that its invoice is made of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from functions.domain.billing.family_lines import lines_owed
from functions.domain.families.family import Child, Family
from functions.domain.invoices.invoice_lines import InvoiceLine, total_cents
from functions.domain.planning.called_off import CalledOffMonth
from functions.domain.planning.child_month import ChildMonth
from functions.domain.reglement.reglement import Reglement, UnknownService


@dataclass(frozen=True, slots=True)
class MonthTotal:
    """`so_far_cents`: of the days until today. `prepaid_cents`: of services that are paid when they are booked, in the whole."""

    month: str
    so_far_cents: int
    whole_cents: int
    prepaid_cents: int


def month_total(
    family: Family,
    months: Iterable[ChildMonth],
    *,
    children: Mapping[str, Child],
    reglement: Reglement,
    called_off: Mapping[str, CalledOffMonth],
    today: date,
) -> MonthTotal | None:
    """Of the month of `today`: bookings at the price of when they were made, less the absences that are not billed as far as is known
    now; of a child of two families, this family's part. None where nothing is booked or billed."""
    month = f"{today:%Y-%m}"
    lines = lines_owed(
        family,
        [each for each in months if each.month == month and each.child in children],
        children=children,
        reglement=reglement,
        called_off=called_off,
    )
    if not lines:
        return None
    return MonthTotal(
        month,
        total_cents([line for line in lines if line.day <= today]),
        total_cents(lines),
        total_cents([line for line in lines if _is_prepaid(reglement, line)]),
    )


def _is_prepaid(reglement: Reglement, line: InvoiceLine) -> bool:
    try:
        return reglement.service(line.service).prepaid
    except UnknownService:
        return False
