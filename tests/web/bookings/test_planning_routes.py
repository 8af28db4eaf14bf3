"""The week, as a parent's browser is told it."""

from datetime import timedelta

import pytest

from app import app
from tests.support.builders import MARC, a_commune, a_reglement, log_in, open_town, paris, settle
from tests.support.client import Browser
from tests.support.reserving import BASE, Clock, cell, state_of


def test_a_week_shows_each_service_and_child_with_its_price_and_until_when(marc: Browser) -> None:
    answer = marc.get(f"{BASE}/planning?start=2026-11-23&end=2026-11-29")
    assert answer.status == 200
    planning = answer.json
    assert (planning["now"], planning["today"]) == ("2026-11-16T09:00:00+01:00", "2026-11-16")
    assert planning["commune"] == {
        "id": "lisse",
        "name": "Lisse",
        "colour": "ocean",
        "phone": "01 99 00 12 34",
    }
    assert [child["first_name"] for child in planning["children"]] == ["Clara", "Guilhem"]
    assert [service["code"] for service in planning["services"]] == [
        "garderie-matin",
        "restauration",
        "garderie-soir",
        "mercredi",
    ]
    assert len(planning["days"]) == 7
    assert len(planning["cells"]) == 2 * (3 * 4 + 1)
    canteen = next(each for each in planning["cells"] if each["service"] == "restauration")
    assert canteen == {
        "child": "clara",
        "service": "restauration",
        "date": "2026-11-23",
        "state": "bookable",
        "price_cents": 345,
        "tranche": "QF de 600 à 1 199",
        "until": "2026-11-19T10:00:00+01:00",
        "sentence": "Réservable jusqu’à jeudi 10\u00a0h.",
    }
    assert planning["basket"] == {"lines": [], "groups": [], "total_cents": 0}


def test_a_week_of_holidays_is_closed_for_school_and_says_why(marc: Browser) -> None:
    planning = marc.get(f"{BASE}/planning?start=2026-12-21&end=2026-12-25").json
    assert [day["closed"] for day in planning["days"]] == ["Vacances de Noël"] * 2 + [
        "Vacances de Noël",
        "Vacances de Noël",
        "Férié : Noël",
    ]
    assert {each["state"] for each in planning["cells"]} == {"closed"}
    assert {each["price_cents"] for each in planning["cells"]} == {None}


def test_a_planning_is_for_one_child_or_for_all(marc: Browser) -> None:
    planning = marc.get(f"{BASE}/planning?start=2026-11-23&end=2026-11-23&child=guilhem").json
    assert [child["id"] for child in planning["children"]] == ["guilhem"]
    assert {each["child"] for each in planning["cells"]} == {"guilhem"}
    assert marc.get(f"{BASE}/planning?start=2026-11-23&end=2026-11-23&child=tom").status == 404


@pytest.mark.parametrize(
    ("start", "end", "status"),
    [
        ("2026-11-23", "2027-01-03", 200),
        ("2026-11-23", "2027-01-04", 422),
        ("2026-11-23", "2026-11-22", 422),
        ("2026-11-23", "demain", 422),
        ("0001-01-01", "0001-01-02", 422),
        ("9999-12-30", "9999-12-31", 422),
    ],
)
def test_a_planning_spans_six_weeks_at_most(marc: Browser, start: str, end: str, status: int) -> None:
    assert marc.get(f"{BASE}/planning?start={start}&end={end}").status == status


def test_overseas_hours_are_those_of_the_island(table: str, clock: Clock) -> None:
    """La Réunion is three hours ahead of Paris in winter: what is nine there is six in Paris."""
    open_town(a_commune(timezone="Indian/Reunion"), a_reglement(timezone="Indian/Reunion"))
    settle()
    marc = Browser(app, cookie=log_in(MARC))
    clock.now = paris("jeudi 2026-11-19 06:59")
    found = cell(marc, "clara", "restauration")
    assert (found["state"], found["until"]) == ("bookable", "2026-11-19T10:00:00+04:00")
    assert found["sentence"] == "Réservable jusqu’à 10\u00a0h aujourd’hui."
    clock.now += timedelta(minutes=1)
    assert state_of(marc, "clara", "restauration") == "late"
