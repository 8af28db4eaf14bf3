"""The end of a day is said after that day, by one word everywhere: « mercredi à minuit » alone is read as either of two nights."""

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from functions.domain.calendar.clock import on_the_clock
from functions.french.bookings.cells import since, until
from functions.french.words.dates import AT_NIGHT, date_hour, weekday_hour
from tests.support.builders import on

PARIS = ZoneInfo("Europe/Paris")
FRENCH = Path(__file__).parents[3] / "functions" / "french"
EVENINGS = [
    ("mercredi 2026-11-18", "mercredi 18 novembre"),
    ("samedi 2026-10-24", "samedi 24 octobre"),  # the clock goes back in that night
    ("dimanche 2026-10-25", "dimanche 25 octobre"),
    ("samedi 2027-03-27", "samedi 27 mars"),  # the clock goes forward
    ("dimanche 2027-03-28", "dimanche 28 mars"),
]


@pytest.mark.parametrize(("evening", "named"), EVENINGS)
def test_midnight_is_the_evening_before_it_on_every_night(evening: str, named: str) -> None:
    day = on(evening)
    midnight = on_the_clock(PARIS, datetime.combine(day + timedelta(1), datetime.min.time()))
    weekday = named.partition(" ")[0]
    near = [
        (0, f"ce {AT_NIGHT}"),
        (1, f"demain {AT_NIGHT}"),
        (2, f"{weekday} {AT_NIGHT}"),
        (6, f"{weekday} {AT_NIGHT}"),
    ]
    for days, said in near:
        today = day - timedelta(days)
        assert weekday_hour(midnight, today=today) == said
        assert until(midnight, today) == f"jusqu’à {said}"
    week_before = day - timedelta(7)
    plain = named.replace(" ", "\u00a0").replace("\u00a0", " ", 1)
    assert date_hour(midnight, today=week_before) == f"{plain} au {AT_NIGHT}"
    assert until(midnight, week_before) == f"jusqu’au {plain} au {AT_NIGHT}"
    assert since(midnight, day + timedelta(1)) == f"depuis hier {AT_NIGHT}"
    assert since(midnight, day + timedelta(2)) == f"depuis {weekday} {AT_NIGHT}"
    assert since(midnight, day + timedelta(8)) == f"depuis le {plain} au {AT_NIGHT}"


def test_no_other_sentence_makes_a_midnight_of_its_own() -> None:
    made = [path for path in FRENCH.rglob("*.py") for line in path.read_text().splitlines() if _says_it(line)]
    assert {path.relative_to(FRENCH).as_posix() for path in made} == {
        "words/dates.py",
        "reglement/limits.py",  # « le vendredi soir de la semaine précédente à minuit »
    }


def _says_it(line: str) -> bool:
    return "minuit" in line and not line.lstrip().startswith(("#", '"""')) and "« " not in line
