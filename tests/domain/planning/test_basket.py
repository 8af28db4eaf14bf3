"""A basket holds at most one action a slot, in the order of the days, and not without end."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.domain.planning.basket import MAX_LINES, Basket, BasketFull, BasketLine
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.deadline_rules import Action
from tests.support.builders import MONDAY, on

RESERVE, CANCEL = Action.RESERVE, Action.CANCEL
TUESDAY = on("mardi 2026-11-24")

slots = st.builds(
    Slot,
    st.dates(date(2026, 9, 1), date(2027, 7, 4)),
    st.sampled_from(["restauration", "garderie-soir"]),
    st.sampled_from(["clara", "guilhem"]),
)
lines = st.builds(BasketLine, slots, st.sampled_from(Action))


def test_lines_come_in_the_order_of_their_days() -> None:
    later, sooner = (
        BasketLine(Slot(TUESDAY, "restauration", "clara"), RESERVE),
        BasketLine(Slot(MONDAY, "z", "z"), CANCEL),
    )
    assert list(Basket().with_lines([later, sooner]).lines()) == [sooner, later]


def test_the_last_word_on_a_slot_counts() -> None:
    slot = Slot(MONDAY, "restauration", "clara")
    basket = Basket().with_lines([BasketLine(slot, RESERVE)]).with_lines([BasketLine(slot, CANCEL)])
    assert (len(basket), basket.action(slot)) == (1, CANCEL)


def test_taking_out_what_is_not_there_changes_nothing() -> None:
    basket = Basket().with_lines([BasketLine(Slot(MONDAY, "restauration", "clara"), RESERVE)])
    assert basket.without([Slot(TUESDAY, "restauration", "clara")]) == basket
    assert Basket().without([Slot(MONDAY, "restauration", "clara")]) == Basket()


def test_a_child_who_left_the_family_leaves_the_basket() -> None:
    clara, tom = Slot(MONDAY, "restauration", "clara"), Slot(MONDAY, "restauration", "tom")
    basket = Basket().with_lines([BasketLine(clara, RESERVE), BasketLine(tom, RESERVE)])
    assert list(basket.only_for(["clara"]).slots()) == [clara]


def test_a_full_basket_says_how_much_it_holds() -> None:
    days = [MONDAY + timedelta(number) for number in range(MAX_LINES + 1)]
    full = Basket().with_lines(BasketLine(Slot(day, "restauration", "clara"), RESERVE) for day in days[:-1])
    assert len(full) == MAX_LINES
    with pytest.raises(BasketFull) as refused:
        full.with_lines([BasketLine(Slot(days[-1], "restauration", "clara"), RESERVE)])
    assert refused.value.data == {"most": MAX_LINES}


@given(st.lists(lines, max_size=40), st.lists(slots, max_size=20))
def test_a_basket_is_what_was_put_in_last_less_what_was_taken_out(
    put: list[BasketLine], taken: list[Slot]
) -> None:
    expected = {line.slot: line.action for line in put}
    for slot in taken:
        expected.pop(slot, None)
    basket = Basket().with_lines(put).without(taken)
    assert {line.slot: line.action for line in basket.lines()} == expected
    assert len(basket) == len(expected)
    assert all(basket.action(slot) == action for slot, action in expected.items())
