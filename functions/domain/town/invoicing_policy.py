"""When a régie invoices, for which periods, and what is too little to ask for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from functions.domain.calendar.billing_periods import (
    ONE_DAY,
    BillingPeriod,
    PeriodKind,
    days_period,
    instalment,
    month_period,
    school_year_of,
)
from functions.domain.calendar.school_years import SchoolHoliday
from functions.domain.errors import InvalidRequest


class InvoicingRefused(InvalidRequest):
    """A day that some months have not, no payment or more than twelve in a year, a sum below nothing."""

    code = "invoicing_refused"


@dataclass(frozen=True, slots=True)
class Invoicing:
    """What a régie decided about its invoices. As it stands without a word: each month, on the first of the next."""

    day: int = 1
    """Invoices are issued that many days after the last of their period: 5 is the fifth of the month that follows."""
    kind: PeriodKind = PeriodKind.MONTH
    by_service: dict[str, PeriodKind] = field(default_factory=dict)
    """Services that are invoiced otherwise, by code."""
    instalments: int = 10
    """In how many payments a year is asked for: 1 to 12."""
    carry_below_cents: int = 0
    """Less than that waits for the family's next invoice, until the school year ends."""
    since: date | None = None
    """Days before are not invoiced here: the town did it otherwise."""

    def kind_of(self, service: str) -> PeriodKind:
        return self.by_service.get(service, self.kind)

    def kinds(self) -> set[PeriodKind]:
        return {self.kind, *self.by_service.values()}

    def threshold_cents(self, period: BillingPeriod) -> int:
        return 0 if period.ends_school_year else self.carry_below_cents


def check_invoicing(chosen: Invoicing) -> None:
    """Raises InvoicingRefused, with the `field` that cannot be."""
    possible = {
        "day": 1 <= chosen.day <= 28,
        "instalments": 1 <= chosen.instalments <= 12,
        "carry_below_cents": chosen.carry_below_cents >= 0,
    }
    for name, is_possible in possible.items():
        if not is_possible:
            raise InvoicingRefused(field=name)


def due_periods(invoicing: Invoicing, holidays: Iterable[SchoolHoliday], today: date) -> list[BillingPeriod]:
    """Of each kind that the régie invoices, the latest period whose day has come; the earliest first.

    Older ones are not asked for again: what they left unbilled is on the latest.
    """
    until = today - timedelta(invoicing.day)
    known = sorted(
        (holiday for holiday in holidays if not holiday.is_bridge), key=lambda holiday: holiday.first
    )
    found = []
    for kind in sorted(invoicing.kinds()):
        ended = [period for period in _periods(kind, invoicing, known, until) if period.due_after <= until]
        found += ended[-1:]
    return sorted(found, key=lambda period: (period.due_after, period.code))


def _periods(
    kind: PeriodKind, invoicing: Invoicing, holidays: list[SchoolHoliday], until: date
) -> Iterator[BillingPeriod]:
    """Those around `until`, in order."""
    match kind:
        case PeriodKind.MONTH:
            before = until.replace(day=1) - ONE_DAY
            yield month_period(f"{before:%Y-%m}")
            yield month_period(f"{until:%Y-%m}")
        case PeriodKind.HOLIDAY:
            for holiday in holidays:
                yield days_period(holiday.first, holiday.last, holiday.code)
        case PeriodKind.TERM:
            for before_term, after_term in pairwise(holidays):
                first, last = before_term.last + ONE_DAY, after_term.first - ONE_DAY
                if first <= last:
                    yield days_period(first, last)
        case PeriodKind.YEAR:
            for year in (school_year_of(until) - 1, school_year_of(until)):
                for rank in range(1, invoicing.instalments + 1):
                    yield instalment(year, rank, invoicing.instalments)
