"""Requests about bookings: the parent asks, withdraws; the secretary lists and answers."""

from dataclasses import replace
from typing import Any

import pytest

from app import app
from functions import wiring
from functions.domain.agents.staff import Role
from functions.web.bookings import request_routes
from tests.support.builders import (
    CANTEEN,
    JULIE,
    MARC,
    MONDAY,
    NOW,
    a_child,
    a_family,
    a_reglement,
    appoint,
    log_in,
    open_town,
    settle,
)
from tests.support.client import Browser
from tests.support.reserving import BASE, cell, line, put, validate

AGENT = "0" * 25 + "a"
LIST = "/communes/lisse/booking-requests"


@pytest.fixture
def marc(table: str, monkeypatch: pytest.MonkeyPatch) -> Browser:
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    asked = replace(CANTEEN, reserve=replace(CANTEEN.reserve, confirmed_by_town=True))
    open_town(reglement=a_reglement(services=(asked,)))
    settle()
    return Browser(app, cookie=log_in(MARC))


@pytest.fixture
def secretary(marc: Browser) -> Browser:
    appoint(AGENT, Role.SECRETARY)
    return Browser(app, cookie=log_in(AGENT))


def asked(request: dict[str, Any], number: int = 0) -> dict[str, Any]:
    names = ("child", "service", "date", "action")
    return {name: request["lines"][number][name] for name in names}


def test_asked_listed_accepted(marc: Browser, secretary: Browser) -> None:
    found = cell(marc, "clara", "restauration")
    assert (found["state"], found["on_request"]) == ("bookable", True)
    assert found["remark"] == "avec l’accord de la mairie"
    basket = put(marc, line("clara", "restauration"), line("guilhem", "restauration"))["basket"]
    assert basket["groups"] == [
        {"label": "Demande à la mairie : 2 × Restauration scolaire", "total_cents": 0}
    ]
    assert [(each["price_cents"], each["on_request"]) for each in basket["lines"]] == [(345, True)] * 2
    assert [each["on_request"] for each in validate(marc, basket)["accepted"]] == [True, True]
    assert cell(marc, "clara", "restauration")["state"] == "requested"

    [request] = secretary.get(LIST).json["requests"]
    assert (request["family_name"], request["lines"][0]["child_name"]) == ("Testmp", "Clara")
    answer = secretary.post(
        f"{LIST}/testmp/{request['id']}",
        {"accept": [asked(request)], "refuse": [asked(request, 1)], "reason": "Une seule place."},
    )
    assert answer.status == 200, answer.text
    assert [each["state"] for each in answer.json["request"]["lines"]] == ["accepted", "refused"]
    assert answer.json["failed"] == []
    assert secretary.get(LIST).json == {"requests": [], "next": None}
    assert cell(marc, "clara", "restauration")["state"] == "validated"
    assert cell(marc, "guilhem", "restauration")["state"] == "bookable"
    again = secretary.post(f"{LIST}/testmp/{request['id']}", {"accept": [asked(request)]}).json
    assert [each["code"] for each in again["failed"]] == ["not_asked"]
    assert again["failed"][0]["sentence"] == "Cette demande a été retirée, ou a déjà sa réponse."


def test_a_parent_withdraws_what_waits(marc: Browser, secretary: Browser) -> None:
    validate(marc, put(marc, line("clara", "restauration"))["basket"])
    basket = put(marc, line("clara", "restauration", action="cancel"))["basket"]
    assert (basket["total_cents"], basket["lines"][0]["remark"]) == (0, "retire votre demande")
    assert cell(marc, "clara", "restauration")["state"] == "cancel_in_basket"
    assert [each["withdrawn"] for each in validate(marc, basket)["accepted"]] == [True]
    assert cell(marc, "clara", "restauration")["state"] == "bookable"
    assert secretary.get(LIST).json["requests"] == []


def test_a_refusal_without_a_reason_is_sent_back(marc: Browser, secretary: Browser) -> None:
    validate(marc, put(marc, line("clara", "restauration"))["basket"])
    [request] = secretary.get(LIST).json["requests"]
    answer = secretary.post(f"{LIST}/testmp/{request['id']}", {"refuse": [asked(request)], "reason": " "})
    assert (answer.status, answer.json["code"], answer.json["field"]) == (422, "reason_missing", "reason")


def test_the_list_comes_in_pages(marc: Browser, secretary: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(request_routes, "PAGE", 1)
    settle(a_family("durand", children=("tom",), members=(JULIE,)), [a_child("tom", ("durand",))])
    validate(marc, put(marc, line("clara", "restauration"))["basket"])
    validate(marc, put(marc, line("guilhem", "restauration"))["basket"])
    first = secretary.get(LIST).json
    second = secretary.get(f"{LIST}?after={first['next']}").json
    assert [len(page["requests"]) for page in (first, second)] == [1, 1]
    assert second["next"] is None
    assert first["requests"][0]["id"] < second["requests"][0]["id"]


def test_only_the_secretary_reads_and_answers(marc: Browser) -> None:
    assert marc.get(LIST).status == 404
    appoint(AGENT, Role.CHILDCARE)
    childcare = Browser(app, cookie=log_in(AGENT))
    assert childcare.get(LIST).status == 403
    assert childcare.post(f"{LIST}/testmp/x", {}).status == 403
    assert f"{MONDAY}" in marc.get(f"{BASE}/planning?start={MONDAY}&end={MONDAY}").text
