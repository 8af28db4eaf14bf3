"""What is booked all year unless cancelled: written month by month, once, on the days of the child's own pattern."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.domain.availability.availability import availability_of
from functions.domain.availability.constraints import BrokenCode
from functions.domain.availability.obstacles import ObstacleCode
from functions.domain.availability.situation import Situation
from functions.domain.bookings.week_grid import State, cell
from functions.domain.bookings.yearly_bookings import MonthOpened, months_to_open, opened, to_open
from functions.domain.calendar.rules import CalendarRules, Closure
from functions.domain.calendar.weeks import Weeks
from functions.domain.families.family import Enrolment
from functions.domain.planning.basket import Basket
from functions.domain.planning.child_month import Slot
from functions.domain.planning.service_month import Counter
from functions.domain.reglement.deadline_rules import Action, Mode, Rule
from functions.domain.reglement.reglement import Places
from tests.support.builders import CANTEEN, CLARA, GUILHEM, MONDAY, NOW, a_reglement, a_tariff, on, paris
from tests.support.situations import a_situation, booked

FIRST = on("mardi 2026-09-01")
ALL_YEAR = Enrolment("restauration", "testmp", FIRST)
LUNCH = Slot(MONDAY, "restauration", "clara")
MONTH = "2026-12"


def town(*enrolments: Enrolment, **changes: Any) -> Situation:
    """Clara has those enrolments for the canteen, which is booked all year."""
    canteen = replace(CANTEEN, reserve=Rule(mode=Mode.ALWAYS), **changes)
    clara = replace(CLARA, enrolments=enrolments or (ALL_YEAR,))
    return a_situation(reglement=a_reglement(services=(canteen,)), children=(clara, GUILHEM))


def opening(
    situation: Situation, month: str = MONTH, *, child: str = "clara", now: datetime = NOW
) -> MonthOpened:
    return opened(situation, child, month, act="act-1", by="job", now=now)


def days(done: MonthOpened) -> list[int]:
    return [slot.date.day for slot in done.booked]


def shown(situation: Situation, slot: Slot = LUNCH) -> tuple[State, str]:
    found = cell(situation, Basket(), slot, now=NOW)
    assert found is not None
    obstacle = found.standing.obstacle
    return found.state, "" if obstacle is None else obstacle.code


def test_every_open_day_of_the_month_is_booked_at_the_price_of_then() -> None:
    done = opening(town())
    assert days(done) == [1, 3, 4, 7, 8, 10, 11, 14, 15, 17, 18]
    booking = done.after.booking(done.booked[0])
    assert booking is not None
    assert (booking.price_cents, booking.payer, booking.booked_by, booking.school) == (
        345,
        "testmp",
        "job",
        "ferry",
    )
    assert done.after.places["restauration", MONTH].taken[Counter(1)] == 1


def test_a_month_is_opened_once_and_what_was_cancelled_does_not_come_back() -> None:
    done = opening(town())
    first = done.booked[0]
    booking = done.after.booking(first)
    assert booking is not None
    after = done.after.freed(first, booking)
    assert to_open(after, "clara", MONTH) == []
    again = opening(after)
    assert (again.booked, again.after) == ((), after)
    assert shown(after, first) == (State.CLOSED, ObstacleCode.GIVEN_BACK)
    assert availability_of(after, done.booked[1], Action.CANCEL, now=NOW).obstacle is None


def test_days_that_the_town_adds_are_booked_in_an_open_month_and_what_was_cancelled_stays_away() -> None:
    mondays = replace(ALL_YEAR, weekdays=(1, 4), last=on("jeudi 2026-12-10"))
    done = opening(town(mondays))
    assert days(done) == [3, 7, 10]
    given_back = done.after.booking(done.booked[0])
    assert given_back is not None
    situation = done.after.freed(done.booked[0], given_back)
    longer = replace(mondays, weekdays=(1, 2, 4), last=None)
    clara = replace(CLARA, enrolments=(longer,))
    situation = replace(situation, children={**situation.children, "clara": clara})
    tuesday = replace(LUNCH, date=on("mardi 2026-12-01"))
    assert shown(situation, tuesday) == (State.CLOSED, ObstacleCode.ALWAYS_BOOKED)
    assert to_open(situation, "clara", MONTH) == [longer]
    again = opening(situation)
    assert days(again) == [1, 8, 14, 15, 17]
    assert shown(again.after, done.booked[0]) == (State.CLOSED, ObstacleCode.GIVEN_BACK)
    assert to_open(again.after, "clara", MONTH) == []
    back = replace(
        again.after, children={**situation.children, "clara": replace(CLARA, enrolments=(mondays,))}
    )
    assert to_open(back, "clara", MONTH) == []


@pytest.mark.parametrize("weeks", Weeks)
def test_the_weeks_of_an_enrolment_that_change_are_booked_where_they_were_not(weeks: Weeks) -> None:
    done = opening(town(replace(ALL_YEAR, weeks=Weeks.EVEN)))
    situation = replace(
        done.after, children={"clara": replace(CLARA, enrolments=(replace(ALL_YEAR, weeks=weeks),))}
    )
    both = sorted([*done.booked, *opening(situation).booked])
    whole = done if weeks is Weeks.EVEN else opening(town())
    assert both == [*whole.booked]


def test_a_month_that_was_opened_before_days_were_noted_stays_as_it_is() -> None:
    noted = town().opened("clara", MONTH, "restauration@2026-09-01@testmp")
    assert to_open(noted, "clara", MONTH) == []


def test_a_pattern_of_weekdays_and_of_odd_or_even_weeks() -> None:
    pattern = Enrolment("restauration", "testmp", FIRST, None, (1, 4), Weeks.EVEN)
    assert days(opening(town(pattern))) == [7, 10]  # weeks 49 and 51 are odd, 50 is even
    assert shown(town(pattern), replace(LUNCH, date=on("mardi 2026-12-08"))) == (
        State.CLOSED,
        ObstacleCode.NOT_IN_PATTERN,
    )


def test_an_enrolment_in_the_middle_of_the_month_books_what_is_to_come() -> None:
    situation = town(Enrolment("restauration", "testmp", on("jeudi 2026-11-26"), on("lundi 2026-11-30")))
    assert days(opening(situation, "2026-11")) == [26, 27, 30]
    assert days(opening(town(), "2026-11")) == [16, 17, 19, 20, 23, 24, 26, 27, 30]
    at_noon = paris("lundi 2026-11-16 12:00")
    assert days(opening(town(), "2026-11", now=at_noon))[0] == 17


def test_a_full_day_stays_full_and_is_told() -> None:
    situation = booked(town(places=(Places(1),)), Slot(on("mardi 2026-12-01"), "restauration", "guilhem"))
    done = opening(situation)
    assert [slot.date.day for slot in done.full] == [1]
    assert 1 not in days(done)
    assert done.after.places["restauration", MONTH].taken[Counter(1)] == 1


def test_what_cannot_be_told_yet_waits_as_a_whole() -> None:
    """A tariff begins in the middle of the month, a school calendar ends before it."""
    later = (replace(a_tariff("restauration", 345), since=on("lundi 2026-12-14")),)
    situation = town()
    unpriced = replace(situation, reglement=replace(situation.reglement, tariffs=later))
    done = opening(unpriced)
    assert (done.booked, done.after) == ((), unpriced)
    assert to_open(unpriced, "clara", MONTH) == [ALL_YEAR]


def test_closed_days_and_days_booked_already_are_left_as_they_are() -> None:
    strike = CalendarRules(closures=(Closure("Grève", on("mardi 2026-12-01"), on("mardi 2026-12-01")),))
    situation = town()
    closed = replace(situation, reglement=replace(situation.reglement, calendar=strike))
    by_hand = booked(closed, Slot(on("jeudi 2026-12-03"), "restauration", "clara"), price_cents=1)
    assert days(opening(by_hand))[:2] == [4, 7]


def test_another_familys_enrolment_is_not_this_ones_to_open() -> None:
    assert to_open(town(replace(ALL_YEAR, family="durand")), "clara", MONTH) == []
    assert to_open(town(replace(ALL_YEAR, service="garderie-soir")), "clara", MONTH) == []
    assert to_open(town(), "guilhem", MONTH) == []


def test_a_cell_says_what_all_year_means_for_the_child() -> None:
    assert shown(town()) == (State.CLOSED, ObstacleCode.ALWAYS_BOOKED)
    guilhem = cell(town(), Basket(), replace(LUNCH, child="guilhem"), now=NOW)
    assert guilhem is not None and guilhem.standing.obstacle is not None
    broken = guilhem.standing.obstacle.broken
    assert broken is not None and broken.code is BrokenCode.NEED


def test_the_month_that_runs_and_the_two_that_follow() -> None:
    assert months_to_open(date(2026, 11, 16)) == ["2026-11", "2026-12", "2027-01"]
    assert months_to_open(date(2026, 12, 31)) == ["2026-12", "2027-01", "2027-02"]
    assert months_to_open(date(2028, 1, 31)) == ["2028-01", "2028-02", "2028-03"]


@pytest.mark.parametrize("weeks", Weeks)
@given(weekdays=st.sets(st.integers(1, 5)), shift=st.integers(0, 60), cancelled=st.integers(0, 20))
def test_whatever_the_pattern_places_are_the_bookings_and_a_second_opening_changes_nothing(
    weeks: Weeks, weekdays: set[int], shift: int, cancelled: int
) -> None:
    enrolment = Enrolment("restauration", "testmp", FIRST + timedelta(shift), None, tuple(weekdays), weeks)
    done = opening(town(enrolment, places=(Places(1),)))
    situation = done.after
    for slot in done.booked[:cancelled]:
        booking = situation.booking(slot)
        assert booking is not None and enrolment.wants(slot.date, slot.date.isoweekday())
        situation = situation.freed(slot, booking)
    rows = len(situation.months["clara", MONTH])
    assert rows == len(done.booked) - min(cancelled, len(done.booked))
    counted = situation.places["restauration", MONTH].taken
    assert sum(taken for counter, taken in counted.items() if counter.school is None) == rows
    assert opening(situation).after == situation
