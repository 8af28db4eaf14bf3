"""Why the meals are not as many as the children booked: causes whose sum is the count of the kitchen."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from functions.domain.kitchen.counting import Eater, count_day
from functions.domain.kitchen.meal_causes import LastOrder, MealCauses, causes_by_school
from functions.domain.kitchen.meals import brought, to_cook
from functions.domain.planning.attendance_record import Attended, Presence
from functions.domain.planning.called_off import CalledOffMonth
from functions.domain.planning.child_month import Slot
from functions.domain.planning.open_days import OpenDays
from functions.domain.safety.child_safety import CarePlan, ChildSafety
from tests.support.builders import MONDAY, a_booking, a_child, a_month, a_reglement, on, paris

IN_TIME, ORDERED = paris("mercredi 2026-11-18 08:00"), paris("jeudi 2026-11-19 10:06")
AT_NOON = paris("lundi 2026-11-23 12:00")
SERVICE = "restauration"
BASKET = CarePlan(on("mardi 2026-09-01"), basket_meal=True)
SEEN = st.sampled_from([None, Presence.PRESENT, Presence.ABSENT])
CHILDREN = st.lists(st.tuples(st.booleans(), st.booleans(), st.booleans(), SEEN), max_size=8)
"""Booked, before the order, with a basket meal, and seen."""


@given(CHILDREN)
def test_the_causes_add_up_to_the_meals_that_are_counted(children: list[Any]) -> None:
    eaters = []
    for number, (booked, early, basket, seen) in enumerate(children):
        child = a_child(f"c{number}")
        month = a_month(child.id, "2026-11", {})
        slot = Slot(MONDAY, SERVICE, child.id)
        if booked:
            at = IN_TIME if early else AT_NOON
            month = month.with_booking(slot, a_booking(booked_at=at))
        if seen is not None:
            month = month.with_attended(slot, Attended(seen, "agent", AT_NOON, "testmp"))
        safety = ChildSafety(child.id, pai=BASKET) if basket else None
        eaters.append(Eater(child, {"2026-11": month}, safety))
    open_days = OpenDays(a_reglement(), {"2026-11": CalledOffMonth("2026-11")})
    count = count_day(eaters, SERVICE, MONDAY, open_days, adults={})
    ordered = count_day(eaters, SERVICE, MONDAY, open_days, adults={}, booked_before=ORDERED)
    causes = sum(
        causes_by_school(eaters, SERVICE, MONDAY, open_days, LastOrder(ORDERED, ORDERED)).values(),
        MealCauses(),
    )
    assert causes.to_cook == to_cook(count.lines)
    assert causes.brought == brought(count.lines), "as many explained as counted"
    assert causes.booked_since == to_cook(count.lines) - to_cook(ordered.lines)
