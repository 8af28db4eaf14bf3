"""What a town asks beyond hours is checked, and everything wrong is told at once."""

from dataclasses import replace

import pytest

from functions.domain.availability.constraints import (
    Applicant,
    Broken,
    BrokenCode,
    child_flaws,
    day_flaws,
    week_flaws,
)
from functions.domain.calendar.school_years import Zone
from functions.domain.planning.open_days import OpenDays
from functions.domain.reglement.deadline_rules import WHENEVER
from functions.domain.reglement.reglement import Reglement, Service, Terms
from functions.domain.reglement.service_conditions import Need, ServiceConditions
from tests.support.builders import CLARA
from tests.support.days import day
from tests.support.situations import NOTHING_OFF

CLUB = Service("club", "Centre de loisirs", (1, 2, 3, 4, 5), "jour", WHENEVER, WHENEVER, terms=Terms.HOLIDAYS)
MEAL = Service("repas", "Repas", (1, 2, 3, 4, 5), "jour", WHENEVER, WHENEVER, terms=Terms.HOLIDAYS)
BUS = Service("car", "Car", (1, 2, 3, 4, 5), "jour", WHENEVER, WHENEVER, terms=Terms.HOLIDAYS)

USUAL_WEEK = (
    "lundi 2027-02-15",
    "mardi 2027-02-16",
    "mercredi 2027-02-17",
    "jeudi 2027-02-18",
    "vendredi 2027-02-19",
)
WEEK_OF_BASTILLE_DAY = ("lundi 2027-07-12", "mardi 2027-07-13", "jeudi 2027-07-15", "vendredi 2027-07-16")


def club(conditions: ServiceConditions) -> tuple[Reglement, Service]:
    service = replace(CLUB, conditions=conditions)
    return Reglement(1, "Europe/Paris", Zone.A, (service,)), service


@pytest.mark.parametrize(
    ("booked", "least"),
    [
        (USUAL_WEEK[:2], 3),
        (USUAL_WEEK[:3], None),
        ((), None),
        (WEEK_OF_BASTILLE_DAY[:1], 2),
        (WEEK_OF_BASTILLE_DAY[:2], None),
    ],
)
def test_a_minimum_of_days_is_lower_in_a_week_with_a_public_holiday(
    booked: tuple[str, ...], least: int | None
) -> None:
    town, service = club(ServiceConditions(min_days_a_week=3, min_days_with_holiday=2))
    wanted = [] if least is None else [Broken(BrokenCode.TOO_FEW_DAYS, "club", least)]
    assert week_flaws(OpenDays(town, NOTHING_OFF), service, map(day, booked), CLARA) == wanted


def test_a_minimum_never_asks_for_more_days_than_the_week_has() -> None:
    town, service = club(ServiceConditions(min_days_a_week=4))
    # Of this week, only Monday and Tuesday still belong to the holidays.
    assert (
        week_flaws(
            OpenDays(town, NOTHING_OFF), service, [day("lundi 2027-08-30"), day("mardi 2027-08-31")], CLARA
        )
        == []
    )


@pytest.mark.parametrize(
    ("booked", "is_fine"),
    [
        (USUAL_WEEK, True),
        ([text for text in USUAL_WEEK if not text.startswith("mercredi")], True),
        (USUAL_WEEK[:4], False),
        (WEEK_OF_BASTILLE_DAY, True),
        (WEEK_OF_BASTILLE_DAY[:3], False),
    ],
)
def test_only_the_weeks_that_the_town_allows(booked: list[str], is_fine: bool) -> None:
    town, service = club(ServiceConditions(week_patterns=((1, 2, 3, 4, 5), (1, 2, 4, 5))))
    assert (week_flaws(OpenDays(town, NOTHING_OFF), service, map(day, booked), CLARA) == []) is is_fine


def test_services_exclude_or_require_one_another_on_a_day() -> None:
    excluding = replace(CLUB, conditions=ServiceConditions(excludes=("car",), requires=("repas",)))
    town = Reglement(1, "Europe/Paris", Zone.A, (excluding, MEAL, BUS))
    assert day_flaws(town, ["club", "repas"]) == []
    assert day_flaws(town, ["repas", "car"]) == []
    assert day_flaws(town, ["club", "car"]) == [
        Broken(BrokenCode.EXCLUDED, "club", other="car"),
        Broken(BrokenCode.REQUIRED, "club", other="repas"),
    ]


def test_a_child_may_not_be_one_of_those_a_service_is_for() -> None:
    conditions = ServiceConditions(
        age_from=6,
        age_to=11,
        classes=("CP", "CE1"),
        residents_only=True,
        needs=(Need.COMPLETE_FILE, Need.ENROLMENT),
        unpaid_over_cents=5000,
    )
    _, service = club(conditions)
    fine = Applicant(6, True, "CP", frozenset(Need), 5000)
    assert child_flaws(service, fine) == []
    assert child_flaws(service, replace(fine, age=11)) == []
    assert child_flaws(service, Applicant(5, False, "GS", frozenset({Need.COMPLETE_FILE}), 5001)) == [
        Broken(BrokenCode.TOO_YOUNG, "club", 6),
        Broken(BrokenCode.OTHER_CLASS, "club"),
        Broken(BrokenCode.RESIDENTS_ONLY, "club"),
        Broken(BrokenCode.NEED, "club", other=Need.ENROLMENT),
        Broken(BrokenCode.UNPAID, "club", 5001),
    ]
    assert child_flaws(service, replace(fine, age=12)) == [Broken(BrokenCode.TOO_OLD, "club", 11)]


def test_a_service_that_asks_nothing_is_for_everyone() -> None:
    town, service = club(ServiceConditions())
    assert child_flaws(service, Applicant(0, False, None, unpaid_cents=10**6)) == []
    assert week_flaws(OpenDays(town, NOTHING_OFF), service, [day(USUAL_WEEK[0])], CLARA) == []
    assert day_flaws(town, ["club"]) == []
