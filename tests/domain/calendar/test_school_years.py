"""School holidays come from the ministry by zone, and from the town where it wrote its own."""

from datetime import date
from itertools import pairwise

import pytest

from functions.domain.calendar.school_years import (
    OwnSchoolYear,
    SchoolHoliday,
    Zone,
    ministry_calendar,
    school_calendar,
)
from tests.support.days import day

ZONES = [Zone.A, Zone.B, Zone.C]


@pytest.mark.parametrize("zone", ZONES)
def test_the_ministrys_holidays_follow_each_other_without_overlap(zone: Zone) -> None:
    holidays = ministry_calendar(zone).holidays
    assert all(before.last < after.first for before, after in pairwise(holidays))
    assert all(holiday.first <= holiday.last for holiday in holidays)


@pytest.mark.parametrize("zone", ZONES)
def test_holidays_begin_on_a_saturday_but_where_the_decree_says_otherwise(zone: Zone) -> None:
    """The day after the last one with school. A first day in the week is looked up in the decree, and written here."""
    odd = {
        holiday.first.isoformat()
        for holiday in ministry_calendar(zone).holidays
        if holiday.code != "ascension" and holiday.first.isoweekday() != 6
    }
    assert odd == {"2028-07-05"}
    last_day = day("mardi 2028-07-04")
    assert ministry_calendar(zone).holiday(last_day) is None, "the last day of class"
    assert ministry_calendar(zone).holiday(day("mercredi 2028-07-05")) is not None


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("year", [2022, 2023, 2024, 2025, 2026, 2027])
def test_a_school_year_has_its_five_holidays_and_its_bridge(zone: Zone, year: int) -> None:
    codes = [
        holiday.code
        for holiday in ministry_calendar(zone).holidays
        if date(year, 9, 1) <= holiday.first < date(year + 1, 9, 1)
    ]
    assert codes in (
        ["autumn", "christmas", "winter", "spring", "ascension", "summer"],
        ["autumn", "christmas", "winter", "spring", "summer"],
    )


@pytest.mark.parametrize(
    ("zone", "winter"),
    [(Zone.A, "lundi 2027-02-15"), (Zone.B, "lundi 2027-03-01"), (Zone.C, "lundi 2027-02-08")],
)
def test_each_zone_has_its_own_winter(zone: Zone, winter: str) -> None:
    found = ministry_calendar(zone).holiday(day(winter))
    assert found is not None and found.code == "winter"
    others = [other for other in ZONES if other is not zone]
    first_of_others = [ministry_calendar(other).holiday(day(winter)) for other in others]
    assert None in first_of_others


@pytest.mark.parametrize(
    ("service_day", "code"),
    [
        ("vendredi 2026-10-16", None),
        ("samedi 2026-10-17", "autumn"),
        ("dimanche 2026-11-01", "autumn"),
        ("lundi 2026-11-02", None),
        ("vendredi 2026-05-15", "ascension"),
        ("lundi 2026-08-31", "summer"),
        ("mardi 2026-09-01", None),
    ],
)
def test_the_first_and_last_days_of_holidays(service_day: str, code: str | None) -> None:
    found = ministry_calendar(Zone.A).holiday(day(service_day))
    assert (found.code if found else None) == code


def test_nothing_is_known_beyond_the_last_published_year() -> None:
    calendar = ministry_calendar(Zone.B)
    assert calendar.knows(day("jeudi 2028-08-31"))
    assert not calendar.knows(day("vendredi 2028-09-01"))
    assert not calendar.knows(day("mercredi 2022-08-31"))


def test_a_term_begins_after_the_holidays_and_not_after_a_bridge() -> None:
    calendar = ministry_calendar(Zone.A)
    assert calendar.term_start(day("jeudi 2026-12-10")) == day("lundi 2026-11-02")
    assert calendar.term_start(day("mardi 2026-06-02")) == day("lundi 2026-04-20")
    assert calendar.term_start(day("jeudi 2022-09-15")) == day("jeudi 2022-09-01")


def test_a_town_may_write_the_year_that_nobody_published() -> None:
    own = OwnSchoolYear(
        day("vendredi 2028-09-01"),
        day("vendredi 2029-08-31"),
        (SchoolHoliday(day("samedi 2028-10-21"), day("dimanche 2028-11-05"), label="Toussaint"),),
    )
    calendar = school_calendar(Zone.A, (own,))
    assert calendar.knows(day("lundi 2028-10-23"))
    found = calendar.holiday(day("lundi 2028-10-23"))
    assert found is not None and found.label == "Toussaint"
    assert calendar.holiday(day("lundi 2026-10-19")) is not None


def test_what_a_town_wrote_replaces_the_ministrys_days_and_no_others() -> None:
    own = OwnSchoolYear(
        day("lundi 2026-08-17"),
        day("dimanche 2027-08-15"),
        (SchoolHoliday(day("samedi 2026-10-10"), day("dimanche 2026-10-25"), label="Vacances d'octobre"),),
    )
    calendar = school_calendar(Zone.A, (own,))
    assert calendar.holiday(day("lundi 2026-10-26")) is None
    assert calendar.holiday(day("lundi 2026-10-12")) is not None
    # The summer that ends within the town's year is cut where that year begins, and the next one starts after it.
    assert calendar.holiday(day("dimanche 2026-08-16")) is not None
    assert calendar.holiday(day("lundi 2026-08-17")) is None
    assert calendar.holiday(day("dimanche 2027-08-15")) is None
    assert calendar.holiday(day("lundi 2027-08-16")) is not None


def test_a_town_of_its_own_knows_only_what_it_wrote() -> None:
    assert not school_calendar(Zone.OWN).knows(day("lundi 2026-11-23"))
