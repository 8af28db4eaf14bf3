"""What an invoice covers: a month, a school holiday, the school days between two, or one payment of a year.

A period is named by its code, which documents and keys hold:

- `2026-10`: a month;
- `2026-10-17.2026-11-01.autumn`: a school holiday, by its code in `school_years`;
- `2026-11-02.2026-12-18`: the school days between two holidays, or any stretch of days;
- `2026-2027.3-10`: the third of ten payments of a school year, which runs from September to August.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from functions.domain.calendar.months import month_of
from functions.domain.errors import InvalidRequest

ONE_DAY = timedelta(1)
SCHOOL_YEAR_BEGINS = 9
"""September."""
LAST_MONTHS = (7, 8)
"""A period that is due in July or August ends the school year."""


class UnknownPeriod(InvalidRequest):
    """The code names no month, no stretch of days and no instalment."""

    code = "unknown_period"


class PeriodKind(StrEnum):
    MONTH = "month"
    HOLIDAY = "holiday"
    TERM = "term"
    """The school days between two holidays (*de vacances à vacances*)."""
    YEAR = "year"
    """A school year, in instalments."""


@dataclass(frozen=True, slots=True)
class BillingPeriod:
    """The days that an invoice covers, `first` and `last` included. They are invoiced once `due_after` has passed.

    For a school year, the period is instalment `rank` of `of`.
    """

    code: str
    kind: PeriodKind
    first: date
    last: date
    due_after: date
    holiday: str = ""
    rank: int = 0
    of: int = 0

    @property
    def ends_school_year(self) -> bool:
        """Whether it is the last of its school year: small amounts are not carried over a summer."""
        return self.due_after.month in LAST_MONTHS or (self.of > 0 and self.rank == self.of)


def month_period(code: str) -> BillingPeriod:
    """The month of a code such as `2026-10`. Raises ValueError when it is no month."""
    first = date.fromisoformat(f"{code}-01")
    last = last_of_month(first)
    return BillingPeriod(code, PeriodKind.MONTH, first, last, last)


def days_period(first: date, last: date, holiday: str = "") -> BillingPeriod:
    kind = PeriodKind.HOLIDAY if holiday else PeriodKind.TERM
    code = f"{first.isoformat()}.{last.isoformat()}" + (f".{holiday}" if holiday else "")
    return BillingPeriod(code, kind, first, last, last, holiday)


def instalment(year: int, rank: int, of: int) -> BillingPeriod:
    """Instalment `rank` of `of`, for the school year that begins in September of `year`.

    Instalments are as many whole months apart as fit all of them in a year: ten are monthly, from September to June;
    three come every four months.
    """
    step = 12 // of
    months = SCHOOL_YEAR_BEGINS - 1 + rank * step - 1
    ends = last_of_month(date(year + months // 12, months % 12 + 1, 1))
    first = date(year, SCHOOL_YEAR_BEGINS, 1)
    last = date(year + 1, SCHOOL_YEAR_BEGINS, 1) - ONE_DAY
    return BillingPeriod(
        f"{year}-{year + 1}.{rank}-{of}", PeriodKind.YEAR, first, last, ends, rank=rank, of=of
    )


# Only years of this century: days are counted around a period, which fails at the ends of Python's calendar.
_MONTH = re.compile(r"20\d\d-\d\d", re.ASCII)
_DAYS = re.compile(r"(20\d\d-\d\d-\d\d)\.(20\d\d-\d\d-\d\d)(?:\.([a-z0-9_]+))?", re.ASCII)
_INSTALMENT = re.compile(r"(20\d\d)-(20\d\d)\.(\d{1,2})-(\d{1,2})", re.ASCII)


def period(code: str) -> BillingPeriod:
    """The period that a code names. Raises UnknownPeriod."""
    try:
        if _MONTH.fullmatch(code):
            return month_period(code)
        if found := _DAYS.fullmatch(code):
            first, last = date.fromisoformat(found[1]), date.fromisoformat(found[2])
            if first <= last < first.replace(day=1) + timedelta(366):
                return days_period(first, last, found[3] or "")
        if found := _INSTALMENT.fullmatch(code):
            year, after, rank, of = (int(found[number]) for number in (1, 2, 3, 4))
            if after == year + 1 and 1 <= rank <= of <= 12:
                return instalment(year, rank, of)
    except ValueError:
        pass
    raise UnknownPeriod(period=code)


def school_year_of(day: date) -> int:
    """The year in which the school year of `day` began."""
    return day.year if day.month >= SCHOOL_YEAR_BEGINS else day.year - 1


def last_of_month(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def months_between(first: date, last: date) -> list[str]:
    """The months that have a day from `first` to `last`, in order: `2026-09`, `2026-10`…"""
    months = []
    day = first.replace(day=1)
    while day <= last:
        months.append(month_of(day))
        day = last_of_month(day) + ONE_DAY
    return months
