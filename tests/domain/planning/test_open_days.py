"""Whether a service is open on a day for a child, once the town has called it off, and what a day counts as."""

from dataclasses import replace

import pytest

from functions.domain.availability.availability import availability_of, place_obstacle
from functions.domain.availability.constraints import Broken, BrokenCode, week_flaws
from functions.domain.availability.situation import Situation
from functions.domain.bookings.waiting_list_promotion import next_in_line
from functions.domain.bookings.week_grid import State, cell
from functions.domain.bookings.yearly_bookings import opened
from functions.domain.calendar.rules import CalendarRules, Closure, CountsAs
from functions.domain.families.family import Enrolment
from functions.domain.planning.basket import Basket
from functions.domain.planning.called_off import CalledOff, CalledOffMonth, CalledOffScope
from functions.domain.planning.child_month import Slot
from functions.domain.planning.open_days import OpenDays
from functions.domain.planning.waiting_queue import Claims, QueueEntry
from functions.domain.reglement.closures import Closed, ClosedCode
from functions.domain.reglement.deadline_rules import Action, Mode, Rule
from functions.domain.reglement.reglement import Places
from functions.domain.reglement.service_conditions import ServiceConditions
from functions.domain.reglement.waiting_list_rules import WaitingList
from tests.support.builders import (
    CANTEEN,
    CLARA,
    GUILHEM,
    MONDAY,
    MORNING,
    NOW,
    WEDNESDAY,
    a_booking,
    a_reglement,
    on,
    paris,
)
from tests.support.situations import NOTHING_OFF, a_situation, booked

LUNCH = Slot(MONDAY, "restauration", "clara")
STRIKE = Closed(ClosedCode.CALLED_OFF, "grève")


def off(*scopes: CalledOffScope) -> dict[str, CalledOffMonth]:
    month = CalledOffMonth("2026-11")
    for number, scope in enumerate(scopes):
        month = month.with_entry(CalledOff(str(number), scope, "agent", NOW))
    return {"2026-11": month}


def strike(**scope: tuple[str, ...]) -> dict[str, CalledOffMonth]:
    return off(CalledOffScope(MONDAY, "grève", **scope))


@pytest.mark.parametrize(
    ("called_off", "is_closed"),
    [
        (strike(), True),
        (strike(services=("restauration",)), True),
        (strike(services=("garderie-soir",)), False),
        (strike(schools=("ferry",)), True),
        (strike(schools=("jaures",)), False),
        (strike(classes=("CM1",)), True),
        (strike(classes=("CP",)), False),
        (off(CalledOffScope(on("mardi 2026-11-24"), "grève")), False),
    ],
)
def test_a_service_is_called_off_for_those_whom_the_town_named(
    called_off: dict[str, CalledOffMonth], is_closed: bool
) -> None:
    days = OpenDays(a_reglement(), called_off)
    assert days.closed(CANTEEN, MONDAY, CLARA) == (STRIKE if is_closed else None)
    assert days.not_held(LUNCH, a_booking(), CLARA) == (STRIKE if is_closed else None)


def test_a_strike_opens_no_cell_on_a_day_that_the_service_never_opens() -> None:
    days = OpenDays(a_reglement(), strike())
    assert days.closed(WEDNESDAY, MONDAY, CLARA) == Closed(ClosedCode.WEEKDAY)


def test_what_was_booked_before_the_reglement_left_that_weekday_is_still_served() -> None:
    town = a_reglement(services=(replace(CANTEEN, weekdays=(2, 4, 5)),))
    assert OpenDays(town, NOTHING_OFF).not_held(LUNCH, a_booking(), CLARA) is None
    assert OpenDays(town, strike()).not_held(LUNCH, a_booking(), CLARA) == STRIKE
    assert OpenDays(a_reglement(services=()), NOTHING_OFF).not_held(LUNCH, a_booking(), CLARA) is None


def test_the_school_that_counts_is_the_one_where_the_child_was_booked() -> None:
    moved = replace(CLARA, school="jaures")
    days = OpenDays(a_reglement(), strike(schools=("ferry",)))
    assert days.not_held(LUNCH, a_booking(school="ferry"), moved) == STRIKE
    assert days.closed(CANTEEN, MONDAY, moved) is None


def test_a_month_that_nobody_read_is_not_told_to_be_open() -> None:
    with pytest.raises(KeyError):
        OpenDays(a_reglement(), {}).closed(CANTEEN, MONDAY, CLARA)


def shown(situation: Situation, slot: Slot = LUNCH) -> tuple[State, int | None]:
    found = cell(situation, Basket(), slot, now=NOW)
    assert found is not None
    return found.state, found.standing.price_cents


def test_the_other_home_of_a_child_does_not_learn_the_price_of_what_is_called_off() -> None:
    situation = booked(replace(a_situation(), called_off=strike()), LUNCH, payer="autre")
    assert shown(situation) == (State.CALLED_OFF, None)
    assert shown(booked(replace(a_situation(), called_off=strike()), LUNCH)) == (State.CALLED_OFF, 345)


