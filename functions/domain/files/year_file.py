"""The file of a school year, which each family is asked to confirm: from when on, and for which year."""

from datetime import date

from functions.domain.families.family import Family

OPENS_IN = 7
"""July: the file of the year that begins in September is confirmed from its first day on."""


def year_to_confirm(day: date) -> int:
    """The calendar year in which the school year begins whose file is to be confirmed that day."""
    return day.year if day.month >= OPENS_IN else day.year - 1


def is_confirmed(family: Family, day: date) -> bool:
    return family.confirmed is not None and family.confirmed.year >= year_to_confirm(day)
