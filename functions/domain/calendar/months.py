"""Months as texts, and days reached from another day by weeks or months."""

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache


@lru_cache(2048)
def month_of(day: date) -> str:
    """The month of a day as `2026-11`, which sorts in the order of time."""
    return f"{day.year:04}-{day.month:02}"


def day_of(month: str, number: int) -> date:
    """The `number`-th day of `2026-11`."""
    return date(int(month[:4]), int(month[5:]), number)


def monday(day: date) -> date:
    return day - timedelta(day.isoweekday() - 1)


def months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or the last day of that month when it is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
