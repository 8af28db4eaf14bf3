"""Who goes where: today while it goes on, and the next day of school."""

from dataclasses import replace
from datetime import datetime, time

from hypothesis import given
from hypothesis import strategies as st

from functions.domain.home.coming_days import ChildAhead, DayAhead, booked_ahead, days_ahead
from functions.domain.planning.called_off import CalledOffMonth
from functions.domain.planning.child_month import BookingQuestion, ChildMonth, Slot
from functions.domain.planning.open_days import OpenDays
from functions.domain.reglement.deadline_rules import Action
from functions.domain.reglement.reglement import Reglement, Terms
from tests.support.absences import a_declared
from tests.support.builders import (
    CANTEEN,
    CLARA,
    EVENING,
    GUILHEM,
    MORNING,
    WEDNESDAY,
    a_booking,
    a_family,
    a_month,
    a_reglement,
    a_service,
    on,
    paris,
)

NOVEMBER, DECEMBER = "2026-11", "2026-12"
EVENING_ENDS = replace(EVENING, ends_at=time(18, 30))
SCHOOL = a_reglement(services=(MORNING, CANTEEN, EVENING_ENDS))
"""Nothing on Wednesdays."""
WITH_WEDNESDAY = a_reglement(services=(MORNING, CANTEEN, EVENING_ENDS, WEDNESDAY))


def ahead(now: datetime, *months: ChildMonth, town: Reglement = SCHOOL) -> list[DayAhead]:
    children = {child.id: child for child in (CLARA, GUILHEM)}
    known = {(child, month): ChildMonth(child, month) for child in children for month in (NOVEMBER, DECEMBER)}
    known |= {(month.child, month.month): month for month in months}
    off = {month: CalledOffMonth(month) for month in (NOVEMBER, DECEMBER)}
    open_days = OpenDays(town, off)
    booked = booked_ahead(a_family(), known, children, open_days, now=now)
    return days_ahead(a_family(), known, children, open_days, booked, now=now)


def clara(*booked: tuple[int, str], month: str = NOVEMBER, payer: str = "testmp") -> ChildMonth:
    return a_month("clara", month, {each: a_booking(payer=payer) for each in booked})


def test_today_is_told_until_what_is_booked_last_is_over() -> None:
    booked = clara((26, "restauration"), (26, "garderie-soir"), (27, "restauration"))
    thursday, friday = on("jeudi 2026-11-26"), on("vendredi 2026-11-27")
    both = [
        DayAhead(thursday, (ChildAhead("clara", ("restauration", "garderie-soir")),), without=("guilhem",)),
        DayAhead(friday, (ChildAhead("clara", ("restauration",)),), without=("guilhem",)),
    ]
    assert ahead(paris("jeudi 2026-11-26 18:29"), booked) == both
    assert ahead(paris("jeudi 2026-11-26 18:30"), booked) == both[1:]


def test_the_next_day_of_school_is_told_over_a_weekend_and_over_holidays_also_where_nothing_is_booked() -> (
    None
):
    assert ahead(paris("vendredi 2026-11-27 20:00"), clara((30, "restauration"))) == [
        DayAhead(on("lundi 2026-11-30"), (ChildAhead("clara", ("restauration",)),), without=("guilhem",))
    ]
    assert ahead(paris("jeudi 2026-11-26 20:00")) == [DayAhead(on("vendredi 2026-11-27"), ())]
    assert ahead(paris("vendredi 2026-12-18 20:00")) == [], "school is back in a month that was not read"


def test_a_day_without_a_booking_is_followed_by_the_next_that_has_one() -> None:
    booked = clara((26, "restauration"))
    assert [day.day for day in ahead(paris("mardi 2026-11-24 20:00"), booked, town=WITH_WEDNESDAY)] == [
        on("mercredi 2026-11-25"),
        on("jeudi 2026-11-26"),
    ]


def test_a_day_without_school_in_the_week_is_told_as_such_before_the_next_one() -> None:
    booked = clara((26, "restauration"))
    wednesday, thursday = on("mercredi 2026-11-25"), on("jeudi 2026-11-26")
    assert ahead(paris("mardi 2026-11-24 20:00"), booked) == [
        DayAhead(wednesday, (), is_open=False),
        DayAhead(thursday, (ChildAhead("clara", ("restauration",)),), without=("guilhem",)),
    ]
    assert ahead(paris("dimanche 2026-12-20 20:00")) == [DayAhead(on("lundi 2026-12-21"), (), is_open=False)]


OUTING = a_service("sortie", "Sortie du samedi", weekdays=(6,), terms=Terms.SCHOOL_WEEKS)
WITH_OUTING = a_reglement(services=(CANTEEN, OUTING))
OUT_OF_SCHOOL = a_reglement(services=(WEDNESDAY, OUTING))
"""Another commune than the one of the school."""


