"""Clicks and ranges put in the basket what can be booked, and say what cannot."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from functions.domain.availability.obstacles import ObstacleCode
from functions.domain.availability.situation import Situation
from functions.domain.bookings.basket_filling import (
    MAX_RANGE_DAYS,
    Filled,
    RangeTooLong,
    RefusedDays,
    changed,
    check_range,
    filled,
)
from functions.domain.bookings.week_grid import days_between
from functions.domain.errors import RangeBackwards
from functions.domain.planning.basket import Basket, BasketLine
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.deadline_rules import Action
from functions.domain.reglement.reglement import Places
from functions.domain.reglement.service_conditions import ServiceConditions
from tests.support.builders import CANTEEN, MONDAY, MORNING, NOW, a_reglement, on, paris
from tests.support.situations import a_situation, booked

RESERVE, CANCEL = Action.RESERVE, Action.CANCEL
LUNCH = Slot(MONDAY, "restauration", "clara")


def click(situation: Situation, basket: Basket, line: BasketLine) -> tuple[Basket, list[ObstacleCode]]:
    after, refused = changed(situation, basket, add=[line], remove=[], now=NOW)
    return after, [each.obstacle.code for each in refused]


def test_a_click_puts_a_date_in_the_basket_and_a_second_one_changes_nothing() -> None:
    once, refused = click(a_situation(), Basket(), BasketLine(LUNCH, RESERVE))
    assert (list(once.lines()), refused) == ([BasketLine(LUNCH, RESERVE)], [])
    assert click(a_situation(), once, BasketLine(LUNCH, RESERVE)) == (once, [])


def test_reserving_what_is_booked_takes_back_the_cancellation() -> None:
    situation = booked(a_situation(), LUNCH)
    leaving, _ = click(situation, Basket(), BasketLine(LUNCH, CANCEL))
    assert leaving.action(LUNCH) is CANCEL
    assert click(situation, leaving, BasketLine(LUNCH, RESERVE)) == (Basket(), [])


def test_cancelling_what_is_not_booked_takes_back_the_reservation() -> None:
    coming, _ = click(a_situation(), Basket(), BasketLine(LUNCH, RESERVE))
    assert click(a_situation(), coming, BasketLine(LUNCH, CANCEL)) == (Basket(), [])


def test_what_cannot_be_booked_does_not_go_in() -> None:
    late = paris("jeudi 2026-11-19 10:00")
    after, refused = changed(a_situation(), Basket(), add=[BasketLine(LUNCH, RESERVE)], remove=[], now=late)
    assert after == Basket()
    assert [(each.line.slot, each.obstacle.code) for each in refused] == [
        (LUNCH, ObstacleCode.DEADLINE_PASSED)
    ]


def test_of_two_services_that_are_not_booked_on_one_day_the_second_is_refused_at_the_click() -> None:
    """Whichever of the two is clicked first, and whether the other waits in the basket or is booked."""
    kept = replace(CANTEEN, conditions=ServiceConditions(excludes=("garderie-matin",)))
    situation = a_situation(reglement=a_reglement(services=(MORNING, kept)))
    morning = Slot(MONDAY, "garderie-matin", "clara")
    for first, second in ((LUNCH, morning), (morning, LUNCH)):
        basket, refused = click(situation, Basket(), BasketLine(first, RESERVE))
        assert refused == []
        after, refused = click(situation, basket, BasketLine(second, RESERVE))
        assert (after, refused) == (basket, [ObstacleCode.CONDITION])
        both = [BasketLine(first, RESERVE), BasketLine(second, RESERVE)]
        after, told = changed(situation, Basket(), add=both, remove=[], now=NOW)
        assert (list(after.lines()), [each.line for each in told]) == (both[:1], both[1:])
        has = booked(situation, first)
        assert click(has, Basket(), BasketLine(second, RESERVE)) == (Basket(), [ObstacleCode.CONDITION])
        swapped, told = changed(
            has,
            Basket(),
            add=[BasketLine(second, RESERVE), BasketLine(first, CANCEL)],
            remove=[],
            now=NOW,
        )
        assert (sorted(swapped.slots()), told) == (sorted((first, second)), ()), "one goes, the other comes"
        taken, _ = changed(situation, basket, add=[BasketLine(second, RESERVE)], remove=[first], now=NOW)
        assert list(taken.slots()) == [second]
    guilhem = replace(morning, child="guilhem")
    basket, _ = click(situation, Basket(), BasketLine(LUNCH, RESERVE))
    assert click(situation, basket, BasketLine(guilhem, RESERVE))[1] == [], "another child's day"
    _, range_of_both = filled(situation, Basket(), [LUNCH, morning], now=NOW)
    assert range_of_both.added == 1
    assert [each.obstacle.code for each in range_of_both.refused] == [ObstacleCode.CONDITION]


def test_what_went_late_in_the_basket_can_still_be_taken_out() -> None:
    basket, _ = click(a_situation(), Basket(), BasketLine(LUNCH, RESERVE))
    late = paris("jeudi 2026-11-19 10:00")
    assert changed(a_situation(), basket, add=[], remove=[LUNCH], now=late) == (Basket(), ())


def fill(
    situation: Situation,
    days: list[date],
    *,
    services: tuple[str, ...] = ("restauration",),
    children: tuple[str, ...] = ("clara", "guilhem"),
    basket: Basket | None = None,
) -> tuple[Basket, Filled]:
    slots = [Slot(day, service, child) for day in days for service in services for child in children]
    return filled(situation, basket or Basket(), slots, now=NOW)


def test_a_month_fills_its_open_days_and_counts_the_closed_ones() -> None:
    """Christmas holidays from samedi 2026-12-19 on: four school days of canteen a week before them."""
    december = days_between(on("mardi 2026-12-01"), on("jeudi 2026-12-31"))
    basket, came_to = fill(a_situation(), december)
    school_days = [day for day in december if day.isoweekday() in (1, 2, 4, 5) and day.day < 19]
    assert {slot.date for slot in basket.slots()} == set(school_days)
    assert (came_to.added, came_to.already, came_to.refused) == (2 * len(school_days), 0, ())
    in_holidays = [day for day in december if day.isoweekday() in (1, 2, 4, 5) and day.day >= 19]
    assert came_to.closed_days == len(in_holidays)


def test_filling_twice_adds_nothing_the_second_time() -> None:
    days = days_between(MONDAY, MONDAY + timedelta(4))
    basket, once = fill(a_situation(), days)
    again, twice = fill(a_situation(), days, basket=basket)
    assert again == basket
    assert (once.added, twice.added, twice.already) == (8, 0, 8)


def test_what_is_booked_is_left_as_it_is_also_when_its_cancellation_waits() -> None:
    tuesday = replace(LUNCH, date=MONDAY + timedelta(1))
    situation = booked(a_situation(), LUNCH, tuesday)
    leaving = Basket().with_lines([BasketLine(tuesday, CANCEL)])
    basket, came_to = fill(situation, days_between(MONDAY, tuesday.date), children=("clara",), basket=leaving)
    assert basket == leaving
    assert (came_to.added, came_to.already) == (0, 2)


def test_days_refused_for_one_reason_are_told_together() -> None:
    days = days_between(on("lundi 2026-11-09"), on("vendredi 2026-11-27"))
    basket, came_to = fill(a_situation(), days, children=("clara",))
    assert {slot.date for slot in basket.slots()} == {
        day for day in days if day >= MONDAY and day.isoweekday() != 3
    }
    [late] = came_to.refused
    assert late.obstacle.code is ObstacleCode.DEADLINE_PASSED
    assert late.obstacle.at == paris("jeudi 2026-11-05 10:00")
    assert late == RefusedDays(
        "clara", "restauration", on("lundi 2026-11-09"), on("vendredi 2026-11-20"), 8, late.obstacle
    )


def test_full_days_and_late_ones_are_told_apart_for_each_child() -> None:
    one_place = a_reglement(services=(replace(MORNING, places=(Places(1),)),))
    situation = booked(a_situation(reglement=one_place), Slot(MONDAY, "garderie-matin", "guilhem"))
    days = days_between(on("lundi 2026-11-16"), MONDAY)
    _, came_to = fill(situation, days, services=("garderie-matin",))
    assert [(each.child, each.obstacle.code, each.days) for each in came_to.refused] == [
        ("clara", ObstacleCode.DEADLINE_PASSED, 1),
        ("guilhem", ObstacleCode.DEADLINE_PASSED, 1),
        ("clara", ObstacleCode.FULL, 1),
    ]


def test_a_range_beyond_the_known_calendar_says_so_rather_than_nothing() -> None:
    """The ministry's calendar ends in August 2028."""
    situation = a_situation()
    later = Slot(on("lundi 2028-11-06"), "restauration", "clara")
    situation = replace(situation, months={("clara", later.month): situation.months["clara", "2026-11"]})
    basket, came_to = filled(situation, Basket(), [later], now=NOW)
    assert (basket, came_to.added, came_to.closed_days) == (Basket(), 0, 0)
    assert [each.obstacle.code for each in came_to.refused] == [ObstacleCode.CLOSED]


