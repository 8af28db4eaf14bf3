"""Computes the public holidays of France.

Source: *Code du travail* L3133-1, the local law of Alsace-Moselle (L3134-13), and the abolition days of the overseas
territories (law 83-550, decree 83-1003 as amended in 2012).
"""

from datetime import date, timedelta
from enum import StrEnum
from functools import cache


class Territory(StrEnum):
    """Where the legal list of public holidays differs."""

    FRANCE = "france"
    ALSACE_MOSELLE = "alsace-moselle"
    GUADELOUPE = "guadeloupe"
    MARTINIQUE = "martinique"
    GUYANE = "guyane"
    REUNION = "reunion"
    MAYOTTE = "mayotte"
    SAINT_BARTHELEMY = "saint-barthelemy"
    SAINT_MARTIN = "saint-martin"


_EVERYWHERE = {
    (1, 1): "new_year",
    (5, 1): "labour_day",
    (5, 8): "victory_1945",
    (7, 14): "bastille_day",
    (8, 15): "assumption",
    (11, 1): "all_saints",
    (11, 11): "armistice_1918",
    (12, 25): "christmas_day",
}
_AROUND_EASTER = {1: "easter_monday", 39: "ascension_day", 50: "whit_monday"}
_ABOLITION = {
    Territory.GUADELOUPE: (5, 27),
    Territory.MARTINIQUE: (5, 22),
    Territory.GUYANE: (6, 10),
    Territory.REUNION: (12, 20),
    Territory.MAYOTTE: (4, 27),
    Territory.SAINT_BARTHELEMY: (10, 9),
    Territory.SAINT_MARTIN: (5, 28),
}


def easter(year: int) -> date:
    """Easter Sunday, Gregorian (Meeus, Jones and Butcher's algorithm)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    h = (19 * a + b - d - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * m + 114, 31)
    return date(year, month, day + 1)


@cache
def public_holidays(year: int, territory: Territory = Territory.FRANCE) -> dict[date, str]:
    """The code of each holiday by its date. Where two fall on one day, the movable one gives the code."""
    days = {date(year, month, day): code for (month, day), code in _EVERYWHERE.items()}
    if territory is Territory.ALSACE_MOSELLE:
        days[date(year, 12, 26)] = "saint_stephen"
        days[easter(year) - timedelta(2)] = "good_friday"
    if territory in _ABOLITION:
        days[date(year, *_ABOLITION[territory])] = "abolition_of_slavery"
    for shift, code in _AROUND_EASTER.items():
        days[easter(year) + timedelta(shift)] = code
    return days


def public_holiday(day: date, territory: Territory = Territory.FRANCE) -> str | None:
    """The code of the public holiday that `day` is, if any."""
    return public_holidays(day.year, territory).get(day)
