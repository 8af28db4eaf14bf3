"""What closes next: what usually is booked and is not yet, day by day, or that nothing is missing."""

from dataclasses import replace
from datetime import date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from functions.domain.availability.situation import Situation
from functions.domain.home.coming_limits import (
    AHEAD,
    LimitAhead,
    limits_ahead,
    months_to_read,
    usual_days_are_booked,
    watched_limits,
)
from functions.domain.planning.child_month import Slot
from functions.domain.reminders.limit_reminders import forgotten, limits_of_tomorrow
from tests.support.builders import CANTEEN, a_booking, a_reglement, on, paris
from tests.support.situations import NOTHING_OFF, a_situation

TOWN = a_reglement(services=(CANTEEN,))
"""The canteen of next week closes on Thursday at ten."""
NOW = paris("mercredi 2026-11-25 20:30")
LATELY = [on(day) for day in ("lundi 2026-11-09", "lundi 2026-11-16", "mardi 2026-11-10", "mardi 2026-11-17")]
MONDAY, TUESDAY = on("lundi 2026-11-30"), on("mardi 2026-12-01")
THURSDAY_AT_TEN = paris("jeudi 2026-11-26 10:00")


def with_booked(*booked: Slot) -> Situation:
    situation = replace(a_situation(reglement=TOWN), called_off=NOTHING_OFF)
    for slot in booked:
        situation = situation.booked(slot, a_booking())
    return situation


def limits(*booked: Slot, now: datetime = NOW) -> list[LimitAhead]:
    watched = watched_limits(TOWN, TOWN.day_of(now), resident=True)
    return limits_ahead(with_booked(*booked), watched, now=now)


def all_is_booked(*booked: Slot) -> bool:
    watched = watched_limits(TOWN, TOWN.day_of(NOW), resident=True)
    return usual_days_are_booked(with_booked(*booked), watched, now=NOW)


def lunch(day: date, child: str = "clara") -> Slot:
    return Slot(day, "restauration", child)


USUAL = [lunch(day) for day in LATELY]


def test_the_days_on_which_a_child_usually_comes_are_missing_before_the_limit_and_no_others() -> None:
    found = limits(*USUAL)
    assert found == [LimitAhead(THURSDAY_AT_TEN, (lunch(MONDAY), lunch(TUESDAY)))]


def test_a_day_that_is_booked_is_not_missing_and_all_booked_is_calm() -> None:
    assert [each.missing for each in limits(*USUAL, lunch(MONDAY))] == [(lunch(TUESDAY),)]
    assert limits(*USUAL, lunch(MONDAY), lunch(TUESDAY)) == []


def test_the_usual_days_are_booked_once_each_of_them_is_and_never_of_who_has_none() -> None:
    assert all_is_booked(*USUAL, lunch(MONDAY), lunch(TUESDAY))
    assert not all_is_booked(*USUAL, lunch(MONDAY))
    assert not all_is_booked()


def test_nothing_is_told_of_a_limit_that_has_passed_nor_to_who_never_comes() -> None:
    at = [each.at for each in limits(*USUAL, now=THURSDAY_AT_TEN)]
    assert at == [paris("jeudi 2026-12-03 10:00")], "the next week's, of the same weekday"
    assert limits() == []


def test_what_must_be_read_is_known_before_anything_is() -> None:
    of_children, of_services = months_to_read(watched_limits(TOWN, TOWN.day_of(NOW), resident=True))
    assert of_children == {"2026-10", "2026-11", "2026-12"}
    assert of_services == {("restauration", "2026-11"), ("restauration", "2026-12")}


@settings(max_examples=30)
@given(st.sets(st.sampled_from([*LATELY, MONDAY, TUESDAY, on("jeudi 2026-12-03"), on("jeudi 2026-11-12")])))
def test_whom_the_evening_reminds_reads_the_same_days_here(days: set[date]) -> None:
    """The reminder asks whether a whole week is empty, the screen day by day: what it reminds of is missing here."""
    situation = replace(a_situation(reglement=TOWN), called_off=NOTHING_OFF)
    for day in days:
        situation = situation.booked(lunch(day), a_booking())
    reminded = forgotten(situation, limits_of_tomorrow(TOWN, TOWN.day_of(NOW)), now=NOW)
    here = limits_ahead(situation, watched_limits(TOWN, TOWN.day_of(NOW), resident=True), now=NOW)
    missing = {slot.date for each in here if each.at == THURSDAY_AT_TEN for slot in each.missing}
    of_reminder = {day for each in reminded for day in each.closing.days}
    usual = {
        day.weekday()
        for day in days
        if sum(day.weekday() == other.weekday() for other in days & {*LATELY, on("jeudi 2026-11-12")}) >= 2
    }
    assert {day for day in of_reminder if day.weekday() in usual} <= missing
    assert not missing & days
    assert AHEAD.days == 7
