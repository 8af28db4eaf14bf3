"""The meals of a service and day, counted over all children."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from functions.domain.calendar.months import month_of
from functions.domain.errors import InvalidRequest
from functions.domain.families.family import Child
from functions.domain.kitchen.expected_meals import MealOfChild, meal_of
from functions.domain.kitchen.meals import Lines, lines_of
from functions.domain.planning.child_month import ChildMonth, Slot
from functions.domain.planning.open_days import OpenDays
from functions.domain.safety.child_safety import ChildSafety

MOST_DAYS = 31
"""Days that are counted at once."""


class MealsPeriodRefused(InvalidRequest):
    """The last day is before the first, or more days are asked for than are counted at once. `most` in the data is how many."""

    code = "meals_period_refused"


def check_period(first: date, last: date) -> None:
    """Raises MealsPeriodRefused."""
    if not 0 <= (last - first).days < MOST_DAYS:
        raise MealsPeriodRefused(field="to", most=MOST_DAYS)


@dataclass(frozen=True, slots=True)
class Eater:
    """A child who may eat. `safety`: None where nothing is written. `menu_unknown`: what is written cannot be read."""

    child: Child
    months: Mapping[str, ChildMonth]
    """By month (`2026-11`)."""
    safety: ChildSafety | None = None
    menu_unknown: bool = False


@dataclass(frozen=True, slots=True)
class DayCount:
    """`apart`: the children whom who serves must know by name. `unknown`: those who eat, and whose menu cannot be read."""

    lines: Lines
    apart: tuple[MealOfChild, ...]
    unknown: tuple[Child, ...]


def count_day(
    eaters: Iterable[Eater],
    service: str,
    day: date,
    open_days: OpenDays,
    *,
    adults: Mapping[str, int],
    booked_before: datetime | None = None,
) -> DayCount:
    """`adults`: who eat besides, by school. `booked_before`: as of an order that closed then."""
    meals, apart, unknown = [], [], []
    for eater in eaters:
        slot, month = Slot(day, service, eater.child.id), eater.months[month_of(day)]
        found = meal_of(eater.child, month, eater.safety, slot, open_days, booked_before=booked_before)
        if found is None:
            continue
        meals.append(found.meal)
        if eater.menu_unknown:
            unknown.append(eater.child)
        elif found.is_apart:
            apart.append(found)
    return DayCount(lines_of(meals, adults), tuple(apart), tuple(unknown))
