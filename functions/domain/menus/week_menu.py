"""The menu of a week: the dishes of each day, and which of the fourteen allergens are in them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from functions.domain.calendar.months import monday
from functions.domain.errors import Conflict, InvalidRequest
from functions.domain.safety.child_safety import Allergen

MOST_DISHES = 15
"""Of one day: several starters, dishes and desserts to choose from."""
MOST_LETTERS = 200
_WEEK = re.compile(r"20\d\d-W(0[1-9]|[1-4]\d|5[0-3])")


class WeekMenuRefused(InvalidRequest):
    """A day is not of that week, has too many dishes, or a dish is too long; or there is no such week. `field` says which."""

    code = "week_menu_refused"


class WeekMenuMoved(Conflict):
    """Somebody else wrote that week since it was read. Nothing was written."""

    code = "week_menu_moved"


@dataclass(frozen=True, slots=True)
class DayMenu:
    dishes: tuple[str, ...]
    """In the order of the meal."""
    allergens: tuple[Allergen, ...] = ()


@dataclass(frozen=True, slots=True)
class WeekMenu:
    """`week`: the ISO one, as `2026-W49`."""

    week: str
    days: Mapping[date, DayMenu] = field(default_factory=dict)
    """Those of which something is known."""


def week_of(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def monday_of(week: str) -> date:
    """Raises WeekMenuRefused."""
    if not _WEEK.fullmatch(week):
        raise WeekMenuRefused(field="week")
    try:
        return date.fromisocalendar(int(week[:4]), int(week[6:]), 1)
    except ValueError:
        raise WeekMenuRefused(field="week") from None


def week_menu(week: str, days: Mapping[date, DayMenu]) -> WeekMenu:
    """Without empty dishes, and without days of which nothing is said. Raises WeekMenuRefused."""
    first = monday_of(week)
    kept: dict[date, DayMenu] = {}
    for day, said in sorted(days.items()):
        if not first <= day < first + timedelta(7):
            raise WeekMenuRefused(field="days")
        dishes = tuple(" ".join(dish.split()) for dish in said.dishes if dish.strip())
        if len(dishes) > MOST_DISHES or any(len(dish) > MOST_LETTERS for dish in dishes):
            raise WeekMenuRefused(field="dishes")
        if dishes:
            kept[day] = DayMenu(dishes, in_order(said.allergens))
    return WeekMenu(week, kept)


def in_order(allergens: Iterable[Allergen]) -> tuple[Allergen, ...]:
    """Each once, in the order of the regulation."""
    found = set(allergens)
    return tuple(one for one in Allergen if one in found)


def weeks_between(first: date, last: date) -> list[str]:
    day, weeks = monday(first), []
    while day <= last:
        weeks.append(week_of(day))
        day += timedelta(7)
    return weeks
