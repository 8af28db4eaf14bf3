"""Why a service is closed on a day."""

from dataclasses import replace
from datetime import time
from typing import Any

import pytest

from functions.domain.calendar.public_holidays import Territory
from functions.domain.calendar.rules import CalendarRules, Closure, CountsAs, Opening, School
from functions.domain.calendar.school_years import Zone
from functions.domain.calendar.weeks import Weeks
from functions.domain.reglement.closures import Closed, ClosedCode, closure
from functions.domain.reglement.deadline_rules import WHENEVER
from functions.domain.reglement.reglement import Reglement, Service, Terms
from tests.support.days import day

CANTEEN = Service("cantine", "Cantine", (1, 2, 4, 5), "repas", WHENEVER, WHENEVER, starts_at=time(12))
WEDNESDAY = Service("mercredi", "Mercredi", (3,), "jour", WHENEVER, WHENEVER, terms=Terms.SCHOOL_WEEKS)
HOLIDAYS = Service("vacances", "Vacances", (1, 2, 3, 4, 5), "jour", WHENEVER, WHENEVER, terms=Terms.HOLIDAYS)
ALWAYS = Service("bus", "Bus", (1, 2, 3, 4, 5, 6), "jour", WHENEVER, WHENEVER, terms=Terms.ALL)


def why_closed(
    service: Service, service_day: str, *, rules: CalendarRules | None = None, **child: Any
) -> Closed | None:
    town = Reglement(1, "Europe/Paris", Zone.A, (service,), calendar=rules or CalendarRules())
    return closure(town, service, day(service_day), **child)


@pytest.mark.parametrize(
    ("service", "service_day", "code", "label"),
    [
        (CANTEEN, "mercredi 2026-11-25", ClosedCode.WEEKDAY, ""),
        (CANTEEN, "mercredi 2026-11-11", ClosedCode.WEEKDAY, ""),
        (CANTEEN, "lundi 2026-05-25", ClosedCode.PUBLIC_HOLIDAY, "whit_monday"),
        (CANTEEN, "mardi 2026-10-20", ClosedCode.SCHOOL_HOLIDAY, "autumn"),
        (CANTEEN, "vendredi 2026-05-15", ClosedCode.SCHOOL_HOLIDAY, "ascension"),
        (CANTEEN, "lundi 2028-09-04", ClosedCode.BEYOND_CALENDAR, ""),
        (WEDNESDAY, "mercredi 2026-10-21", ClosedCode.SCHOOL_HOLIDAY, "autumn"),
        (HOLIDAYS, "lundi 2026-11-23", ClosedCode.SCHOOL_TERM, ""),
        (HOLIDAYS, "vendredi 2026-05-15", ClosedCode.SCHOOL_TERM, ""),
        (HOLIDAYS, "mardi 2026-07-14", ClosedCode.PUBLIC_HOLIDAY, "bastille_day"),
        (HOLIDAYS, "mardi 2028-10-24", ClosedCode.BEYOND_CALENDAR, ""),
        (ALWAYS, "mercredi 2026-11-11", ClosedCode.PUBLIC_HOLIDAY, "armistice_1918"),
    ],
)
def test_why_a_service_is_closed(service: Service, service_day: str, code: ClosedCode, label: str) -> None:
    assert why_closed(service, service_day) == Closed(code, label)


@pytest.mark.parametrize(
    ("service", "service_day"),
    [
        (CANTEEN, "lundi 2026-11-23"),
        (CANTEEN, "lundi 2026-11-02"),
        (WEDNESDAY, "mercredi 2026-11-25"),
        (HOLIDAYS, "mardi 2026-10-20"),
        (HOLIDAYS, "lundi 2026-08-31"),
        (ALWAYS, "mardi 2026-10-20"),
        (ALWAYS, "samedi 2035-10-20"),
        (replace(ALWAYS, on_public_holidays=True), "mercredi 2026-11-11"),
    ],
)
def test_days_on_which_a_service_opens(service: Service, service_day: str) -> None:
    assert why_closed(service, service_day) is None


def test_the_territory_decides_of_public_holidays() -> None:
    alsace = CalendarRules(territory=Territory.ALSACE_MOSELLE)
    assert why_closed(ALWAYS, "vendredi 2026-04-03") is None
    assert why_closed(ALWAYS, "vendredi 2026-04-03", rules=alsace) == Closed(
        ClosedCode.PUBLIC_HOLIDAY, "good_friday"
    )


