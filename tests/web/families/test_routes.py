"""What a town asks of a family before it books, through the API."""

from dataclasses import replace

import pytest

from app import app
from functions import wiring
from functions.domain.agents.staff import Role
from functions.domain.reglement.service_conditions import Need, ServiceConditions
from functions.usecases.town.publish_reglement import publish_reglement
from tests.support.builders import (
    CANTEEN,
    EVENING,
    JULIE,
    MARC,
    NOW,
    a_reglement,
    appoint,
    log_in,
    open_town,
    settle,
)
from tests.support.client import Browser
from tests.support.reserving import BASE, cell, line, put, validate

AGENT = "0" * 25 + "a"


@pytest.fixture
def marc(table: str, monkeypatch: pytest.MonkeyPatch) -> Browser:
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    needs = ServiceConditions(needs=(Need.ACCEPTED_REGLEMENT,))
    weeks = ServiceConditions(min_days_a_week=2)
    services = (replace(CANTEEN, conditions=needs), replace(EVENING, conditions=weeks))
    open_town(reglement=a_reglement(services=services))
    settle()
    return Browser(app, cookie=log_in(MARC))


def test_a_parent_is_told_to_accept_the_reglement_and_then_books(marc: Browser) -> None:
    planning = marc.get(f"{BASE}/planning?start=2026-11-23&end=2026-11-23").json
    assert planning["to_accept"] == 1
    closed = cell(marc, "clara", "restauration")
    assert closed["state"] == "closed"
    assert closed["sentence"] == "Restauration scolaire : acceptez d’abord le règlement de la commune."
    moved = marc.post(f"{BASE}/reglement-acceptances", {"version": 7})
    assert (moved.status, moved.json["code"]) == (409, "reglement_moved")
    julie = Browser(app, cookie=log_in(JULIE))
    assert julie.post(f"{BASE}/reglement-acceptances", {"version": 1}).json == {"accepted": 1}
    assert "to_accept" not in marc.get(f"{BASE}/planning?start=2026-11-23&end=2026-11-23").json
    assert cell(marc, "clara", "restauration")["state"] == "bookable"


def test_the_basket_says_what_a_week_lacks_before_it_is_validated(marc: Browser) -> None:
    basket = put(marc, line("clara", "garderie-soir"))["basket"]
    [told] = basket["lines"]
    assert told["problem"]["code"] == "too_few_days"
    sentence = told["problem"]["sentence"].replace("\u00a0", " ")
    assert sentence == "Garderie du soir : réservez au moins 2 jours cette semaine-là."
    assert basket["total_cents"] == 0
    refused = validate(marc, basket)["refused"]
    assert [each["code"] for each in refused] == ["too_few_days"]
    basket = put(marc, line("clara", "garderie-soir", "2026-11-24"))["basket"]
    assert [each["problem"] for each in basket["lines"]] == [None, None]
    assert len(validate(marc, basket)["accepted"]) == 2


def test_the_secretary_keeps_the_file(marc: Browser) -> None:
    kept = {
        "file_complete": True,
        "children": ["guilhem"],
        "enrolments": [
            {"child": "clara", "service": "garderie-soir", "first": "2026-09-01", "weekdays": [1, 2]}
        ],
    }
    path = "/communes/lisse/files/testmp"
    assert marc.put(path, kept).status == 404
    appoint(AGENT, Role.SECRETARY)
    secretary = Browser(app, cookie=log_in(AGENT))
    answer = secretary.put(path, kept)
    assert answer.status == 200, answer.text
    assert answer.json["enrolments"][0]["weeks"] == "all"
    assert secretary.put("/communes/lisse/files/durand", kept).status == 404
    unknown = {
        "file_complete": True,
        "enrolments": [{"child": "clara", "service": "judo", "first": "2026-09-01"}],
    }
    refused = secretary.put(path, unknown)
    assert (refused.status, refused.json["code"]) == (422, "unknown_service")
    publish_reglement("lisse", a_reglement(services=(CANTEEN,)), now=NOW)
    assert secretary.put(path, kept).status == 200, "what was written before may stay"
