"""Every route says who may call it, is documented, and knows nothing of other families."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator, validate

from app import app
from functions import wiring
from functions.domain.agents.staff import Role
from functions.web import audiences
from functions.web.api.endpoint import SAFE, Route
from functions.web.openapi import document
from tests.support.builders import JULIE, NOW, appoint, log_in, open_town
from tests.support.client import Browser

OF_THE_PUBLIC = {"GET /communes/{commune}/prices", "GET /communes/{commune}/menus"}
"""What anyone may read of a commune: what it publishes anyway. A route comes here by decision, never by omission."""
ROUTES = [route for audience in audiences.ALL for route in audience.served]


def name(route: Route) -> str:
    return f"{route.method} {route.path}"


def test_every_route_of_the_application_went_through_the_decorator() -> None:
    served = {(method, path) for path, methods in app.routes.items() for method in methods}
    assert served == {(route.method, route.path) for route in ROUTES}


def test_every_route_is_in_the_openapi_document_and_no_other() -> None:
    described: dict[str, dict[str, Any]] = document()["paths"]
    listed = {(method.upper(), path) for path, methods in described.items() for method in methods}
    assert listed == {(route.method, route.path) for route in ROUTES}
    operations = [
        operation["operationId"] for methods in described.values() for operation in methods.values()
    ]
    assert len(operations) == len(set(operations))


def test_the_openapi_document_is_one() -> None:
    validate(json.loads(json.dumps(document())), cls=OpenAPIV31SpecValidator)


@pytest.mark.parametrize("route", ROUTES, ids=name)
def test_every_route_is_explained_in_a_sentence(route: Route) -> None:
    assert (route.handler.__doc__ or "").strip()


@pytest.mark.parametrize("route", ROUTES, ids=name)
def test_a_path_with_a_commune_is_for_a_familys_members_or_for_agents(route: Route) -> None:
    places = re.findall(r"{(\w+)}", route.path)
    if name(route) in OF_THE_PUBLIC:
        assert route.who == "anyone" and route.method in SAFE and places == ["commune"]
        return
    assert ("commune" in places) == (route.who in ("member", "agent"))
    assert "family" in places if route.who == "member" else route.who == "agent" or "family" not in places
    assert (route.who == "agent") == bool(route.roles)


def test_what_is_of_the_public_is_served() -> None:
    assert {name(route) for route in ROUTES} >= OF_THE_PUBLIC


@pytest.mark.parametrize("route", [route for route in ROUTES if route.who != "anyone"], ids=name)
def test_a_parents_write_takes_an_idempotency_key(route: Route) -> None:
    assert route.keyed == (route.method not in SAFE)


@pytest.mark.parametrize(
    "route", [route for route in ROUTES if route.roles and route.method not in SAFE], ids=name
)
def test_an_agents_write_says_what_it_does(route: Route, agent: Browser) -> None:
    """A screen that was led to another address sends its own body there, at most an empty one: that must do nothing."""
    if route.method == "DELETE":  # its body would mean nothing (RFC 9110, 9.3.5)
        assert route.path.endswith("}"), "the path names what is deleted"
        return
    path = re.sub(r"{\w+}", "x", route.path.replace("{commune}", "lisse"))
    for body in ({}, {"act": "something_else"}):
        answer = agent.request(route.method, path, body)
        assert (answer.status, answer.json["code"]) == (422, "invalid")


@pytest.fixture
def agent(table: str, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """Who may all that an agent may, in Lisse."""
    open_town()
    appoint(JULIE, *Role)
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    return Browser(app, cookie=log_in(JULIE, now=NOW))


def test_no_route_asks_the_settings_for_the_portal_s_address() -> None:
    """Deployed, the API has none of its own: `ask.origin` is the name that this browser asked (functions/web/api/edge.py)."""
    asking = [
        file.name
        for file in (Path(__file__).parents[2] / "functions" / "web").rglob("*.py")
        if "settings().origin" in file.read_text() and file.name != "edge.py"
    ]
    assert asking == []
