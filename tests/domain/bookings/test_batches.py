"""A long basket is cut between weeks, by the month of their Monday, always the same way."""

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.domain.bookings.batches import MAX_ITEMS, cut_into_batches, items_touched
from functions.domain.bookings.validation import SeenLine
from functions.domain.calendar.months import monday
from functions.domain.planning.basket import MAX_LINES, MAX_LINES_AT_ONCE, BasketFull
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.deadline_rules import Action
from tests.support.builders import MONDAY, on

lines = st.builds(
    SeenLine,
    st.builds(
        Slot,
        st.dates(date(2026, 9, 1), date(2027, 8, 31)),
        st.sampled_from([f"service-{number}" for number in range(12)]),
        st.sampled_from([f"child-{number}" for number in range(8)]),
    ),
    st.sampled_from(Action),
    st.sampled_from([None, 150]),
)


def a_line(day: date, service: str = "restauration", child: str = "clara") -> SeenLine:
    return SeenLine(Slot(day, service, child), Action.RESERVE, 345)


def test_nothing_is_no_part() -> None:
    assert cut_into_batches([]) == []


def test_a_school_year_of_two_children_and_three_services_is_cut_between_months_so_that_its_answer_fits() -> (
    None
):
    days = [on("mardi 2026-09-01") + timedelta(number) for number in range(300)]
    year = [
        a_line(day, service, child) for day in days for service in ("a", "b", "c") for child in ("d", "e")
    ]
    parts = [len(part) for part in cut_into_batches(year[:MAX_LINES])]
    assert (len(parts), sum(parts), max(parts) <= MAX_LINES_AT_ONCE) == (3, MAX_LINES, True)


def test_too_many_lines_or_services_are_refused_before_anything_is_written() -> None:
    with pytest.raises(BasketFull):
        cut_into_batches(a_line(MONDAY + timedelta(number)) for number in range(MAX_LINES + 1))
    with pytest.raises(BasketFull):
        cut_into_batches(a_line(MONDAY, f"service-{number}") for number in range(MAX_ITEMS))


@given(st.lists(lines, max_size=120))
def test_every_line_is_in_one_part_and_every_part_fits(asked: list[SeenLine]) -> None:
    parts = cut_into_batches(asked)
    assert sorted(map(repr, set(asked))) == sorted(repr(line) for part in parts for line in part)
    assert all(items_touched(part) <= MAX_ITEMS and len(part) <= MAX_LINES_AT_ONCE for part in parts)
    weeks = [{monday(line.slot.date) for line in part} for part in parts]
    assert sum(map(len, weeks)) == len(set().union(*weeks))


@given(st.lists(lines, max_size=60), st.randoms())
def test_the_same_request_is_cut_the_same_way_in_whatever_order(
    asked: list[SeenLine], chance: Random
) -> None:
    shuffled = list(asked)
    chance.shuffle(shuffled)
    assert cut_into_batches(shuffled) == cut_into_batches(asked)
