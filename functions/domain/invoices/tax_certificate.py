"""What parents declare for the care of their young children: the care part of what they paid in a year.

Article 200 quater B of the *code général des impôts*: children under six on the 1st of January; care, neither food nor penalties.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from functions.domain.families.family import Child
from functions.domain.invoices.invoice_history import Bill, PaymentDays, kept_cents, net_cents
from functions.domain.money import round_cents

UNDER_AGE = 6


def counts(child: Child, year: int) -> bool:
    """Whether the child was under six on the 1st of January. A child born during the year counts too."""
    return child.age_on(date(year, 1, 1)) < UNDER_AGE


def young(children: Iterable[Child], year: int) -> list[Child]:
    """The children who count for the year, the eldest first."""
    return sorted(
        (child for child in children if counts(child, year)), key=lambda child: (child.birth_date, child.id)
    )


def certified(
    bills: Sequence[Bill], children: Iterable[Child], payment_days: PaymentDays, year: int
) -> list[tuple[Child, int]]:
    """Each child under six for whose care something was paid in that year, with the cents, the eldest first."""
    care = care_paid_cents(bills, payment_days, year)
    return [(child, care[child.id]) for child in young(children, year) if care.get(child.id)]


def care_paid_cents(bills: Sequence[Bill], payment_days: PaymentDays, year: int) -> dict[str, int]:
    """The care part of what was paid in that year, by child: children of any age, without those for whom it is zero.

    What the régie had kept of an invoice by the end of a year is shared out among its lines in proportion. A year
    certifies what exceeds all that the years before certified. So what is given back later lowers the years that
    follow, and nothing is certified twice.
    """
    certified: dict[str, int] = {}
    of_year: dict[str, int] = {}
    for each in range(_first_year(bills, payment_days, year), year + 1):
        so_far = _care_so_far(bills, payment_days, until=date(each, 12, 31))
        of_year = {
            child: cents - certified.get(child, 0)
            for child, cents in so_far.items()
            if cents > certified.get(child, 0)
        }
        certified |= {child: so_far[child] for child in of_year}
    return of_year


def _first_year(bills: Iterable[Bill], payment_days: PaymentDays, year: int) -> int:
    days = (payment_days.day(entry).year for bill in bills for entry in bill.debt.entries)
    return min(days, default=year)


def _care_so_far(bills: Iterable[Bill], payment_days: PaymentDays, *, until: date) -> dict[str, int]:
    total: dict[str, int] = {}
    for bill in bills:
        for child, cents in _care_of(bill, payment_days, until=until).items():
            total[child] = total.get(child, 0) + cents
    return total


def _care_of(bill: Bill, payment_days: PaymentDays, *, until: date) -> dict[str, int]:
    """The care part of what was kept of one invoice, by child.

    For an invoice paid in full, it is the care of its lines to the cent. While only part is paid, it is rounded down:
    no year may certify a cent that the rest of the payment would take back.
    """
    net = net_cents(bill, payment_days, until=until)
    whole, kept = sum(net), kept_cents(bill, payment_days, until=until)
    kept = min(max(kept, 0), whole) if whole >= 0 else max(min(kept, 0), whole)
    settled = kept == whole and bill.invoice.issue.issued_on <= until
    if not settled and not kept:
        return {}
    care: dict[str, int] = {}
    for line, cents in zip(bill.invoice.lines, net, strict=True):
        care[line.child] = care.get(line.child, 0) + round_cents(cents * line.care_percent / 100)
    return care if settled else {child: kept * cents // whole for child, cents in care.items()}
