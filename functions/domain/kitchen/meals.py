"""How many meals, by school and menu: figures that are counted, ordered, and compared with one another."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Meal:
    """What one child eats. `school`: its code, empty where the child has none. `menu`: one of the town's, empty for the usual one.

    `basket`: the family brings the meal (PAI): there is nothing to cook.
    """

    school: str
    menu: str
    basket: bool
    under6: bool


@dataclass(frozen=True, slots=True, order=True)
class MealLine:
    """The meals of one menu for one school. Of a difference, a figure may be below zero."""

    school: str
    menu: str = ""
    basket: bool = False
    under6: int = 0
    from6: int = 0
    adults: int = 0

    @property
    def meals(self) -> int:
        """All of them, whoever eats."""
        return self.under6 + self.from6 + self.adults


Lines = tuple[MealLine, ...]
"""In order, one for each school and menu, without those of which all figures are zero."""


def lines_of(meals: Iterable[Meal], adults: Mapping[str, int]) -> Lines:
    """`adults`: how many eat besides the children, by school. They eat what is usual."""
    counted = Counter(meals)
    of_children = [
        MealLine(meal.school, meal.menu, meal.basket, number * meal.under6, number * (not meal.under6))
        for meal, number in counted.items()
    ]
    return plus(of_children, [MealLine(school, adults=number) for school, number in adults.items()])


def plus(*parts: Iterable[MealLine]) -> Lines:
    """The sum of figures."""
    totals: dict[tuple[str, str, bool], MealLine] = {}
    for line in (line for part in parts for line in part):
        place = (line.school, line.menu, line.basket)
        so_far = totals.get(place, MealLine(*place))
        totals[place] = MealLine(
            *place, so_far.under6 + line.under6, so_far.from6 + line.from6, so_far.adults + line.adults
        )
    return tuple(sorted(line for line in totals.values() if line.under6 or line.from6 or line.adults))


def minus(lines: Iterable[MealLine], others: Iterable[MealLine]) -> Lines:
    """What `lines` has more than `others`, and below zero what it has less."""
    less = [
        MealLine(line.school, line.menu, line.basket, -line.under6, -line.from6, -line.adults)
        for line in others
    ]
    return plus(lines, less)


def brought(lines: Iterable[MealLine]) -> int:
    """How many families bring the meal."""
    return sum(line.meals for line in lines if line.basket)


def to_cook(lines: Iterable[MealLine]) -> int:
    """How many meals: those that families bring are none."""
    return sum(line.meals for line in lines if not line.basket)
