"""In the school holidays: when school is back, and until or from when its first day is booked."""

from dataclasses import replace

import pytest

from functions.domain.calendar.school_years import Zone
from functions.domain.home.school_back import SchoolBack, school_back
from functions.domain.planning.called_off import CalledOff, CalledOffMonth, CalledOffScope
from functions.domain.reglement.deadline_rules import Case, Limit, Mode, Rule
from functions.domain.reglement.reglement import Reglement
from tests.support.builders import CANTEEN, EVENING, a_reglement, on, paris
from tests.support.situations import a_situation

TOWN = a_reglement(services=(CANTEEN, EVENING))
SEPTEMBER = on("jeudi 2027-09-02")
IN_JULY = "mercredi 2027-07-14 10:00"
OPENS = paris("lundi 2027-08-16 09:00")
LATER = Rule((Case(opens=Limit(exact=OPENS)),))


def back(now: str, town: Reglement = TOWN) -> SchoolBack | None:
    return school_back(a_situation(reglement=town), now=paris(now))


def test_in_the_summer_it_is_the_first_day_of_school_and_the_first_limit_of_that_day() -> None:
    closes = paris("jeudi 2027-08-26 10:00")
    assert back(IN_JULY) == SchoolBack(SEPTEMBER, ("restauration",), until=closes)
    after = back("vendredi 2027-08-27 20:00")
    assert after is not None and (after.services, after.opens) == (("garderie-soir",), None)


def test_where_nothing_of_it_can_be_booked_yet_it_is_from_when_and_what_is_never_booked_is_not_told() -> None:
    town = a_reglement(services=(replace(CANTEEN, reserve=LATER),))
    assert back(IN_JULY, town) == SchoolBack(SEPTEMBER, ("restauration",), opens=OPENS)
    both = a_reglement(services=(replace(CANTEEN, reserve=LATER), EVENING))
    found = back(IN_JULY, both)
    assert found is not None and (found.services, found.opens) == (("garderie-soir",), None)
    counted = a_reglement(services=(replace(CANTEEN, reserve=Rule(mode=Mode.ATTENDANCE)),))
    assert back(IN_JULY, counted) == SchoolBack(SEPTEMBER)


@pytest.mark.parametrize(
    ("now", "day"),
    [
        ("jeudi 2026-12-17 20:00", None),
        ("vendredi 2026-12-18 20:00", on("lundi 2027-01-04")),
        ("samedi 2027-01-02 20:00", on("lundi 2027-01-04")),
        ("dimanche 2027-01-03 20:00", None),
        ("mardi 2026-11-24 20:00", None),
    ],
)
def test_it_is_told_from_the_evening_before_the_holidays_until_school_is_tomorrow(
    now: str, day: object
) -> None:
    found = back(now)
    assert (found and found.day) == day


def test_where_the_calendar_does_not_say_when_they_end_nothing_is_told() -> None:
    assert back("samedi 2028-07-15 10:00") is None
    assert back(IN_JULY, a_reglement(zone=Zone.OWN)) is None


def test_what_the_town_called_off_that_day_is_not_offered_where_the_month_was_read() -> None:
    strike = CalledOffScope(SEPTEMBER, "grève", services=("restauration",))
    month = CalledOffMonth("2027-09").with_entry(CalledOff("1", strike, "agent", paris(IN_JULY)))
    found = school_back(
        replace(a_situation(reglement=TOWN), called_off={"2027-09": month}), now=paris(IN_JULY)
    )
    assert found is not None and found.services == ("garderie-soir",)
