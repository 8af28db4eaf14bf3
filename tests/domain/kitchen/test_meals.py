"""Figures of meals: what was ordered and what changed since is what is counted now, whatever happens between."""

from dataclasses import replace
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.domain.kitchen.meals import Meal, MealLine, lines_of, minus, plus, to_cook
from functions.domain.kitchen.order_times import last_call_at, order_closes_at
from functions.domain.kitchen.orders import MealOrder, OrderWatch
from functions.domain.kitchen.settings import KitchenSettings, OrderSettings, OrderSettingsRefused
from functions.domain.reglement.deadline_rules import Mode, Rule
from tests.support.builders import CANTEEN, MONDAY, NOW, a_reglement, a_service, on, paris

MEALS = st.builds(
    Meal,
    st.sampled_from(["", "ferry", "pagnol"]),
    st.sampled_from(["", "Sans porc"]),
    st.booleans(),
    st.booleans(),
)
COUNTS = st.builds(
    lines_of, st.lists(MEALS, max_size=12), st.dictionaries(st.sampled_from(["", "ferry"]), st.integers(0, 3))
)


@given(st.lists(COUNTS, min_size=1, max_size=6))
def test_an_order_and_its_differences_are_what_is_counted_now(counts: list[tuple[MealLine, ...]]) -> None:
    """Whatever was booked and given back between two looks. What left is never changed, and nothing is said twice."""
    first, *later = counts
    watch = OrderWatch("cantine").with_order(
        MealOrder("cantine", MONDAY, 1, NOW, first, "1"), seen="", at=NOW
    )
    sent = [first]
    for now in later:
        difference = watch.differences({MONDAY: now}).get(MONDAY, ())
        assert bool(difference) == (watch.days[MONDAY].lines != now)
        if difference:
            number = watch.days[MONDAY].number + 1
            order = MealOrder("cantine", MONDAY, number, NOW, difference, "2")
            watch = watch.with_order(order, seen="", at=NOW)
            sent.append(difference)
        assert plus(*sent) == watch.days[MONDAY].lines == now
        assert not watch.differences({MONDAY: now})


@given(COUNTS, COUNTS)
def test_figures_are_added_and_taken_away_without_loss(
    some: tuple[MealLine, ...], others: tuple[MealLine, ...]
) -> None:
    assert plus(minus(some, others), others) == some
    assert plus(some, others) == plus(others, some)
    assert to_cook(plus(some, others)) == to_cook(some) + to_cook(others)


def test_a_service_serves_a_meal_if_its_name_says_so_or_the_town_does() -> None:
    assert CANTEEN.serves_meal
    assert not a_service("garderie", "Garderie du soir").serves_meal
    assert a_service("midi", "Pause de midi", meal=True).serves_meal
    assert not replace(CANTEEN, meal=False).serves_meal


def test_meals_are_ordered_when_the_last_family_can_book_no_more_or_at_an_hour_of_the_town() -> None:
    reglement = a_reglement()
    closes = order_closes_at(reglement, CANTEEN, MONDAY, OrderSettings())
    assert closes == paris("jeudi 2026-11-19 10:00")
    own = OrderSettings(days_before=1, at=time(9, 30))
    assert order_closes_at(reglement, CANTEEN, MONDAY, own) == paris("vendredi 2026-11-20 09:30")
    always = replace(CANTEEN, reserve=Rule(mode=Mode.ALWAYS))
    assert order_closes_at(reglement, always, MONDAY, OrderSettings()) == paris("vendredi 2026-11-20 10:00")
    attendance = replace(CANTEEN, reserve=Rule(mode=Mode.ATTENDANCE))
    assert order_closes_at(reglement, attendance, MONDAY, OrderSettings()) is None
    assert last_call_at(reglement, on("lundi 2026-03-30"), OrderSettings()) == paris("lundi 2026-03-30 09:15")


def test_an_hour_of_the_town_goes_with_its_day() -> None:
    with pytest.raises(OrderSettingsRefused):
        KitchenSettings().having("cantine", OrderSettings(at=time(10)))
