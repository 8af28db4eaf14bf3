"""What an invoice covers: a month, a school holiday, the school days between two, or one payment of a year.

A period is told by its code, which is what documents and keys hold:

- `2026-10`: a month;
- `2026-10-17.2026-11-01.autumn`: a school holiday, by its code in `school_years`;
- `2026-11-02.2026-12-18`: the days between two holidays, or any days;
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
"""What ends in July or August ends the school year."""


class UnknownPeriod(InvalidRequest):
    """No such month, days or payment."""

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
    """Days `first` to `last`, both billed. Of a year: instalment `rank` of `of`, asked for once `due_after` has passed."""

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
        """Nothing small is carried over a summer."""
        return self.due_after.month in LAST_MONTHS or (self.of > 0 and self.rank == self.of)


def month_period(code: str) -> BillingPeriod:
    """`2026-10`. Raises ValueError."""
    first = date.fromisoformat(f"{code}-01")
    last = last_of_month(first)
    return BillingPeriod(code, PeriodKind.MONTH, first, last, last)


def days_period(first: date, last: date, holiday: str = "") -> BillingPeriod:
    kind = PeriodKind.HOLIDAY if holiday else PeriodKind.TERM
    code = f"{first.isoformat()}.{last.isoformat()}" + (f".{holiday}" if holiday else "")
    return BillingPeriod(code, kind, first, last, last, holiday)


def instalment(year: int, rank: int, of: int) -> BillingPeriod:
    """Of the school year that begins in September of `year`.

    They follow each other by as many whole months as leave room for all: ten are monthly, from September to June; three
    come every four months.
    """
    step = 12 // of
    months = SCHOOL_YEAR_BEGINS - 1 + rank * step - 1
    ends = last_of_month(date(year + months // 12, months % 12 + 1, 1))
    first = date(year, SCHOOL_YEAR_BEGINS, 1)
    last = date(year + 1, SCHOOL_YEAR_BEGINS, 1) - ONE_DAY
    return BillingPeriod(
        f"{year}-{year + 1}.{rank}-{of}", PeriodKind.YEAR, first, last, ends, rank=rank, of=of
    )


# Of this century: days are counted around a period, and not at the ends of the calendar.
_MONTH = re.compile(r"20\d\d-\d\d", re.ASCII)
_DAYS = re.compile(r"(20\d\d-\d\d-\d\d)\.(20\d\d-\d\d-\d\d)(?:\.([a-z0-9_]+))?", re.ASCII)
_INSTALMENT = re.compile(r"(20\d\d)-(20\d\d)\.(\d{1,2})-(\d{1,2})", re.ASCII)


def period(code: str) -> BillingPeriod:
    """The period of a code. Raises UnknownPeriod."""
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
    """`2026-09`, `2026-10`… of the months that have a day in it, in order."""
    months = []
    day = first.replace(day=1)
    while day <= last:
        months.append(month_of(day))
        day = last_of_month(day) + ONE_DAY
    return months
