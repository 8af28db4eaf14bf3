"""One family never reaches another's data, nor another commune's, whatever the route. Of agents: `test_rights.py`."""

import re
from dataclasses import replace

import pytest

from app import app
from functions import wiring
from functions.web import audiences
from functions.web.api.endpoint import Route, Upload
from tests.support.builders import CLARA, MARC, NOW, a_commune, a_family, log_in, open_town, settle
from tests.support.client import Answer, Browser

MEMBERS_ROUTES = [route for audience in audiences.ALL for route in audience.served if route.who == "member"]
PARENTS_ROUTES = [route for audience in audiences.ALL for route in audience.served if route.who == "parent"]


def name(route: Route) -> str:
    return f"{route.method} {route.path}"


@pytest.fixture(autouse=True)
def two_towns(table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Marc's family in Lisse; the neighbours' there; another family, of the same name, in Vauvert."""
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    for town in ("lisse", "vauvert"):
        open_town(a_commune(town))
    settle()
    neighbours = a_family("voisins", members=(), children=("tom",))
    settle(neighbours, [replace(CLARA, id="tom", families=("voisins",))])
    settle(
        replace(neighbours, id="ailleurs"),
        [replace(CLARA, id="tom", families=("ailleurs",))],
        commune="vauvert",
    )


def call(route: Route, commune: str, family: str, *, cookie: str | None) -> Answer:
    browser = Browser(app, cookie=cookie)
    path = route.path.replace("{commune}", commune).replace("{family}", family)
    path = re.sub(r"{\w+}", "0" * 26, path)
    body: object = b"%PDF-" if route.takes is Upload else {}
    return browser.request(route.method, path, body)


@pytest.mark.parametrize(
    ("commune", "family"),
    [
        ("lisse", "voisins"),
        ("vauvert", "ailleurs"),
        ("vauvert", "testmp"),
        ("nulle-part", "testmp"),
        ("lisse", "personne"),
    ],
)
def test_another_familys_or_communes_id_is_not_found(commune: str, family: str) -> None:
    cookie = log_in(MARC)
    answers = {name(route): call(route, commune, family, cookie=cookie) for route in MEMBERS_ROUTES}
    told = {route: (answer.status, answer.json["code"]) for route, answer in answers.items()}
    assert told == dict.fromkeys(told, (404, "not_found"))


def test_ones_own_family_is_found_by_the_same_calls() -> None:
    """So that the test above fails for its own reason."""
    cookie = log_in(MARC)
    own = [
        route
        for route in MEMBERS_ROUTES
        if not any(
            place in route.path for place in ("{invoice}", "{payment}", "{absence}", "{request}", "{upload}")
        )
    ]
    assert own
    assert 404 not in {call(route, "lisse", "testmp", cookie=cookie).status for route in own}


def test_without_a_session_nothing_is_told() -> None:
    told = {
        name(route): call(route, "lisse", "testmp", cookie=None).status
        for route in MEMBERS_ROUTES + PARENTS_ROUTES
    }
    assert told == dict.fromkeys(told, 401)
