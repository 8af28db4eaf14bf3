"""Public holidays are computed, by territory."""

from datetime import date, timedelta

import pytest

from functions.domain.calendar.public_holidays import Territory, easter, public_holiday, public_holidays
from tests.support.days import day


@pytest.mark.parametrize(
    "sunday",
    # The dates of Easter that the Bureau des longitudes publishes.
    [
        "dimanche 2024-03-31",
        "dimanche 2025-04-20",
        "dimanche 2026-04-05",
        "dimanche 2027-03-28",
        "dimanche 2028-04-16",
        "dimanche 2038-04-25",
        "dimanche 2008-03-23",
        "dimanche 2000-04-23",
    ],
)
def test_easter(sunday: str) -> None:
    assert easter(day(sunday).year) == day(sunday)


def test_easter_is_a_sunday_of_march_or_april_in_every_gregorian_year() -> None:
    for year in range(1900, 2200):
        found = easter(year)
        assert found.isoweekday() == 7
        assert date(year, 3, 22) <= found <= date(year, 4, 25)


def test_the_eleven_public_holidays_of_2026() -> None:
    assert sorted(public_holidays(2026)) == [
        day(text)
        for text in (
            *("jeudi 2026-01-01", "lundi 2026-04-06", "vendredi 2026-05-01", "vendredi 2026-05-08"),
            *("jeudi 2026-05-14", "lundi 2026-05-25", "mardi 2026-07-14", "samedi 2026-08-15"),
            *("dimanche 2026-11-01", "mercredi 2026-11-11", "vendredi 2026-12-25"),
        )
    ]


def test_two_holidays_may_fall_on_one_day() -> None:
    assert public_holiday(day("jeudi 2008-05-01")) == "ascension_day"
    assert len(public_holidays(2008)) == 10


def test_alsace_and_moselle_have_two_more() -> None:
    more = public_holidays(2027, Territory.ALSACE_MOSELLE).keys() - public_holidays(2027).keys()
    assert more == {day("vendredi 2027-03-26"), day("dimanche 2027-12-26")}


@pytest.mark.parametrize(
    ("territory", "abolition"),
    [
        (Territory.GUADELOUPE, "jeudi 2027-05-27"),
        (Territory.MARTINIQUE, "samedi 2027-05-22"),
        (Territory.GUYANE, "jeudi 2027-06-10"),
        (Territory.REUNION, "lundi 2027-12-20"),
        (Territory.MAYOTTE, "mardi 2027-04-27"),
        (Territory.SAINT_BARTHELEMY, "samedi 2027-10-09"),
        (Territory.SAINT_MARTIN, "vendredi 2027-05-28"),
    ],
)
def test_overseas_the_abolition_of_slavery_has_its_day(territory: Territory, abolition: str) -> None:
    assert public_holiday(day(abolition), territory) == "abolition_of_slavery"
    assert public_holiday(day(abolition)) is None
    assert public_holiday(day(abolition) + timedelta(1), territory) is None
