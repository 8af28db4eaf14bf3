"""A limit falls where the town's own table says it falls."""

from datetime import date, datetime, time, timedelta

import pytest

from functions.domain.calendar.clock import on_the_clock
from functions.domain.calendar.rules import CalendarRules, Closure
from functions.domain.calendar.school_years import Zone
from functions.domain.calendar.town_calendar import CalendarUnknown, Count, TownCalendar
from functions.domain.reglement.deadline_rules import Anchor, IfClosed, Limit, Unit
from functions.domain.reglement.limit_instants import Counting, instant
from tests.support.days import PARIS, day, moment

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = range(1, 6)


def counting(
    *,
    service_weekdays: tuple[int, ...] = (1, 2, 4, 5),
    rules: CalendarRules | None = None,
    starts_at: time | None = None,
) -> Counting:
    calendar = TownCalendar(Zone.A, rules or CalendarRules())

    def is_service_day(at: date) -> bool:
        return at.isoweekday() in service_weekdays and calendar.school_holiday(at) is None

    return Counting(calendar, is_service_day, starts_at, PARIS)


@pytest.mark.parametrize(
    ("limit", "service_day", "expected"),
    [
        (Limit(1, at=10 * 60), "lundi 2026-11-23", "dimanche 2026-11-22 10:00"),
        (Limit(8), "lundi 2024-09-02", "lundi 2024-08-26 00:00"),
        (Limit(2, count=Count.WORKING, at=12 * 60), "lundi 2026-11-23", "jeudi 2026-11-19 12:00"),
        (Limit(1, count=Count.WORKING, at=12 * 60), "jeudi 2026-11-12", "mardi 2026-11-10 12:00"),
        (Limit(1, count=Count.BUSINESS, at=12 * 60), "lundi 2026-11-23", "samedi 2026-11-21 12:00"),
        (Limit(1, count=Count.SERVICE, at=11 * 60), "lundi 2026-11-02", "vendredi 2026-10-16 11:00"),
        (Limit(2, count=Count.SCHOOL, at=11 * 60), "mardi 2026-11-03", "vendredi 2026-10-16 11:00"),
        (Limit(1, count=Count.OPENING, at=11 * 60), "lundi 2026-11-23", "vendredi 2026-11-20 11:00"),
        (Limit(15, clear=True, anchor=Anchor.HOLIDAY), "mercredi 2026-10-21", "vendredi 2026-10-02 00:00"),
        (Limit(8, clear=True), "lundi 2026-11-23", "dimanche 2026-11-15 00:00"),
        (Limit(48, Unit.HOURS), "lundi 2026-11-23", "samedi 2026-11-21 00:00"),
        (Limit(48, Unit.HOURS, count=Count.WORKING), "lundi 2026-11-23", "jeudi 2026-11-19 00:00"),
        (Limit(36, Unit.HOURS, count=Count.WORKING), "lundi 2026-11-23", "jeudi 2026-11-19 12:00"),
    ],
)
def test_counting_back_from_the_service_day(limit: Limit, service_day: str, expected: str) -> None:
    assert instant(limit, day(service_day), counting()) == moment(expected)


@pytest.mark.parametrize(
    ("limit", "service_day", "expected"),
    [
        (
            Limit(1, Unit.WEEKS, anchor=Anchor.WEEK, weekday=THURSDAY, at=600),
            "lundi 2026-11-23",
            "jeudi 2026-11-19 10:00",
        ),
        (
            Limit(1, Unit.WEEKS, anchor=Anchor.WEEK, weekday=THURSDAY, at=600),
            "vendredi 2026-11-27",
            "jeudi 2026-11-19 10:00",
        ),
        (
            Limit(2, Unit.WEEKS, anchor=Anchor.WEEK, weekday=FRIDAY, at=600),
            "mardi 2026-11-24",
            "vendredi 2026-11-13 10:00",
        ),
        (
            Limit(0, Unit.WEEKS, anchor=Anchor.WEEK, weekday=MONDAY, at=720),
            "mercredi 2026-11-25",
            "lundi 2026-11-23 12:00",
        ),
        (Limit(weekday=FRIDAY, at=600), "lundi 2026-11-23", "vendredi 2026-11-20 10:00"),
        (Limit(weekday=FRIDAY, at=600), "vendredi 2026-11-27", "vendredi 2026-11-20 10:00"),
        (Limit(3, anchor=Anchor.WEEK, at=600), "vendredi 2026-11-27", "vendredi 2026-11-20 10:00"),
        # The week before the two of autumn holidays is the previous open one.
        (
            Limit(1, Unit.WEEKS, count=Count.SERVICE, anchor=Anchor.WEEK, weekday=THURSDAY, at=600),
            "mardi 2026-11-03",
            "jeudi 2026-10-15 10:00",
        ),
        # Across the year: week 53 of 2026 is before week 1 of 2027.
        (
            Limit(1, Unit.WEEKS, anchor=Anchor.WEEK, weekday=THURSDAY, at=600),
            "lundi 2027-01-04",
            "jeudi 2026-12-31 10:00",
        ),
    ],
)
def test_a_weekday_of_an_earlier_week(limit: Limit, service_day: str, expected: str) -> None:
    assert instant(limit, day(service_day), counting()) == moment(expected)


