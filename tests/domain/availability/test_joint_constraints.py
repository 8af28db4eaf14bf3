"""What a town asks of a day, a week, a child, a family: each refused line says why, and the others hold."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from functions.domain.availability.availability import availability_of
from functions.domain.availability.constraints import BrokenCode
from functions.domain.availability.joint_constraints import companions
from functions.domain.availability.months_to_read import slots_to_read
from functions.domain.availability.obstacles import ObstacleCode
from functions.domain.availability.situation import Situation
from functions.domain.bookings.basket_filling import changed, filled
from functions.domain.bookings.validation import Decision, SeenLine, decide, preview
from functions.domain.bookings.week_grid import State, cell
from functions.domain.calendar.months import monday
from functions.domain.calendar.rules import CalendarRules, Closure
from functions.domain.families.family import Enrolment
from functions.domain.planning.basket import Basket, BasketLine
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.deadline_rules import Action
from functions.domain.reglement.reglement import Places
from functions.domain.reglement.service_conditions import Need, ServiceConditions
from tests.support.builders import (
    CANTEEN,
    CLARA,
    EVENING,
    GUILHEM,
    MARC,
    MONDAY,
    MORNING,
    NOW,
    a_family,
    a_reglement,
    on,
)
from tests.support.situations import a_situation, booked

RESERVE, CANCEL = Action.RESERVE, Action.CANCEL
LUNCH = Slot(MONDAY, "restauration", "clara")
PLAY = replace(LUNCH, service="garderie-soir")
WEEK = [replace(LUNCH, date=MONDAY + timedelta(number)) for number in (0, 1, 3, 4)]


def town(*, evening: dict[str, Any] | None = None, family: Any = None, **canteen: Any) -> Situation:
    """A town with these conditions: `canteen` for the canteen, `evening` for the evening childcare."""
    services = (
        replace(CANTEEN, conditions=ServiceConditions(**canteen)),
        replace(EVENING, conditions=ServiceConditions(**(evening or {}))),
        replace(MORNING, places=(Places(1),)),
    )
    return a_situation(reglement=a_reglement(services=services), family=family)


def holding(*lines: tuple[Slot, Action]) -> Basket:
    return Basket().with_lines(BasketLine(slot, action) for slot, action in lines)


def validate(situation: Situation, *lines: tuple[Slot, Action], now: datetime = NOW) -> Decision:
    basket = holding(*lines)
    shown = preview(situation, basket, now=now)
    seen = [SeenLine(line.slot, line.action, each.amount_cents) for line, each in shown.items()]
    decision = decide(situation, basket, seen, account=MARC, act="act-2", now=now)
    # The basket already showed each refused line as a problem.
    flaws = {line: each.obstacle for line, each in shown.items() if each.obstacle is not None}
    assert {each.line: each.obstacle for each in decision.refused} == flaws
    return decision


def reserve(situation: Situation, *slots: Slot) -> Decision:
    return validate(situation, *((slot, RESERVE) for slot in slots))


def refused(decision: Decision) -> dict[Slot, str]:
    return {
        each.line.slot: each.obstacle.broken.code if each.obstacle.broken else each.obstacle.code
        for each in decision.refused
    }


def accepted(decision: Decision) -> list[Slot]:
    return [each.line.slot for each in decision.accepted]


def test_a_week_with_too_few_days_is_refused_and_another_week_holds() -> None:
    later = [replace(slot, date=slot.date + timedelta(7)) for slot in WEEK[:3]]
    decision = reserve(town(min_days_a_week=3), *WEEK[:2], *later)
    assert refused(decision) == dict.fromkeys(WEEK[:2], BrokenCode.TOO_FEW_DAYS)
    assert accepted(decision) == later
    assert list(decision.basket.slots()) == WEEK[:2]


def test_days_booked_before_count_for_the_week() -> None:
    situation = booked(town(min_days_a_week=3), *WEEK[:2])
    assert accepted(reserve(situation, WEEK[2])) == [WEEK[2]]


def test_cancelling_may_not_leave_too_few_days_but_may_leave_none() -> None:
    situation = booked(town(min_days_a_week=3), *WEEK[:3])
    assert refused(validate(situation, (WEEK[0], CANCEL))) == {WEEK[0]: BrokenCode.TOO_FEW_DAYS}
    moved = validate(situation, (WEEK[0], CANCEL), (WEEK[3], RESERVE))
    assert refused(moved) == {}
    assert refused(validate(situation, *((slot, CANCEL) for slot in WEEK[:3]))) == {}


def test_more_days_than_the_town_allows_are_refused_and_the_parent_chooses() -> None:
    decision = reserve(town(max_days_a_week=2), *WEEK[:3])
    assert refused(decision) == dict.fromkeys(WEEK[:3], BrokenCode.TOO_MANY_DAYS)
    assert refused(reserve(town(max_days_a_week=2), *WEEK[:2])) == {}
    situation = booked(town(max_days_a_week=2), *WEEK[:2])
    assert refused(reserve(situation, WEEK[2])) == {WEEK[2]: BrokenCode.TOO_MANY_DAYS}
    assert refused(validate(situation, (WEEK[0], CANCEL), (WEEK[2], RESERVE))) == {}


def test_days_can_be_given_back_where_the_town_came_to_allow_fewer() -> None:
    situation = booked(town(max_days_a_week=1), *WEEK[:3])
    assert accepted(validate(situation, (WEEK[0], CANCEL))) == [WEEK[0]]
    both = validate(situation, (WEEK[0], CANCEL), (WEEK[3], RESERVE))
    assert (accepted(both), refused(both)) == ([WEEK[0]], {WEEK[3]: BrokenCode.TOO_MANY_DAYS})


def test_a_day_booked_of_a_service_that_the_town_gave_up_stands_in_the_way_of_nothing() -> None:
    before = booked(town(evening={"comes_with": ("restauration",)}), LUNCH, PLAY)
    kept = replace(CANTEEN, conditions=ServiceConditions(excludes=("garderie-matin",)))
    situation = replace(before, reglement=a_reglement(services=(kept, MORNING)))
    matin = replace(LUNCH, service="garderie-matin")
    assert refused(validate(situation, (LUNCH, CANCEL), (matin, RESERVE))) == {}
    assert refused(reserve(situation, matin)) == {matin: BrokenCode.EXCLUDED}


def test_a_week_over_two_months_is_one_week() -> None:
    days = [on("lundi 2026-11-30"), on("mardi 2026-12-01"), on("jeudi 2026-12-03")]
    slots = [replace(LUNCH, date=day) for day in days]
    situation = town(min_days_a_week=3)
    assert accepted(reserve(situation, *slots)) == slots
    assert {slot.month for slot in slots_to_read(situation.reglement, [slots[0]])} == {"2026-11", "2026-12"}
    assert {slot.month for slot in slots_to_read(town().reglement, [slots[0]])} == {"2026-11"}


def test_only_the_patterns_of_the_town() -> None:
    situation = town(week_patterns=((1, 2, 4, 5), (1, 2)))
    assert refused(reserve(situation, WEEK[0], WEEK[2])) == dict.fromkeys(
        (WEEK[0], WEEK[2]), BrokenCode.NOT_A_PATTERN
    )
    assert refused(reserve(situation, *WEEK[:2])) == {}
    strike = CalendarRules(closures=(Closure("Grève", WEEK[3].date, WEEK[3].date),))
    closed = replace(situation, reglement=replace(situation.reglement, calendar=strike))
    assert refused(reserve(closed, *WEEK[:3])) == {}


def test_services_that_exclude_one_another_are_both_refused_and_the_parent_chooses() -> None:
    situation = town(excludes=("garderie-soir",))
    both = reserve(situation, LUNCH, PLAY)
    assert refused(both) == {LUNCH: BrokenCode.EXCLUDED, PLAY: BrokenCode.EXCLUDED}
    assert refused(reserve(booked(situation, PLAY), LUNCH)) == {LUNCH: BrokenCode.EXCLUDED}
    assert refused(reserve(booked(situation, LUNCH), PLAY)) == {PLAY: BrokenCode.EXCLUDED}
    swap = validate(booked(situation, PLAY), (PLAY, CANCEL), (LUNCH, RESERVE))
    assert refused(swap) == {}


def test_what_needs_another_falls_with_it() -> None:
    """The morning is full, so the evening, which needs it, is refused too. The canteen is booked."""
    before_school = replace(LUNCH, service="garderie-matin")
    situation = town(evening={"requires": ("garderie-matin",)})
    full = booked(situation, replace(before_school, child="guilhem"))
    decision = reserve(full, LUNCH, PLAY, before_school)
    assert refused(decision) == {before_school: ObstacleCode.FULL, PLAY: BrokenCode.REQUIRED}
    assert accepted(decision) == [LUNCH]
    assert refused(reserve(situation, PLAY)) == {PLAY: BrokenCode.REQUIRED}
    assert refused(reserve(situation, PLAY, before_school)) == {}


def test_what_another_needs_is_not_given_back_alone() -> None:
    before_school = replace(LUNCH, service="garderie-matin")
    situation = booked(town(evening={"requires": ("garderie-matin",)}), PLAY, before_school)
    assert refused(validate(situation, (before_school, CANCEL))) == {before_school: BrokenCode.REQUIRED}
    assert refused(validate(situation, (before_school, CANCEL), (PLAY, CANCEL))) == {}


def test_what_was_wrong_before_is_not_the_fault_of_another_line() -> None:
    situation = booked(town(excludes=("garderie-soir",)), LUNCH, PLAY)
    before_school = replace(LUNCH, service="garderie-matin")
    assert refused(reserve(situation, before_school)) == {}
    assert refused(validate(situation, (PLAY, CANCEL))) == {}


def test_what_comes_with_a_service_goes_in_the_basket_and_out_of_it_with_it() -> None:
    situation = town(evening={"comes_with": ("restauration",)})
    basket, left_out = changed(situation, Basket(), add=[BasketLine(PLAY, RESERVE)], remove=[], now=NOW)
    assert (set(basket.slots()), left_out) == ({PLAY, LUNCH}, ())
    assert len(changed(situation, basket, add=[], remove=[PLAY], now=NOW)[0]) == 0
    assert refused(validate(situation, (PLAY, RESERVE))) == {PLAY: BrokenCode.REQUIRED}
    together = booked(situation, PLAY, LUNCH)
    leaving, _ = changed(together, Basket(), add=[BasketLine(PLAY, CANCEL)], remove=[], now=NOW)
    assert set(leaving.lines()) == {BasketLine(PLAY, CANCEL), BasketLine(LUNCH, CANCEL)}
    assert refused(validate(together, (LUNCH, CANCEL))) == {LUNCH: BrokenCode.REQUIRED}
    days, told = filled(situation, Basket(), [PLAY, replace(PLAY, date=WEEK[1].date)], now=NOW)
    assert (len(days), told.added) == (4, 4)


def test_services_come_with_one_another_and_with_those_in_turn() -> None:
    situation = town(
        evening={"comes_with": ("restauration",)}, comes_with=("garderie-matin", "garderie-soir")
    )
    found = [slot.service for slot in companions(situation.reglement, PLAY)]
    assert found == ["restauration", "garderie-matin"]


@pytest.mark.parametrize(
    ("conditions", "code", "state"),
    [
        ({"age_from": 10}, BrokenCode.TOO_YOUNG, None),
        ({"age_to": 8}, BrokenCode.TOO_OLD, None),
        ({"classes": ("CP",)}, BrokenCode.OTHER_CLASS, None),
        ({"residents_only": True}, BrokenCode.RESIDENTS_ONLY, State.CLOSED),
        ({"needs": (Need.COMPLETE_FILE,)}, BrokenCode.NEED, State.CLOSED),
        ({"needs": (Need.ACCEPTED_REGLEMENT,)}, BrokenCode.NEED, State.CLOSED),
        ({"needs": (Need.ENROLMENT,)}, BrokenCode.NEED, State.CLOSED),
    ],
)
def test_a_service_is_for_some_children_and_some_families(
    conditions: dict[str, Any], code: BrokenCode, state: State | None
) -> None:
    situation = town(**conditions, family=a_family(resident=False))
    found = cell(situation, Basket(), LUNCH, now=NOW)
    assert (None if found is None else found.state) == state
    assert refused(reserve(situation, LUNCH)) == {LUNCH: code}
    assert availability_of(booked(situation, LUNCH), LUNCH, CANCEL, now=NOW).obstacle is None


def test_what_the_town_needs_is_in_the_files() -> None:
    enrolled = replace(CLARA, enrolments=(Enrolment("restauration", "testmp", on("mardi 2026-09-01")),))
    situation = replace(
        town(needs=tuple(Need), family=a_family(file_complete=True, accepted_reglement=1)),
        children={"clara": enrolled, "guilhem": GUILHEM},
        sheets=frozenset({"clara"}),
    )
    guilhem = replace(LUNCH, child="guilhem")
    assert refused(reserve(situation, LUNCH, guilhem)) == {guilhem: BrokenCode.NEED}
    later = replace(situation, reglement=replace(situation.reglement, version=2, accept_from=2))
    assert refused(reserve(later, LUNCH)) == {LUNCH: BrokenCode.NEED}


SLOTS = [
    replace(LUNCH, date=MONDAY + timedelta(number + 7 * week)) for week in (0, 1) for number in (0, 1, 3, 4)
]
ACTS = st.lists(st.sets(st.sampled_from(SLOTS), min_size=1), min_size=1, max_size=6)


@given(ACTS, st.integers(2, 4), st.integers(2, 4))
def test_the_bounds_of_a_week_are_never_broken_by_what_is_accepted(
    acts: list[set[Slot]], least: int, most: int
) -> None:
    """Each act reserves the slots that are free and cancels those that are booked, as clicks on cells do."""
    assume(least <= most)
    situation = town(min_days_a_week=least, max_days_a_week=most)
    for slots in acts:
        lines = [(slot, CANCEL if situation.booking(slot) else RESERVE) for slot in slots]
        situation = validate(situation, *lines).after
        for first in {monday(slot.date) for slot in SLOTS}:
            assert days_of(situation, first) == 0 or least <= days_of(situation, first) <= most


def days_of(situation: Situation, first: date) -> int:
    week: Iterable[Slot] = (slot for slot in SLOTS if monday(slot.date) == first)
    return sum(situation.booking(slot) is not None for slot in week)
