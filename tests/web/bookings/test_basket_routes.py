"""The basket, as a parent's browser fills it."""

from typing import Any

import pytest

from app import app
from functions.usecases.town.publish_reglement import publish_reglement
from tests.support.builders import CANTEEN, JULIE, MARC, MONDAY, NOW, a_reglement, log_in
from tests.support.client import Browser
from tests.support.reserving import BASE, book, line, put, state_of, validate


def test_the_other_parent_sees_the_bookings_and_has_a_basket_of_her_own(marc: Browser) -> None:
    book(marc, line("clara", "restauration"))
    put(marc, line("guilhem", "restauration"))
    julie = Browser(app, cookie=log_in(JULIE))
    assert state_of(julie, "clara", "restauration") == "validated"
    assert state_of(julie, "guilhem", "restauration") == "bookable"
    assert julie.get(f"{BASE}/basket").json["lines"] == []


def test_the_basket_follows_the_parent_from_phone_to_computer(marc: Browser) -> None:
    put(marc, line("clara", "restauration"))
    computer = Browser(app, cookie=log_in(MARC))
    [waiting] = computer.get(f"{BASE}/basket").json["lines"]
    assert (waiting["child_name"], waiting["service_name"], waiting["price_cents"], waiting["tranche"]) == (
        "Clara",
        "Restauration scolaire",
        345,
        "QF de 600 à 1 199",
    )
    assert (waiting["until"], waiting["problem"]) == ("2026-11-19T10:00:00+01:00", None)
    assert computer.delete(f"{BASE}/basket").status == 204
    assert marc.get(f"{BASE}/basket").json == {"lines": [], "groups": [], "total_cents": 0}


def test_a_month_of_two_children_is_filled_at_once(marc: Browser) -> None:
    asked = {
        "children": ["clara", "guilhem"],
        "services": ["restauration", "garderie-soir"],
        "start": "2026-11-16",
        "end": "2026-12-18",
        "weekdays": [1, 2, 4, 5],
        "weeks": "all",
    }
    answer = marc.post(f"{BASE}/basket/ranges", asked).json
    lunches, evenings = 2 * 4 * 4, 2 * (4 * 5 - 1)
    assert answer["added"] == lunches + evenings
    assert len(answer["basket"]["lines"]) == lunches + evenings
    assert answer["basket"]["groups"] == [
        {"label": f"{evenings} × Garderie du soir", "total_cents": evenings * 220},
        {"label": f"{lunches} × Restauration scolaire", "total_cents": lunches * 345},
    ]
    late = [
        each for each in answer["refused"] if (each["child"], each["service"]) == ("clara", "restauration")
    ]
    assert [(each["date"], each["last_date"], each["days"]) for each in late] == [
        ("2026-11-16", "2026-11-20", 4)
    ]
    assert late[0]["sentence"] == (
        "4 jours, du lundi 16\u00a0novembre au vendredi 20\u00a0novembre : trop tard. Appelez le 01\u00a099\u00a000\u00a012\u00a034."
    )
    once = [
        each for each in answer["refused"] if (each["child"], each["service"]) == ("clara", "garderie-soir")
    ]
    assert once[0]["sentence"].startswith(
        "Le lundi 16\u00a0novembre : trop tard depuis hier midi. Appelez le "
    )


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"end": "2026-11-22"}, 422, "range_backwards"),
        ({"end": "2028-11-23"}, 422, "range_too_long"),
        ({"weekdays": [0]}, 422, "invalid"),
        ({"weekdays": []}, 422, "invalid"),
        ({"weeks": "sometimes"}, 422, "invalid"),
        ({"children": ["tom"]}, 404, "not_found"),
        ({"children": ["../tom"]}, 422, "invalid"),
    ],
)
def test_a_range_that_makes_no_sense_is_refused(
    marc: Browser, changes: dict[str, Any], status: int, code: str
) -> None:
    asked = {
        "children": ["clara"],
        "services": ["restauration"],
        "start": "2026-11-23",
        "end": "2026-11-27",
        "weekdays": [1],
    }
    answer = marc.post(f"{BASE}/basket/ranges", asked | changes)
    assert (answer.status, answer.json["code"]) == (status, code)


def test_a_day_at_the_end_of_the_calendar_is_refused_not_a_fault(marc: Browser) -> None:
    lines = [line("clara", "garderie-soir", day) for day in (MONDAY, "9999-12-31")]
    answer = marc.post(f"{BASE}/basket/changes", {"add": lines})
    assert (answer.status, answer.json["field"]) == (422, "add[1]")


def test_a_service_that_the_town_gave_up_says_so_in_the_basket_and_can_be_taken_out(marc: Browser) -> None:
    put(marc, line("clara", "garderie-soir"))
    publish_reglement("lisse", a_reglement(services=(CANTEEN,)), now=NOW)
    [waiting] = marc.get(f"{BASE}/basket").json["lines"]
    assert (waiting["service_name"], waiting["price_cents"]) == ("Service supprimé", None)
    assert waiting["problem"]["code"] == "not_concerned"
    assert [each["code"] for each in validate(marc, {"lines": [waiting]})["refused"]] == ["not_concerned"]
    out = marc.post(f"{BASE}/basket/changes", {"remove": [line("clara", "garderie-soir")]}).json
    assert out["basket"]["lines"] == []
