"""A stay is booked and cancelled under the limit of its first day; a line that waits too long leaves the basket."""

import itertools
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.domain.availability.availability import availability_of
from functions.domain.availability.months_to_read import slots_to_read
from functions.domain.availability.obstacles import ObstacleCode
from functions.domain.availability.situation import Situation
from functions.domain.bookings.basket_filling import changed, filled
from functions.domain.bookings.validation import Decision, SeenLine, decide, preview
from functions.domain.bookings.week_grid import State, cell
from functions.domain.planning.basket import Basket, BasketLine
from functions.domain.planning.child_month import ChildMonth, Slot
from functions.domain.planning.service_month import ServiceMonth
from functions.domain.reglement.deadline_rules import (
    Action,
    Anchor,
    Case,
    Late,
    LateMode,
    Limit,
    Rule,
    Surcharge,
)
from functions.domain.reglement.reglement import Terms
from tests.support.builders import MARC, a_reglement, a_service, a_tariff, on, paris
from tests.support.situations import a_situation, booked, shown_cells

RESERVE, CANCEL = Action.RESERVE, Action.CANCEL
EIGHT_DAYS = Rule(cases=(Case(closes=Limit(back=8, anchor=Anchor.FIRST_BOOKED_DAY)),))
FIRST = on("samedi 2027-02-20")
"""First day of the winter holidays of zone B, which end on dimanche 2027-03-07."""
DAYS = [on("lundi 2027-02-22") + timedelta(number) for number in (0, 1, 2, 3, 4, 7, 8, 9, 10, 11)]
SLOTS = [Slot(day, "vacances", "clara") for day in DAYS]
NOW = paris("vendredi 2027-02-12 09:00")
"""Ten days before the first day of the stay: it can still be booked."""
LATE = paris("lundi 2027-02-15 09:00")
"""Seven days before the first day of the stay: it is too late."""


def town(rule: Rule = EIGHT_DAYS) -> Situation:
    club = a_service(
        "vacances", "Vacances", weekdays=(1, 2, 3, 4, 5), terms=Terms.HOLIDAYS, reserve=rule, cancel=rule
    )
    reglement = a_reglement(services=(club,), tariffs=(a_tariff("vacances", 900),))
    situation = a_situation(reglement=reglement)
    months = ("2027-02", "2027-03")
    return replace(
        situation,
        months={(child, month): ChildMonth(child, month) for child in situation.children for month in months},
        places={("vacances", month): ServiceMonth("vacances", month) for month in months},
    )


def validate(situation: Situation, lines: Sequence[BasketLine], *, now: datetime = NOW) -> Decision:
    basket = Basket().with_lines(lines)
    shown = preview(situation, basket, now=now)
    seen = [SeenLine(line.slot, line.action, each.amount_cents) for line, each in shown.items()]
    return decide(situation, basket, seen, account=MARC, act="act-2", now=now)


def lines(slots: Sequence[Slot], action: Action = RESERVE) -> list[BasketLine]:
    return [BasketLine(slot, action) for slot in slots]


def test_each_day_of_a_stay_closes_with_its_first() -> None:
    situation = replace(town(), wanted=frozenset(SLOTS))
    limits = {availability_of(situation, slot, RESERVE, now=NOW).until for slot in SLOTS}
    assert limits == {paris("lundi 2027-02-15 00:00")}
    alone = availability_of(town(), SLOTS[5], RESERVE, now=NOW)
    assert alone.until == paris("lundi 2027-02-22 00:00")


def test_a_day_that_is_not_held_cuts_the_stay_and_a_weekend_does_not() -> None:
    held = replace(town(), wanted=frozenset([*SLOTS[:3], *SLOTS[4:7]]))
    assert availability_of(held, SLOTS[6], RESERVE, now=NOW).until == paris("vendredi 2027-02-19 00:00")
    assert availability_of(held, SLOTS[2], RESERVE, now=NOW).until == paris("lundi 2027-02-15 00:00")


def test_what_is_added_to_a_stay_that_is_closed_is_too_late() -> None:
    situation = booked(town(), SLOTS[0])
    found = cell(situation, Basket(), SLOTS[1], now=LATE)
    assert found is not None and found.state is State.LATE
    assert [each.obstacle.code for each in validate(situation, lines([SLOTS[1]]), now=LATE).refused] == [
        ObstacleCode.DEADLINE_PASSED
    ]
    assert validate(situation, lines([SLOTS[5]]), now=LATE).refused == ()


def test_the_days_of_a_basket_are_one_stay_also_on_the_grid() -> None:
    basket = Basket().with_lines(lines(SLOTS[:1]))
    [found] = shown_cells(town(), basket, ["clara"], [DAYS[1]], now=LATE)
    assert found.state is State.LATE
    [alone] = shown_cells(town(), Basket(), ["clara"], [DAYS[1]], now=LATE)
    assert alone.state is State.BOOKABLE
    _, refused = changed(town(), basket, add=lines([SLOTS[1]]), remove=[], now=LATE)
    assert [each.obstacle.code for each in refused] == [ObstacleCode.DEADLINE_PASSED]


