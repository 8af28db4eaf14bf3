"""Who is reminded: those who use a service, and booked nothing for the days that close tomorrow."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.domain.availability.situation import Situation
from functions.domain.calendar.months import month_of
from functions.domain.planning.child_month import BookingQuestion, ChildMonth, Slot
from functions.domain.planning.service_month import Counter, ServiceMonth
from functions.domain.reglement.deadline_rules import Action, Limit
from functions.domain.reglement.reglement import Places, Reglement
from functions.domain.reminders.limit_reminders import (
    LATELY,
    OFTEN,
    forgotten,
    is_evening,
    limits_of_tomorrow,
    may_have_forgotten,
    slots,
)
from tests.support.builders import (
    CANTEEN,
    CLARA,
    EVENING,
    GUILHEM,
    WEDNESDAY,
    a_booking,
    a_family,
    a_reglement,
    closing,
    on,
    paris,
)
from tests.support.situations import NOTHING_OFF

TOWN = a_reglement()
WED = on("mercredi 2026-11-18")
"""The evening before the Thursday that is the canteen's limit."""
AT_SEVEN = paris("mercredi 2026-11-18 19:00")
NEXT_WEEK = [
    on(day) for day in ("lundi 2026-11-23", "mardi 2026-11-24", "jeudi 2026-11-26", "vendredi 2026-11-27")
]
LATELY_HERE = [on("lundi 2026-11-09"), on("jeudi 2026-11-12")]


def situation(bookings: Iterable[tuple[str, date, str]], town: Reglement = TOWN) -> Situation:
    """A family with these bookings (child, day, service). Every month of two years has been read."""
    months = {
        (child, month): ChildMonth(child, month)
        for child in ("clara", "guilhem")
        for year in (2026, 2027)
        for month in (f"{year}-{number:02}" for number in range(1, 13))
    }
    for child, day, service in bookings:
        slot = Slot(day, service, child)
        month = months[child, slot.month]
        months[child, slot.month] = month.with_booking(slot, a_booking())
    places = {
        (service.code, month): ServiceMonth(service.code, month)
        for service in town.services
        for month in {month for _, month in months}
    }
    return Situation(town, a_family(), {"clara": CLARA, "guilhem": GUILHEM}, months, places, NOTHING_OFF)


def canteen(child: str, days: Iterable[date]) -> list[tuple[str, date, str]]:
    return [(child, day, "restauration") for day in days]


def told(
    read: Situation, *, today: date = WED, now: datetime = AT_SEVEN
) -> list[tuple[str, list[str], list[date]]]:
    due = limits_of_tomorrow(read.reglement, today, resident=read.family.resident)
    return [
        (one.closing.service, list(one.children), list(one.closing.days))
        for one in forgotten(read, due, now=now)
    ]


def test_who_uses_the_canteen_and_booked_nothing_is_told_of_the_whole_week() -> None:
    assert told(situation(canteen("clara", LATELY_HERE))) == [("restauration", ["clara"], NEXT_WEEK)]


def test_one_day_booked_in_the_week_is_a_choice_and_no_oversight() -> None:
    assert told(situation(canteen("clara", [*LATELY_HERE, NEXT_WEEK[2]]))) == []


def test_who_cancelled_one_of_these_days_knows() -> None:
    read = situation(canteen("clara", LATELY_HERE))
    due = limits_of_tomorrow(TOWN, WED)
    cancelled = {Slot(NEXT_WEEK[1], "restauration", "clara")}
    assert forgotten(read, due, cancelled=cancelled, now=AT_SEVEN) == []
    elsewhere = {Slot(NEXT_WEEK[1], "garderie-soir", "clara"), Slot(NEXT_WEEK[1], "restauration", "guilhem")}
    assert forgotten(read, due, cancelled=elsewhere, now=AT_SEVEN)


def test_what_the_town_was_asked_is_not_forgotten() -> None:
    read = situation(canteen("clara", LATELY_HERE))
    slot = Slot(NEXT_WEEK[0], "restauration", "clara")
    month = read.months["clara", "2026-11"].with_question(
        slot, BookingQuestion("q", Action.RESERVE, a_booking())
    )
    assert told(replace(read, months={**read.months, ("clara", "2026-11"): month})) == []


def test_who_never_comes_or_came_once_is_left_in_peace() -> None:
    assert told(situation([])) == []
    assert told(situation(canteen("clara", LATELY_HERE[:1]))) == []


def test_each_child_has_habits_of_its_own() -> None:
    read = situation([*canteen("clara", LATELY_HERE), *canteen("guilhem", [*LATELY_HERE, NEXT_WEEK[0]])])
    assert told(read) == [("restauration", ["clara"], NEXT_WEEK)]


def test_nothing_is_said_the_evening_of_the_limit_itself_nor_two_evenings_before() -> None:
    read = situation(canteen("clara", LATELY_HERE))
    for day in ("mardi 2026-11-17", "jeudi 2026-11-19", "vendredi 2026-11-20"):
        assert told(read, today=on(day), now=paris(f"{day} 19:00")) == []


