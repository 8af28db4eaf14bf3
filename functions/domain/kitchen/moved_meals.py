"""The meals of bookings that a closure takes away, or that putting it back brings: those that the kitchen and its orders count, no others."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from functions.domain.absences.calling_off_effects import CallingOffEffects
from functions.domain.families.family import Child
from functions.domain.kitchen.expected_meals import meal_of
from functions.domain.kitchen.meals import Lines, lines_of
from functions.domain.planning.child_month import ChildMonth, Slot
from functions.domain.planning.open_days import OpenDays
from functions.domain.reglement.reglement import UnknownService
from functions.domain.safety.child_safety import ChildSafety


@dataclass(frozen=True, slots=True)
class Diners:
    """What was read of the children: their months, their files and what is known of their menus, by id."""

    months: Collection[ChildMonth]
    children: Mapping[str, Child]
    safety: Mapping[str, ChildSafety]


def meals_moved(effects: CallingOffEffects, diners: Diners, *, before: OpenDays, after: OpenDays) -> Lines:
    """Counted where they take place: before it is called off, or once it is put back."""
    months = {(month.child, month.month): month for month in diners.months}
    meals = []
    for slot, booking in effects.moved:
        child = diners.children[slot.child]
        held = before if before.not_held(slot, booking, child) is None else after
        if not _serves_meal(slot, held):
            continue
        month = months[slot.child, slot.month]
        found = meal_of(child, month, diners.safety.get(slot.child), slot, held)
        if found is not None:
            meals.append(found.meal)
    return lines_of(meals, {})


def _serves_meal(slot: Slot, open_days: OpenDays) -> bool:
    try:
        return open_days.reglement.service(slot.service).serves_meal
    except UnknownService:
        return False
