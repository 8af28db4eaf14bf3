"""What the town writes down of its meals: who eats besides the children, and what was served in the end."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Self, TypeVar

from functions.domain.errors import Conflict, InvalidRequest

MOST_ADULTS = 99
MOST_SERVED = 2000
MOST_SCHOOLS = 40
MOST_NOTE = 120
FURTHEST = timedelta(62)
"""How far from today something may be written down of a day."""

T = TypeVar("T")


class TooManySchools(InvalidRequest):
    """More schools are written down for a day than a town has."""

    code = "too_many_schools"


class MealsTooFar(Conflict):
    """The day is too far from today. `most` in the data is the greatest distance, in days."""

    code = "meals_too_far"


class NotServedYet(Conflict):
    """The day is still to come: nothing can have been served."""

    code = "not_served_yet"


def check_extras_day(day: date, today: date) -> None:
    """Raises MealsTooFar."""
    if abs(day - today) > FURTHEST:
        raise MealsTooFar(field="date", most=FURTHEST.days)


def check_served_day(day: date, today: date) -> None:
    """Raises NotServedYet, MealsTooFar."""
    if day > today:
        raise NotServedYet(field="date")
    check_extras_day(day, today)


@dataclass(frozen=True, slots=True)
class Extras:
    """`adults`: who eat besides the children. `note`: for the kitchen, as « pique-nique des CM2 »."""

    adults: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class MealMonth:
    """Of one service and month (`2026-11`), by day of the month, then by school (empty: of no school)."""

    service: str
    month: str
    extras: dict[int, dict[str, Extras]] = field(default_factory=dict)
    served: dict[int, dict[str, int]] = field(default_factory=dict)
    """Meals that were served: what was made besides was thrown away."""

    def adults(self, day: int) -> dict[str, int]:
        return {school: extras.adults for school, extras in self.extras.get(day, {}).items()}

    def with_extras(self, day: int, school: str, extras: Extras) -> Self:
        """Raises TooManySchools."""
        return replace(self, extras={**self.extras, day: _with(self.extras.get(day, {}), school, extras)})

    def with_served(self, day: int, school: str, meals: int) -> Self:
        """Raises TooManySchools."""
        return replace(self, served={**self.served, day: _with(self.served.get(day, {}), school, meals)})


def _with(of_day: dict[str, T], school: str, said: T) -> dict[str, T]:
    written = {**of_day, school: said}
    if len(written) > MOST_SCHOOLS:
        raise TooManySchools(field="school")
    return written