def test_a_daily_limit_reminds_of_the_weekdays_one_comes_on_and_of_no_other() -> None:
    """The service closes at noon of the day before, and Clara comes on Mondays."""
    mondays = [on("lundi 2026-11-02"), on("lundi 2026-11-09"), on("lundi 2026-11-16")]
    read = situation([("clara", day, "garderie-soir") for day in mondays])
    sunday_limit = on("samedi 2026-11-21")
    assert told(read, today=sunday_limit, now=paris("samedi 2026-11-21 19:00")) == [
        ("garderie-soir", ["clara"], [on("lundi 2026-11-23")])
    ]
    for today in (on("dimanche 2026-11-22"), on("mardi 2026-11-24")):
        assert told(read, today=today, now=AT_SEVEN) == []


def test_holidays_do_not_make_a_habit_fade() -> None:
    """Who came to the canteen in July is reminded in September."""
    july = [on("jeudi 2026-07-02"), on("vendredi 2026-07-03")]
    evening = on("mercredi 2026-09-02")
    closing_days = [
        on("lundi 2026-09-07"),
        on("mardi 2026-09-08"),
        on("jeudi 2026-09-10"),
        on("vendredi 2026-09-11"),
    ]
    read = situation(canteen("clara", july))
    assert told(read, today=evening, now=paris("mercredi 2026-09-02 19:00")) == [
        ("restauration", ["clara"], closing_days)
    ]


def test_what_could_not_be_booked_anyway_is_not_spoken_of() -> None:
    full = replace(CANTEEN, places=(Places(1),))
    town = a_reglement(services=(full,))
    read = situation(canteen("clara", LATELY_HERE), town)
    counted = ServiceMonth("restauration", "2026-11", {Counter(day.day): 1 for day in NEXT_WEEK[:3]})
    read = replace(read, places={**read.places, ("restauration", "2026-11"): counted})
    assert told(read) == [("restauration", ["clara"], NEXT_WEEK[3:])]
    other_school = replace(CANTEEN, schools=("jaures",))
    assert told(situation(canteen("clara", LATELY_HERE), a_reglement(services=(other_school,)))) == []


def test_once_the_limit_has_passed_there_is_nothing_to_tell() -> None:
    read = situation(canteen("clara", LATELY_HERE))
    assert told(read, now=paris("jeudi 2026-11-19 10:00")) == []


def test_several_services_are_told_together_the_first_to_close_first() -> None:
    wednesdays = [on("mercredi 2026-10-14"), on("mercredi 2026-11-04")]
    read = situation([*canteen("clara", LATELY_HERE), *(("guilhem", day, "mercredi") for day in wednesdays)])
    assert [service for service, _, _ in told(read)] == ["restauration", "mercredi"]


def test_a_limit_at_midnight_belongs_to_the_day_that_ends() -> None:
    town = a_reglement(services=(replace(EVENING, reserve=closing(Limit(back=1))),))
    (due,) = limits_of_tomorrow(town, on("samedi 2026-11-21"))
    assert due.closing.days == (on("lundi 2026-11-23"),), "the end of Sunday"
    assert due.closing.actions == (Action.RESERVE,)


@pytest.mark.parametrize(
    ("clock", "expected"), [("17:59", False), ("18:00", True), ("21:59", True), ("22:00", False)]
)
def test_nobody_is_written_to_at_night(clock: str, expected: bool) -> None:
    assert is_evening(paris(f"mercredi 2026-11-18 {clock}")) is expected


@given(
    days=st.sets(st.dates(date(2026, 10, 1), date(2026, 12, 18)), max_size=30),
    today=st.dates(date(2026, 11, 1), date(2026, 12, 10)),
)
def test_what_is_told_can_be_booked_and_is_what_the_months_alone_let_suspect(
    days: set[date], today: date
) -> None:
    read = situation(canteen("clara", days))
    now = datetime.combine(today, AT_SEVEN.timetz())
    due = limits_of_tomorrow(TOWN, today)
    said = forgotten(read, due, now=now)
    if said:
        assert may_have_forgotten(due, ("clara", "guilhem"), read.months)
    for one in said:
        assert one.closing.evening == today + timedelta(1)
        assert not any(read.booking(Slot(day, "restauration", "clara")) for day in one.closing.days)
        (canteens,) = [each for each in due if each.closing.service == one.closing.service]
        assert one.closing.service == "restauration"
        assert sum(day in days for day in canteens.lately) >= OFTEN
    assert {month_of(slot.date) for slot in slots(due, ["clara"])} <= {month for _, month in read.months}
    assert all(len(each.lately) <= LATELY for each in due)


def test_a_club_of_wednesdays_looks_back_over_its_own_days() -> None:
    town = a_reglement(services=(WEDNESDAY,))
    (due,) = limits_of_tomorrow(town, WED)
    assert len(due.lately) == LATELY and {day.isoweekday() for day in due.lately} == {3}
