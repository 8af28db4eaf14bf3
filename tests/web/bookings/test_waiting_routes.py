"""The routes of the waiting list, as a parent's and the secretary's browsers meet them."""

from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any

import pytest

from app import app
from functions import wiring
from functions.domain.agents.staff import Role
from functions.domain.reglement.reglement import Places
from functions.domain.reglement.waiting_list_rules import Priority, WaitingList
from tests.support.builders import (
    MARC,
    MONDAY,
    MORNING,
    NOW,
    a_family,
    a_reglement,
    appoint,
    log_in,
    open_town,
    settle,
)
from tests.support.client import Answer, Browser
from tests.support.queues import cancel, fill, join, settle_one
from tests.web.bookings.test_cost import counting

BASE = "/communes/lisse/families/testmp"
CLARA = {"child": "clara", "service": "garderie-matin", "date": "2026-11-23"}
GUILHEM = CLARA | {"child": "guilhem"}


@pytest.fixture
def marc(table: str, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """Two places on Monday morning, both taken by other families. Each time the clock is read, a minute has passed."""
    minutes = count()
    monkeypatch.setattr(wiring, "now", lambda: NOW + timedelta(minutes=next(minutes)))
    rules = WaitingList(priorities=(Priority(siblings=True),))
    service = replace(MORNING, places=(Places(2),), waiting_list=rules)
    open_town(reglement=a_reglement(services=(service,)))
    settle(a_family(members=(MARC,)))
    for family in ("a", "b"):
        settle_one(family)
    fill("a", "b")
    return Browser(app, cookie=log_in(MARC))


def cell(browser: Browser, child: str) -> Any:
    planning = browser.get(f"{BASE}/planning?start={MONDAY}&end={MONDAY}").json
    return next(each for each in planning["cells"] if each["child"] == child)


def said(answer: Answer) -> tuple[int, str]:
    return answer.status, answer.json["code"]


def test_a_full_day_says_that_one_may_wait_then_at_which_rank(marc: Browser) -> None:
    full = cell(marc, "clara")
    assert (full["state"], full["queue"], full["price_cents"]) == (
        "can_wait",
        {"waiting": 0, "rank": None},
        150,
    )
    assert (
        full["sentence"]
        == "Complet. Liste d’attente ouverte jusqu’à dimanche midi : personne n’attend encore."
    )
    joined = marc.post(f"{BASE}/waiting", GUILHEM, key="the-key-of-joining")
    assert joined.json["cell"] == cell(marc, "guilhem")
    assert (joined.json["cell"]["state"], joined.json["cell"]["queue"]) == (
        "waiting",
        {"waiting": 1, "rank": 1},
    )
    assert marc.post(f"{BASE}/waiting", GUILHEM, key="the-key-of-joining").json == joined.json
    assert marc.post(f"{BASE}/waiting", CLARA).json["cell"]["queue"] == {"waiting": 2, "rank": 2}
    assert cell(marc, "clara")["sentence"].startswith("Liste d’attente, 2e. Si une place se libère")
    left = marc.post(f"{BASE}/waiting/leave", GUILHEM).json["cell"]
    assert (left["state"], left["queue"]) == ("can_wait", {"waiting": 1, "rank": None})


def test_who_waits_reads_the_planning_in_two_round_trips_as_everybody_and_joins_in_three(
    marc: Browser,
) -> None:
    cell(marc, "clara")  # The règlement is known to the process.
    with counting() as joining:
        marc.post(f"{BASE}/waiting", CLARA)
    assert joining.sent == ["BatchGetItem", "BatchGetItem", "TransactWriteItems"]
    with counting() as reading:
        assert cell(marc, "clara")["queue"]["rank"] == 1
    assert reading.sent == ["BatchGetItem", "BatchGetItem"]


def test_what_the_basket_asked_for_that_day_leaves_it(marc: Browser) -> None:
    cancel("a")
    change = {"add": [CLARA | {"action": "reserve"}]}
    assert len(marc.post(f"{BASE}/basket/changes", change).json["basket"]["lines"]) == 1
    fill("a")
    answer = marc.post(f"{BASE}/waiting", CLARA)
    assert answer.json["basket"]["lines"] == []


def test_the_place_that_came_is_shown_and_declined(marc: Browser) -> None:
    marc.post(f"{BASE}/waiting", CLARA)
    marc.post(f"{BASE}/waiting", GUILHEM)
    cancel("a")
    given = cell(marc, "clara")
    assert (given["state"], given["declinable"]) == ("validated", True)
    assert given["sentence"] == (
        "Réservé, venu de la liste d’attente : à refuser sans frais jusqu’à dimanche midi."
    )
    declined = marc.post(f"{BASE}/bookings/decline", CLARA)
    assert declined.status == 200
    assert (cell(marc, "clara")["state"], cell(marc, "guilhem")["state"]) == ("can_wait", "validated")


def test_refusals_of_the_waiting_list_are_problems_with_sentences(marc: Browser) -> None:
    assert said(marc.post(f"{BASE}/bookings/decline", CLARA | {"child": "inconnu"})) == (404, "not_found")
    cancel("a")
    assert said(marc.post(f"{BASE}/waiting", CLARA)) == (409, "place_free")
    fill("a")
    assert said(marc.post(f"{BASE}/waiting", CLARA | {"date": "2026-11-25"})) == (409, "no_waiting_list")
    assert said(marc.post(f"{BASE}/waiting", CLARA | {"date": "2026-11-16"})) == (409, "deadline_passed")


def test_the_secretary_sees_who_waits_the_next_one_first(marc: Browser) -> None:
    """Clara joined after c; her brother got a place since, so she passes before."""
    settle_one("c")
    marc.post(f"{BASE}/waiting", GUILHEM)
    join("c", now=NOW + timedelta(seconds=30))
    marc.post(f"{BASE}/waiting", CLARA)
    cancel("a")
    path = "/communes/lisse/waiting?service=garderie-matin&date=2026-11-23"
    assert said(marc.get(path)) == (404, "not_found")
    appoint(MARC, Role.CHILDCARE)
    assert said(marc.get(path)) == (401, "second_factor_required")
    marc.cookie = log_in(MARC)
    assert said(marc.get(path)) == (403, "not_your_role")
    appoint(MARC, Role.SECRETARY)
    answer = marc.get(path).json
    assert (answer["taken"], answer["capacity"]) == (2, 2)
    assert [(one["rank"], one["child"]["id"], one["sibling"]) for one in answer["waiting"]] == [
        (1, "clara", True),
        (2, "kid-c", False),
    ]
    assert answer["waiting"][0]["family"] == {"id": "testmp", "name": "Testmp"}
