"""Months as texts, and days that are reached from another by weeks and months."""

from calendar import monthrange
from datetime import date, timedelta


def month_of(day: date) -> str:
    """`2026-11`: sorts as it reads."""
    return f"{day.year:04}-{day.month:02}"


def day_of(month: str, number: int) -> date:
    """The `number`-th day of `2026-11`."""
    return date(int(month[:4]), int(month[5:]), number)


def monday(day: date) -> date:
    return day - timedelta(day.isoweekday() - 1)


def months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