@pytest.mark.parametrize(
    ("limit", "service_day", "expected"),
    [
        (
            Limit(1, Unit.MONTHS, anchor=Anchor.MONTH, month_day=18, at=720),
            "mardi 2026-12-01",
            "mercredi 2026-11-18 12:00",
        ),
        (
            Limit(1, Unit.MONTHS, anchor=Anchor.MONTH, month_day=30, at=720),
            "lundi 2027-03-15",
            "dimanche 2027-02-28 12:00",
        ),
        (
            Limit(1, Unit.MONTHS, anchor=Anchor.MONTH, month_day=30, at=720),
            "mercredi 2028-03-15",
            "mardi 2028-02-29 12:00",
        ),
        (
            Limit(1, Unit.MONTHS, anchor=Anchor.MONTH, month_day=7, at=720),
            "mercredi 2027-01-06",
            "lundi 2026-12-07 12:00",
        ),
        (
            Limit(1, Unit.MONTHS, anchor=Anchor.MONTH, last_full_week=True, weekday=7),
            "mardi 2026-12-15",
            "lundi 2026-11-30 00:00",
        ),
        (
            Limit(1, Unit.MONTHS, anchor=Anchor.MONTH, last_full_week=True, weekday=MONDAY, at=0),
            "lundi 2027-01-11",
            "lundi 2026-12-21 00:00",
        ),
        (
            Limit(1, Unit.MONTHS, anchor=Anchor.MONTH, nth=1, weekday=MONDAY, at=600),
            "mardi 2026-12-15",
            "lundi 2026-11-02 10:00",
        ),
        (
            Limit(1, Unit.MONTHS, anchor=Anchor.MONTH, nth=-1, weekday=FRIDAY, at=600),
            "mardi 2026-12-15",
            "vendredi 2026-11-27 10:00",
        ),
        (Limit(1, Unit.MONTHS, at=420), "mercredi 2027-03-31", "dimanche 2027-02-28 07:00"),
    ],
)
def test_a_day_of_an_earlier_month(limit: Limit, service_day: str, expected: str) -> None:
    assert instant(limit, day(service_day), counting()) == moment(expected)


def test_a_term_starts_the_day_after_the_holidays() -> None:
    limit = Limit(5, anchor=Anchor.TERM, at=420)
    assert instant(limit, day("jeudi 2026-12-10"), counting()) == moment("mercredi 2026-10-28 07:00")


def test_hours_may_count_from_the_start_of_the_session() -> None:
    limit = Limit(1, Unit.HOURS, from_start=True)
    at_half_past_four = counting(starts_at=time(16, 30))
    assert instant(limit, day("lundi 2026-11-23"), at_half_past_four) == moment("lundi 2026-11-23 15:30")


def test_a_limit_on_a_closed_day_is_kept_unless_the_town_moves_it() -> None:
    two_days_after_armistice = day("vendredi 2026-11-13")
    kept = Limit(2, at=600)
    earlier = Limit(2, at=600, if_closed=IfClosed.EARLIER)
    later = Limit(2, at=600, if_closed=IfClosed.LATER)
    falls = [instant(limit, two_days_after_armistice, counting()) for limit in (kept, earlier, later)]
    assert falls == [
        moment("mercredi 2026-11-11 10:00"),
        moment("mardi 2026-11-10 10:00"),
        moment("jeudi 2026-11-12 10:00"),
    ]


def test_opening_days_are_those_of_the_town_hall() -> None:
    closed_on_thursdays = CalendarRules(
        town_hall_weekdays=(1, 2, 3, 5),
        town_hall_closures=(Closure("Inventaire", day("mercredi 2026-11-25"), day("mercredi 2026-11-25")),),
    )
    limit = Limit(1, count=Count.OPENING, at=660)
    town = counting(rules=closed_on_thursdays)
    assert instant(limit, day("vendredi 2026-11-20"), town) == moment("mercredi 2026-11-18 11:00")
    assert instant(limit, day("vendredi 2026-11-27"), town) == moment("mardi 2026-11-24 11:00")


def test_the_days_before_the_first_known_calendar_are_not_guessed() -> None:
    with pytest.raises(CalendarUnknown):
        instant(Limit(1, count=Count.SCHOOL), day("jeudi 2022-09-01"), counting())


def test_counting_days_that_never_come_gives_up() -> None:
    with pytest.raises(CalendarUnknown):
        instant(
            Limit(1, count=Count.OPENING),
            day("lundi 2026-11-23"),
            counting(rules=CalendarRules(town_hall_weekdays=())),
        )


def test_on_the_spring_night_two_o_clock_is_three_o_clock() -> None:
    assert (
        on_the_clock(PARIS, datetime.fromisoformat("2027-03-28T02:30")).isoformat()
        == "2027-03-28T03:30:00+02:00"
    )


def test_on_the_autumn_night_two_o_clock_is_the_first_one() -> None:
    shown_twice = on_the_clock(PARIS, datetime.fromisoformat("2026-10-25T02:30"))
    assert shown_twice.isoformat() == "2026-10-25T02:30:00+02:00"
    assert shown_twice + timedelta(hours=1) < on_the_clock(PARIS, datetime.fromisoformat("2026-10-25T03:00"))


def test_forty_eight_hours_are_counted_on_the_wall_clock_across_both_nights() -> None:
    limit = Limit(48, Unit.HOURS)
    assert instant(limit, day("lundi 2026-10-26"), counting()).isoformat() == "2026-10-24T00:00:00+02:00"
    assert instant(limit, day("lundi 2027-03-29"), counting()).isoformat() == "2027-03-27T00:00:00+01:00"