def test_a_closure_may_concern_one_service_one_school_or_one_class() -> None:
    strike = Closure("Grève", day("mardi 2026-11-24"), day("mardi 2026-11-24"))
    told = Closed(ClosedCode.CLOSURE, "Grève")
    town = CalendarRules(closures=(replace(strike, services=("cantine",)),))
    assert why_closed(CANTEEN, "mardi 2026-11-24", rules=town) == told
    assert why_closed(ALWAYS, "mardi 2026-11-24", rules=town) is None
    school = CalendarRules(closures=(replace(strike, schools=("centre",)),))
    assert why_closed(CANTEEN, "mardi 2026-11-24", rules=school, school="centre") == told
    assert why_closed(CANTEEN, "mardi 2026-11-24", rules=school, school="plage") is None
    assert why_closed(CANTEEN, "mardi 2026-11-24", rules=school) is None
    outing = CalendarRules(closures=(replace(strike, schools=("centre",), classes=("CE1",)),))
    assert why_closed(CANTEEN, "mardi 2026-11-24", rules=outing, school="centre", school_class="CE1") == told
    assert why_closed(CANTEEN, "mardi 2026-11-24", rules=outing, school="centre", school_class="CP") is None


def test_a_closure_includes_both_of_its_ends() -> None:
    works = CalendarRules(closures=(Closure("Travaux", day("lundi 2026-11-23"), day("mardi 2026-11-24")),))
    closed = [
        why_closed(CANTEEN, text, rules=works) is not None
        for text in ("vendredi 2026-11-20", "lundi 2026-11-23")
    ]
    assert closed == [False, True]
    closed = [
        why_closed(CANTEEN, text, rules=works) is not None
        for text in ("mardi 2026-11-24", "jeudi 2026-11-26")
    ]
    assert closed == [True, False]


def test_an_opening_beats_the_weekday_and_the_holidays_but_not_a_closure() -> None:
    saturday = Opening("Samedi travaillé", day("samedi 2027-03-13"), day("samedi 2027-03-13"))
    assert why_closed(CANTEEN, "samedi 2027-03-13", rules=CalendarRules(openings=(saturday,))) is None
    other = replace(saturday, services=("garderie",))
    assert why_closed(CANTEEN, "samedi 2027-03-13", rules=CalendarRules(openings=(other,))) == Closed(
        ClosedCode.WEEKDAY
    )
    strike = Closure("Grève", saturday.first, saturday.last)
    both = CalendarRules(openings=(saturday,), closures=(strike,))
    assert why_closed(CANTEEN, "samedi 2027-03-13", rules=both) == Closed(ClosedCode.CLOSURE, "Grève")


def test_a_wednesday_that_counts_as_a_friday_opens_the_canteen() -> None:
    moved = CalendarRules(counts_as=(CountsAs(day("mercredi 2026-11-25"), 5),))
    assert why_closed(CANTEEN, "mercredi 2026-11-25", rules=moved) is None
    assert why_closed(WEDNESDAY, "mercredi 2026-11-25", rules=moved) == Closed(ClosedCode.WEEKDAY)


def test_schools_of_four_days_and_of_four_and_a_half_live_in_one_town() -> None:
    town = CalendarRules(
        schools=(School("quatre", "Quatre jours"), School("demi", "4½ jours", (1, 2, 3, 4, 5)))
    )
    every_day = replace(CANTEEN, weekdays=(1, 2, 3, 4, 5))
    wednesday = "mercredi 2026-11-25"
    assert why_closed(every_day, wednesday, rules=town, school="quatre") == Closed(ClosedCode.WEEKDAY)
    assert why_closed(every_day, wednesday, rules=town, school="demi") is None


def test_a_service_of_one_school_is_not_for_the_children_of_another() -> None:
    of_the_centre = replace(CANTEEN, schools=("centre",))
    assert why_closed(of_the_centre, "mardi 2026-11-24", school="plage") == Closed(ClosedCode.OTHER_SCHOOL)
    assert why_closed(of_the_centre, "mardi 2026-11-24", school="centre") is None


def test_weeks_53_and_1_are_both_odd() -> None:
    week_53, week_1 = day("lundi 2026-12-28"), day("lundi 2027-01-04")
    assert Weeks.ODD.include(week_53) and Weeks.ODD.include(week_1)
    assert not Weeks.EVEN.include(week_53) and not Weeks.EVEN.include(week_1)
    assert Weeks.EVEN.include(day("lundi 2026-11-23")) and not Weeks.ODD.include(day("lundi 2026-11-23"))
    assert Weeks.ALL.include(week_53)
