"""What a child eats on a day: whom the day list expects, with what is known of their menu."""

from dataclasses import dataclass
from datetime import datetime

from functions.domain.attendance.expected_children import expected_child
from functions.domain.families.family import Child
from functions.domain.kitchen.meals import Meal
from functions.domain.planning.child_month import ChildMonth, Slot
from functions.domain.planning.open_days import OpenDays
from functions.domain.safety.child_safety import ChildSafety

SIX = 6
"""Half a portion below it, and the State counts children of that age apart."""


@dataclass(frozen=True, slots=True)
class MealOfChild:
    """`pai`: the child has one that day, whether or not the family brings the meal. `allergy`: something is written that it may not eat, with a
    care plan or without."""

    child: Child
    meal: Meal
    pai: bool
    allergy: bool

    @property
    def is_apart(self) -> bool:
        """Whether who serves must know the child by name."""
        return bool(self.meal.menu) or self.pai or self.allergy


def meal_of(
    child: Child,
    month: ChildMonth,
    safety: ChildSafety | None,
    slot: Slot,
    open_days: OpenDays,
    *,
    booked_before: datetime | None = None,
) -> MealOfChild | None:
    """None where nothing is to be served. `booked_before`: what was booked from that instant on is left out, as it is of no order that
    closed then."""
    expected = expected_child(child, month, slot, open_days)
    if expected is None or not expected.comes:
        return None
    booking = month.booking(slot)
    if booked_before is not None and booking is not None and booking.booked_at >= booked_before:
        return None
    pai = None if safety is None or safety.pai is None or not safety.pai.covers(slot.date) else safety.pai
    basket = safety is not None and safety.brings_meal(slot.date)
    menu = "" if safety is None or basket else safety.diet
    meal = Meal(
        child.school or "",
        menu,
        basket,
        child.age_on(slot.date) < SIX,
    )
    return MealOfChild(child, meal, pai is not None, safety is not None and bool(safety.allergens))
