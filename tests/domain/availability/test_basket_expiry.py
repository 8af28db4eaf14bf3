"""Until when a line waits in the basket: one instant for the cell, the basket and the sentence; and what expired is remembered."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.domain.availability.basket_expiry import expired_lines
from functions.domain.availability.obstacles import ObstacleCode
from functions.domain.bookings.basket_filling import changed
from functions.domain.bookings.validation import SeenLine, decide, preview
from functions.domain.bookings.week_grid import State, cell
from functions.domain.planning.basket import MAX_LINES, Basket, BasketLine
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.deadline_rules import Action
from functions.french.bookings.cells import Speech, cell_sentence
from tests.support.builders import MARC, MONDAY, NOW, a_reglement, on, paris
from tests.support.situations import a_situation, booked

LUNCH = Slot(MONDAY, "restauration", "clara")
MORNING = Slot(MONDAY, "garderie-matin", "clara")
FORTY = a_situation(reglement=a_reglement(basket_minutes=40))
TODAY = NOW.date()


def reserve(*slots: Slot) -> Basket:
    return changed(
        FORTY, Basket(), add=[BasketLine(slot, Action.RESERVE) for slot in slots], remove=[], now=NOW
    )[0]


def after(minutes: int, basket: Basket) -> Basket:
    now = NOW + timedelta(minutes=minutes)
    return basket.at(40, now=now, today=now.date())


def test_a_line_that_leaves_before_its_limit_says_when_everywhere() -> None:
    basket = reserve(LUNCH)
    leaves = paris("lundi 2026-11-16 09:40")
    shown = cell(FORTY, basket, LUNCH, now=NOW)
    assert shown is not None
    [line] = preview(FORTY, basket, now=NOW).values()
    assert (shown.state, shown.standing.until, shown.standing.expires) == (State.IN_BASKET, leaves, True)
    assert (line.until, line.expires) == (leaves, True)
    assert line.until is not None and line.until.tzinfo == leaves.tzinfo, (
        "on the town's clock, as it is read out"
    )
    said = cell_sentence(shown, Speech(TODAY, "01 99 00 12 34"))
    assert said == "Dans votre panier, à valider jusqu’à 9\u00a0h\u00a040 aujourd’hui."


@pytest.mark.parametrize("action", Action)
def test_a_limit_that_comes_first_is_the_one_that_is_said(action: Action) -> None:
    now = paris("jeudi 2026-11-19 09:50")
    town = booked(FORTY, LUNCH) if action is Action.CANCEL else FORTY
    basket, _ = changed(town, Basket(), add=[BasketLine(LUNCH, action)], remove=[], now=now)
    shown = cell(town, basket, LUNCH, now=now)
    assert shown is not None
    [line] = preview(town, basket, now=now).values()
    expected = (
        paris("jeudi 2026-11-19 10:00") if action is Action.RESERVE else paris("jeudi 2026-11-19 10:30")
    )
    assert (shown.standing.until, shown.standing.expires) == (line.until, line.expires)
    assert (line.until, line.expires) == (expected, action is Action.CANCEL)


def test_where_lines_do_not_expire_the_limit_of_the_service_is_said() -> None:
    town = a_situation()
    basket, _ = changed(town, Basket(), add=[BasketLine(LUNCH, Action.RESERVE)], remove=[], now=NOW)
    [line] = preview(town, basket, now=NOW).values()
    assert (line.until, line.expires) == (paris("jeudi 2026-11-19 10:00"), False)


def test_what_expired_has_left_the_basket_and_is_told() -> None:
    basket = reserve(LUNCH, MORNING)
    assert after(39, basket) == basket
    gone = after(40, basket)
    assert (len(gone), [line.slot for line in gone.expired_lines()]) == (0, [MORNING, LUNCH])
    assert [each.obstacle for each in expired_lines(FORTY, gone, now=NOW).values()] == [None, None]


def test_it_is_told_until_it_is_put_back_dismissed_or_past() -> None:
    gone = after(40, reserve(LUNCH, MORNING))
    back = gone.with_lines([BasketLine(LUNCH, Action.RESERVE)], at=NOW + timedelta(hours=1))
    assert ([*back.slots()], [line.slot for line in back.expired_lines()]) == ([LUNCH], [MORNING])
    assert [line.slot for line in gone.without([MORNING]).expired_lines()] == [LUNCH]
    evening = paris("lundi 2026-11-23 23:59")
    assert gone.at(40, now=evening, today=evening.date()) == gone
    assert gone.at(40, now=evening, today=on("mardi 2026-11-24")) == Basket()
    assert gone.only_for(["guilhem"]) == Basket()


def test_a_day_gone_by_leaves_the_basket_also_where_lines_do_not_expire() -> None:
    """Nobody can do anything about it any more: it is not to be reviewed a month later, and takes no room."""
    later = Slot(on("mardi 2026-11-24"), "restauration", "clara")
    basket = reserve(LUNCH, later)

    def lines_at(day: str) -> list[Slot]:
        now = paris(f"{day} 23:59")
        return list(basket.at(None, now=now, today=now.date()).slots())

    assert lines_at("lundi 2026-11-23") == [LUNCH, later]
    assert lines_at("mardi 2026-11-24") == [later]
    assert lines_at("mercredi 2026-11-25") == []


def test_what_cannot_be_put_back_says_why_and_what_was_done_otherwise_is_not_told() -> None:
    gone = after(40, reserve(LUNCH, MORNING))
    late = paris("vendredi 2026-11-20 08:00")
    found = expired_lines(FORTY, gone, now=late)
    assert [each.obstacle and each.obstacle.code for each in found.values()] == [
        None,
        ObstacleCode.DEADLINE_PASSED,
    ]
    by_the_other_parent = expired_lines(booked(FORTY, LUNCH), gone, now=late)
    assert [line.slot for line in by_the_other_parent] == [MORNING]


def test_valider_says_that_a_line_expired_also_once_another_click_noticed_it() -> None:
    gone = after(40, reserve(LUNCH))
    now = NOW + timedelta(minutes=50)
    decision = decide(FORTY, gone, [SeenLine(LUNCH, Action.RESERVE, 345)], account=MARC, act="act-1", now=now)
    assert [each.obstacle.code for each in decision.refused] == [ObstacleCode.EXPIRED]
    assert decision.basket == gone, "it can still be put back"


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 90)), max_size=30),
    st.integers(0, 200),
)
def test_a_line_is_in_the_basket_or_has_expired_and_never_both(
    clicks: list[tuple[int, int]], later: int
) -> None:
    basket, put = Basket(), set[Slot]()
    for day, minute in sorted(clicks, key=lambda click: click[1]):
        at = NOW + timedelta(minutes=minute)
        slot = replace(LUNCH, date=MONDAY + timedelta(day))
        put.add(slot)
        basket = basket.at(40, now=at, today=TODAY).with_lines([BasketLine(slot, Action.RESERVE)], at=at)
    end = NOW + timedelta(minutes=later + 90)
    left = basket.at(40, now=end, today=TODAY)
    gone = [line.slot for line in left.expired_lines()]
    assert sorted([*left.slots(), *gone]) == sorted(put)
    assert all((left.expires_at(slot, 40) or end) > end for slot in left.slots())
    assert left.at(40, now=end, today=TODAY) == left


def test_what_expired_takes_no_room_from_what_is_wanted() -> None:
    days = [replace(LUNCH, date=MONDAY + timedelta(number)) for number in range(MAX_LINES)]
    full = Basket().with_lines([BasketLine(slot, Action.RESERVE) for slot in days], at=NOW)
    gone = full.at(40, now=NOW + timedelta(hours=1), today=TODAY)
    assert len(gone.expired_lines()) == MAX_LINES
    again = gone.with_lines([BasketLine(MORNING, Action.RESERVE)])
    assert (len(again), len(again.expired_lines())) == (1, MAX_LINES - 1)
