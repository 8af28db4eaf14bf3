"""Days, hours and amounts as people say them. `~` is a no-break space, `_` a narrow one."""

from decimal import Decimal

import pytest

from functions.french.words.dates import (
    date_hour,
    date_long,
    date_short,
    every_weekday,
    hour,
    opening_hour,
    weekday_hour,
    weekdays,
)
from functions.french.words.money import euros, number, percent
from tests.support.days import day, moment


def spaced(text: str) -> str:
    return text.replace("\u00a0", "~").replace("\u202f", "_")


def test_a_date_in_full() -> None:
    assert spaced(date_long(day("jeudi 2026-11-19"))) == "jeudi 19~novembre 2026"
    assert spaced(date_long(day("mardi 2026-12-01"))) == "mardi 1er~décembre 2026"
    assert spaced(date_short(day("samedi 2026-08-15"))) == "15~août"


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (600, "10~h"),
        (495, "8~h~15"),
        (545, "9~h~05"),
        (720, "midi"),
        (750, "12~h~30"),
        (1440, "minuit"),
        (0, "0~h"),
    ],
)
def test_hours(minutes: int, said: str) -> None:
    assert spaced(hour(minutes)) == said


@pytest.mark.parametrize(
    ("instant", "said"),
    [
        ("lundi 2026-11-23 10:00", "aujourd’hui 10~h"),
        ("lundi 2026-11-23 24:00", "ce soir à minuit"),
        ("mardi 2026-11-24 12:00", "demain midi"),
        ("mardi 2026-11-24 24:00", "demain soir à minuit"),
        ("jeudi 2026-11-26 10:00", "jeudi 10~h"),
        ("mercredi 2026-11-25 24:00", "mercredi soir à minuit"),
        ("dimanche 2026-11-29 09:30", "dimanche 9~h~30"),
        ("lundi 2026-11-30 10:00", "lundi 30~novembre 10~h"),
        ("lundi 2026-11-30 24:00", "lundi 30~novembre au soir à minuit"),
        ("vendredi 2027-01-08 10:00", "vendredi 8~janvier 2027 10~h"),
        ("vendredi 2026-11-20 10:00", "vendredi 20~novembre 10~h"),
    ],
)
def test_a_limit_as_it_is_read_on_monday_23_november(instant: str, said: str) -> None:
    assert spaced(weekday_hour(moment(instant), today=day("lundi 2026-11-23"))) == said


def test_a_limit_in_a_sentence() -> None:
    assert spaced(date_hour(moment("jeudi 2026-11-19 10:00"))) == "jeudi 19~novembre à 10~h"
    assert spaced(date_hour(moment("mercredi 2026-11-18 24:00"))) == "mercredi 18~novembre au soir à minuit"
    next_year = date_hour(moment("vendredi 2027-01-08 10:00"), today=day("lundi 2026-11-23"))
    assert spaced(next_year) == "vendredi 8~janvier 2027 à 10~h"


def test_an_opening_at_midnight_is_the_day_itself() -> None:
    assert spaced(opening_hour(moment("lundi 2026-11-23 00:00"))) == "lundi 23~novembre"
    assert spaced(opening_hour(moment("lundi 2026-11-23 07:00"))) == "lundi 23~novembre à 7~h"


def test_weekdays() -> None:
    assert weekdays([5, 1, 2]) == "lundi, mardi et vendredi"
    assert weekdays([3]) == "mercredi"
    assert every_weekday([1, 2, 4, 5]) == "le lundi, le mardi, le jeudi et le vendredi"
    assert every_weekday([1, 2, 3, 4, 5]) == "du lundi au vendredi"
    assert every_weekday([1, 2]) == "le lundi et le mardi"


@pytest.mark.parametrize(
    ("cents", "said"),
    [
        (340, "3,40_€"),
        (0, "0,00_€"),
        (5, "0,05_€"),
        (123_450, "1_234,50_€"),
        (-340, "−3,40_€"),
        (-5, "−0,05_€"),
    ],
)
def test_amounts(cents: int, said: str) -> None:
    assert spaced(euros(cents)) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (1099, "1_099"),
        (Decimal("799.50"), "799,5"),
        (Decimal("-20"), "−20"),
        (Decimal("1E+3"), "1_000"),
        (0, "0"),
    ],
)
def test_numbers(value: Decimal | int, said: str) -> None:
    assert spaced(number(value)) == said


def test_percentages() -> None:
    assert spaced(percent(Decimal("0.3600"))) == "0,36_%"