def test_a_service_for_another_school_is_told_once() -> None:
    of_curie = a_reglement(services=(replace(CANTEEN, schools=("curie",)),))
    _, came_to = fill(a_situation(reglement=of_curie), days_between(MONDAY, MONDAY + timedelta(13)))
    assert [(each.child, each.obstacle.code) for each in came_to.refused] == [
        ("clara", ObstacleCode.NOT_CONCERNED),
        ("guilhem", ObstacleCode.NOT_CONCERNED),
    ]


def test_a_range_has_a_start_an_end_and_a_limit() -> None:
    check_range(MONDAY, MONDAY)
    check_range(MONDAY, MONDAY + timedelta(MAX_RANGE_DAYS - 1))
    with pytest.raises(RangeBackwards):
        check_range(MONDAY, MONDAY - timedelta(1))
    with pytest.raises(RangeTooLong):
        check_range(MONDAY, MONDAY + timedelta(MAX_RANGE_DAYS))


def test_taking_a_year_out_again_looks_at_each_line_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A family that takes back a whole year does not wait for it: twice as many lines are not four times the work."""
    slots = [
        Slot(MONDAY + timedelta(day), service, "clara")
        for day in range(90)
        for service in ("restauration", "x")
    ]
    full = Basket().with_lines(BasketLine(slot, RESERVE) for slot in slots)
    compared = 0
    same = Slot.__eq__

    def counted(one: Slot, other: object) -> bool:
        nonlocal compared
        compared += 1
        return same(one, other)

    monkeypatch.setattr(Slot, "__eq__", counted)
    after, _ = changed(a_situation(), full, add=[], remove=slots[1:], now=NOW)
    assert list(after.slots()) == slots[:1]
    assert compared < 20 * len(slots)
