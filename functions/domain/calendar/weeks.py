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