def test_that_nothing_is_booked_is_told_of_a_day_without_school_only_where_the_family_uses_what_opens() -> (
    None
):
    friday, lunch = "vendredi 2026-11-27 20:00", clara((30, "restauration"))
    assert [day.day for day in ahead(paris(friday), lunch, town=WITH_OUTING)] == [on("lundi 2026-11-30")]
    assert [day.day for day in ahead(paris(friday), town=WITH_OUTING)] == [on("lundi 2026-11-30")]
    went = clara((21, "sortie"), (30, "restauration"))
    assert [day.day for day in ahead(paris(friday), went, town=WITH_OUTING)] == [
        on("samedi 2026-11-28"),
        on("lundi 2026-11-30"),
    ]
    of_wednesdays = clara((2, "mercredi"), month=DECEMBER)
    assert [day.day for day in ahead(paris("jeudi 2026-11-26 20:00"), of_wednesdays, town=OUT_OF_SCHOOL)] == [
        on("mercredi 2026-12-02")
    ], "no service of this town runs on a Friday or for them on a Saturday"
    [tomorrow, *_] = ahead(paris("mardi 2026-11-24 20:00"), lunch, town=WITH_WEDNESDAY)
    assert tomorrow == DayAhead(on("mercredi 2026-11-25"), (), is_open=False)
    assert ahead(paris("mardi 2026-11-24 20:00"), town=WITH_WEDNESDAY) == [
        DayAhead(on("mercredi 2026-11-25"), ())
    ], "of a family that never booked, any service of a weekday is"


def test_an_absence_is_told_and_what_the_other_household_booked_is_not() -> None:
    friday = on("vendredi 2026-11-27")
    absent = clara((27, "restauration"), (27, "garderie-soir")).with_absence(a_declared([friday]))
    theirs = a_month("guilhem", NOVEMBER, {(27, "restauration"): a_booking(payer="durand")})
    assert ahead(paris("jeudi 2026-11-26 20:00"), absent, theirs) == [
        DayAhead(friday, (ChildAhead("clara", ("garderie-soir",), ("restauration",), (), ("restauration",)),))
    ]


def test_a_child_without_a_booking_is_named_and_so_is_what_it_usually_comes_to_and_has_not() -> None:
    """Fridays: Clara has eaten at the canteen on two of them."""
    booked = clara((13, "restauration"), (20, "restauration"), (27, "garderie-soir"))
    [friday] = ahead(paris("jeudi 2026-11-26 20:00"), booked)
    assert friday.children == (ChildAhead("clara", ("garderie-soir",), unbooked=("restauration",)),)
    assert friday.without == ("guilhem",)
    once = clara((20, "restauration"), (27, "garderie-soir"))
    assert ahead(paris("jeudi 2026-11-26 20:00"), once)[0].children[0].unbooked == ()
    asked = a_month("guilhem", NOVEMBER, {})
    asked = asked.with_question(
        Slot(on("vendredi 2026-11-27"), "restauration", "guilhem"),
        BookingQuestion("q", Action.RESERVE, a_booking()),
    )
    assert ahead(paris("jeudi 2026-11-26 20:00"), booked, asked)[0].without == (), "it is asked for"
    theirs = a_month("guilhem", NOVEMBER, {(27, "restauration"): a_booking(payer="durand")})
    assert ahead(paris("jeudi 2026-11-26 20:00"), booked, theirs)[0].without == (), (
        "the other home sees to it"
    )


def test_nobody_is_said_to_have_nothing_where_nothing_is_open_to_them_or_the_family_uses_nothing_of_it() -> (
    None
):
    wednesday = clara((25, "mercredi"), (26, "restauration"))
    small = replace(WEDNESDAY, schools=("nobody-s",))
    town = a_reglement(services=(MORNING, CANTEEN, small))
    [told, *_] = ahead(paris("mardi 2026-11-24 20:00"), wednesday, town=town)
    assert told.without == ()


@given(
    days=st.sets(st.integers(1, 30), max_size=8),
    hours=st.integers(0, 24 * 29),
)
def test_days_are_told_in_order_none_of_the_past_and_one_of_them_is_coming(
    days: set[int], hours: int
) -> None:
    booked = clara(*((day, "restauration") for day in days))
    now = (
        paris("dimanche 2026-11-01 00:00")
        + (paris("lundi 2026-11-02 00:00") - paris("dimanche 2026-11-01 00:00")) * hours / 24
    )
    told = [each.day for each in ahead(now, booked)]
    today = SCHOOL.day_of(now)
    assert told == sorted(set(told))
    assert all(day >= today for day in told)
    assert any(day > today for day in told)
    assert len(told) <= 4