def test_nothing_is_due_for_cancelling_what_does_not_take_place() -> None:
    late = paris("lundi 2026-11-23 13:00")
    situation = booked(replace(a_situation(), called_off=strike()), LUNCH)
    found = availability_of(situation, LUNCH, Action.CANCEL, now=late)
    assert found.obstacle is not None and found.obstacle.closed == STRIKE and found.kept_cents == 0


def test_a_day_taken_away_makes_no_week_too_short_and_breaks_no_pattern() -> None:
    days = [on("lundi 2026-11-23"), on("mardi 2026-11-24"), on("jeudi 2026-11-26")]
    for conditions in (
        ServiceConditions(min_days_a_week=4),
        ServiceConditions(week_patterns=((1, 2, 4, 5), (1, 2, 4))),
    ):
        service = replace(CANTEEN, conditions=conditions)
        town = a_reglement(services=(service,))
        friday = off(CalledOffScope(on("vendredi 2026-11-27"), "grève"))
        assert week_flaws(OpenDays(town, friday), service, days, CLARA) == []
        assert (
            week_flaws(OpenDays(town, strike()), service, [*days[1:], on("vendredi 2026-11-27")], CLARA) == []
        )
    most = replace(CANTEEN, conditions=ServiceConditions(max_days_a_week=2))
    town = a_reglement(services=(most,))
    [flaw] = week_flaws(OpenDays(town, strike()), most, days, CLARA)
    assert flaw == Broken(BrokenCode.TOO_MANY_DAYS, "restauration", 2)


def test_those_who_wait_for_a_day_taken_from_them_keep_their_turn_and_nobody_else_from_a_place() -> None:
    service = replace(MORNING, places=(Places(2), Places(1, school="ferry")), waiting_list=WaitingList())
    slot = Slot(MONDAY, "garderie-matin", "clara")
    situation = replace(
        a_situation(
            reglement=a_reglement(services=(service,)),
            children=(replace(CLARA, school="jaures"), GUILHEM),
        ),
        called_off=strike(schools=("ferry",)),
    )
    situation = situation.joined(slot, QueueEntry("leo", "voisin", "julie", NOW, Claims(school="ferry")))
    child, counted = situation.children["clara"], situation.places["garderie-matin", "2026-11"]
    assert next_in_line(situation.open_days, counted, MONDAY.day) is None
    assert place_obstacle(situation, service, child, slot, late=False) is None
    back = replace(situation, called_off=NOTHING_OFF)
    found = next_in_line(back.open_days, counted, MONDAY.day)
    assert found is not None and found.child == "leo"
    assert place_obstacle(back, service, child, slot, late=False) is not None


def a_year(*, calendar: CalendarRules, weekdays: tuple[int, ...]) -> Situation:
    canteen = replace(CANTEEN, reserve=Rule(mode=Mode.ALWAYS))
    clara = replace(
        CLARA, enrolments=(Enrolment("restauration", "testmp", on("mardi 2026-09-01"), None, weekdays),)
    )
    return a_situation(
        reglement=a_reglement(services=(canteen,), calendar=calendar), children=(clara, GUILHEM)
    )


def test_a_child_that_comes_on_fridays_comes_on_the_wednesday_that_counts_as_one() -> None:
    moved = CalendarRules(counts_as=(CountsAs(on("mercredi 2026-12-09"), 5),))
    done = opened(a_year(calendar=moved, weekdays=(5,)), "clara", "2026-12", act="act", by="job", now=NOW)
    assert [slot.date.day for slot in done.booked] == [4, 9, 11, 18]
    again = opened(done.after, "clara", "2026-12", act="act-2", by="job", now=NOW)
    assert again.after == done.after
    away = CalendarRules(counts_as=(CountsAs(on("vendredi 2026-12-11"), 3),))
    done = opened(a_year(calendar=away, weekdays=(5,)), "clara", "2026-12", act="act", by="job", now=NOW)
    assert [slot.date.day for slot in done.booked] == [4, 18]


def test_a_month_that_is_opened_during_a_strike_has_the_day_once_it_is_put_back() -> None:
    monday = on("lundi 2026-12-07")
    struck = CalledOffMonth("2026-12").with_entry(
        CalledOff("1", CalledOffScope(monday, "grève"), "agent", NOW)
    )
    situation = replace(a_year(calendar=CalendarRules(), weekdays=()), called_off={"2026-12": struck})
    after = opened(situation, "clara", "2026-12", act="act", by="job", now=NOW).after
    slot = Slot(monday, "restauration", "clara")
    assert shown(after, slot) == (State.CALLED_OFF, 345)
    assert shown(replace(after, called_off=NOTHING_OFF), slot)[0] is State.VALIDATED
    closed = CalendarRules(closures=(Closure("travaux", monday, monday),))
    done = opened(a_year(calendar=closed, weekdays=()), "clara", "2026-12", act="act", by="job", now=NOW)
    assert slot not in done.booked