def test_a_stay_is_cancelled_together_or_not_at_all() -> None:
    situation = booked(town(), *SLOTS[:5])
    assert validate(situation, lines(SLOTS[:5], CANCEL)).refused == ()
    late = validate(situation, lines(SLOTS[:5], CANCEL), now=LATE)
    assert {each.obstacle.code for each in late.refused} == {ObstacleCode.DEADLINE_PASSED}
    assert late.accepted == ()


def test_a_range_begins_a_stay_with_its_first_day_that_can_be_booked() -> None:
    basket, told = filled(town(), Basket(), SLOTS, now=LATE)
    assert list(basket.slots()) == SLOTS[1:]
    assert [(each.first, each.days) for each in told.refused] == [(DAYS[0], 1)]
    assert validate(town(), lines(list(basket.slots())), now=LATE).refused == ()


def test_a_stay_may_have_begun_a_month_before() -> None:
    assert {slot.month for slot in slots_to_read(town().reglement, [SLOTS[9]])} == {"2027-02", "2027-03"}
    assert {slot.month for slot in slots_to_read(town().reglement, [SLOTS[0]])} == {"2027-02"}


def test_the_second_limit_counts_from_the_first_day_too() -> None:
    late = Late(LateMode.SURCHARGE, Limit(back=3, anchor=Anchor.FIRST_BOOKED_DAY), Surcharge(cents=100))
    situation = replace(town(replace(EIGHT_DAYS, late=(late,))), wanted=frozenset(SLOTS))
    found = availability_of(situation, SLOTS[4], RESERVE, now=LATE)
    assert (found.price_cents, found.until) == (1000, paris("samedi 2027-02-20 00:00"))


@given(st.sets(st.sampled_from(SLOTS), min_size=1), st.sets(st.sampled_from(SLOTS)), st.integers(0, 20))
def test_a_stay_has_one_limit(wanted: set[Slot], held: set[Slot], days: int) -> None:
    situation = booked(town(), *held - wanted)
    now = NOW + timedelta(days)
    basket = Basket().with_lines(lines(sorted(wanted)))
    found = {line.slot: each for line, each in preview(situation, basket, now=now).items()}
    for earlier, later in itertools.pairwise(SLOTS):
        if earlier in found and later in found:
            assert found[earlier].until == found[later].until
            assert (found[earlier].obstacle is None) == (found[later].obstacle is None)


def test_a_line_that_waits_too_long_leaves_the_basket() -> None:
    thirty = replace(town(), reglement=replace(town().reglement, basket_minutes=30))
    basket, _ = changed(thirty, Basket(), add=lines(SLOTS[:1]), remove=[], now=NOW)
    basket, _ = changed(thirty, basket, add=lines(SLOTS[1:2]), remove=[], now=NOW + timedelta(minutes=20))
    assert basket.expires_at(SLOTS[0], 30) == NOW + timedelta(minutes=30)
    assert basket.overdue(30, now=NOW + timedelta(minutes=29)) == frozenset()
    late = NOW + timedelta(minutes=30)
    assert basket.overdue(30, now=late) == {SLOTS[0]}
    seen = [SeenLine(slot, RESERVE, 900) for slot in SLOTS[:2]]
    decision = decide(thirty, basket, seen, account=MARC, act="act-2", now=late)
    assert [each.obstacle.code for each in decision.refused] == [ObstacleCode.EXPIRED]
    assert [each.line.slot for each in decision.accepted] == [SLOTS[1]]
    assert len(decision.basket) == 0


def test_clicked_again_a_line_waits_anew_and_without_a_rule_for_ever() -> None:
    thirty = replace(town(), reglement=replace(town().reglement, basket_minutes=30))
    basket, _ = changed(thirty, Basket(), add=lines(SLOTS[:1]), remove=[], now=NOW)
    later = NOW + timedelta(minutes=20)
    again, _ = changed(thirty, basket, add=lines(SLOTS[:1]), remove=[], now=later)
    assert again.expires_at(SLOTS[0], 30) == later + timedelta(minutes=30)
    assert changed(thirty, again, add=[], remove=SLOTS[:1], now=later)[0] == Basket()
    kept, _ = changed(town(), Basket(), add=lines(SLOTS[:1]), remove=[], now=NOW)
    assert kept.since == {} and kept.overdue(30, now=later) == frozenset()
    assert again.overdue(None, now=later + timedelta(365)) == frozenset()


@pytest.mark.parametrize("day", [on("lundi 2027-02-22"), on("vendredi 2027-03-05")])
def test_the_days_are_those_of_the_winter_holidays(day: date) -> None:
    assert town().reglement.days.holiday_start(day) == FIRST
