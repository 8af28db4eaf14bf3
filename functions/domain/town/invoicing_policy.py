"""When a régie invoices, for which periods, and which amounts are too small to ask for."""

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
    """The day is missing from some months, a year has no instalment or more than twelve, or an amount is below zero."""

    code = "invoicing_refused"


@dataclass(frozen=True, slots=True)
class Invoicing:
    """What a régie decided about its invoices. By default it invoices each month on the first day of the next."""

    day: int = 1
    """Days from the end of a period to its invoices: for a month, 5 is the fifth of the month that follows."""
    kind: PeriodKind = PeriodKind.MONTH
    by_service: dict[str, PeriodKind] = field(default_factory=dict)
    """The kinds of period of the services that are invoiced in another way, by the service's code."""
    instalments: int = 10
    """In how many payments a year is asked for: 1 to 12."""
    carry_below_cents: int = 0
    """A smaller amount waits for the family's next invoice, until the school year ends."""
    since: date | None = None
    """Earlier days are not invoiced by the portal: the town invoiced them by its own means."""

    def kind_of(self, service: str) -> PeriodKind:
        return self.by_service.get(service, self.kind)

    def kinds(self) -> set[PeriodKind]:
        return {self.kind, *self.by_service.values()}

    def threshold_cents(self, period: BillingPeriod) -> int:
        """Below this amount, what a family owes for `period` waits for its next invoice."""
        return 0 if period.ends_school_year else self.carry_below_cents


def check_invoicing(chosen: Invoicing) -> None:
    """Raises InvoicingRefused with the first `field` that is out of bounds."""
    possible = {
        "day": 1 <= chosen.day <= 28,
        "instalments": 1 <= chosen.instalments <= 12,
        "carry_below_cents": chosen.carry_below_cents >= 0,
    }
    for name, is_possible in possible.items():
        if not is_possible:
            raise InvoicingRefused(field=name)


def due_periods(invoicing: Invoicing, holidays: Iterable[SchoolHoliday], today: date) -> list[BillingPeriod]:
    """For each kind of period that the régie invoices, the latest one that may be invoiced today; the earliest first.

    Older periods are left out: what they left unbilled goes on the invoice of the latest.
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
    """The periods of that kind in order: at least the last one to end by `until`."""
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
