"""Every week, or one in two."""

from datetime import date
from enum import StrEnum


class Weeks(StrEnum):
    """Which weeks of a shared custody. ISO weeks: 53 and the 1 that follows are both odd."""

    ALL = "all"
    ODD = "odd"
    EVEN = "even"

    def include(self, day: date) -> bool:
        if self is Weeks.ALL:
            return True
        return day.isocalendar().week % 2 == (1 if self is Weeks.ODD else 0)


def odd_twice(start: date, end: date) -> date | None:
    """The Monday of the first week 1, between these days, that follows a week 53: two odd weeks, one after the other."""
    for year in range(start.year - 1, end.year + 1):
        last = date(year, 12, 28).isocalendar()
        first = date.fromisocalendar(year + 1, 1, 1)
        if last.week == 53 and start < first <= end:
            return first
    return None
