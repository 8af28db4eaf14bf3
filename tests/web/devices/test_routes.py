"""A tablet of the town is enrolled, unlocked with a PIN for attendance alone, and ended."""

from datetime import timedelta
from typing import Any

import pytest

from app import app
from functions import wiring
from functions.domain.agents.staff import Role
from functions.storage.accounts.sessions import sessions
from functions.web.callers.asking import TABLET_COOKIE
from tests.support.builders import (
    JULIE,
    MARC,
    NOW,
    a_family,
    appoint,
    log_in,
    open_account,
    open_town,
    settle,
)
from tests.support.client import Answer, Browser

AT = "/communes/lisse/devices"
PIN = "271828"


@pytest.fixture(autouse=True)
def town(table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Marc is a secretary; Julie looks after children, is a secretary too, and has a child here."""
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    open_town()
    open_account(MARC, "marc@famille.example")
    open_account(JULIE, "julie@famille.example")
    settle(a_family())
    appoint(MARC, Role.SECRETARY)
    appoint(JULIE, Role.CHILDCARE, Role.SECRETARY)


class Tablet:
    """A browser that keeps the two cookies."""

    def __init__(self, cookie: str = "") -> None:
        self.cookie, self._browser = cookie, Browser(app)

    def ask(self, method: str, path: str, body: Any = None) -> Answer:
        session = self._browser.cookie
        sent = f"{TABLET_COOKIE}={self.cookie}" + (f"; __Host-session={session}" if session else "")
        return self._browser.request(method, path, body, headers={"Cookie": sent})


def enrolled() -> Tablet:
    answer = Browser(app, cookie=log_in(MARC)).post(AT, {"name": "Jules-Ferry"})
    assert answer.status == 200, answer.json
    set_cookie = answer.headers["Set-Cookie"]
    assert set_cookie.startswith(f"{TABLET_COOKIE}=") and "HttpOnly" in set_cookie
    return Tablet(set_cookie.partition("=")[2].partition(";")[0])


def with_pin() -> None:
    julie = Browser(app, cookie=log_in(JULIE))
    assert julie.get("/me/pin").json == {"chosen": False}
    assert julie.put("/me/pin", {"pin": "123456"}).json["code"] == "pin_too_simple"
    assert julie.put("/me/pin", {"pin": PIN}).json == {"chosen": True}


def test_only_a_tablet_of_the_town_says_who_may_unlock_it() -> None:
    assert Browser(app).get("/tablet").status == 404
    assert Tablet("lisse.01m6xxxxxxxxxxxxxxxxxxxxxx." + "a" * 43).ask("GET", "/tablet").status == 404
    tablet = enrolled()
    assert tablet.ask("GET", "/tablet").json["people"] == [], "nobody has a PIN yet"
    with_pin()
    here = tablet.ask("GET", "/tablet").json
    assert (here["name"], [one["account"] for one in here["people"]]) == ("Jules-Ferry", [JULIE])


def test_a_pin_opens_attendance_and_nothing_else_that_its_person_may_do() -> None:
    tablet = enrolled()
    with_pin()
    opened = tablet.ask("POST", "/tablet/session", {"account": JULIE, "pin": PIN})
    assert (opened.status, opened.json["commune"]) == (200, "lisse")
    assert tablet.ask("GET", "/communes/lisse/day-list?service=restauration&date=2026-11-16").status == 200
    assert tablet.ask("GET", "/me").status == 200
    for path in ("/communes/lisse/files", "/communes/lisse/inbox", "/communes/lisse/devices"):
        assert tablet.ask("GET", path).status == 403, path
    for path in ("/communes/lisse/families/testmp/requests", "/me/second-factor", "/me/account"):
        assert tablet.ask("GET", path).status == 401, path
    assert tablet.ask("PUT", "/me/pin", {"pin": "314159"}).status == 401


def test_five_wrong_ones_block_until_another_is_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    tablet = enrolled()
    with_pin()
    said = [tablet.ask("POST", "/tablet/session", {"account": JULIE, "pin": "111112"}).json for _ in range(5)]
    assert [each["code"] for each in said] == ["pin_wrong"] * 4 + ["pin_blocked"]
    assert "Essais restants sur cette tablette : 1" in said[3]["detail"]
    assert tablet.ask("POST", "/tablet/session", {"account": JULIE, "pin": PIN}).json["code"] == "pin_blocked"
    monkeypatch.setattr(wiring, "now", lambda: NOW + timedelta(minutes=1))
    with_pin_again = Browser(app, cookie=log_in(JULIE, now=NOW + timedelta(minutes=1)))
    assert with_pin_again.put("/me/pin", {"pin": "314159"}).status == 200
    assert tablet.ask("POST", "/tablet/session", {"account": JULIE, "pin": "314159"}).status == 200


def test_a_tablet_that_is_ended_throws_out_who_is_on_it() -> None:
    tablet = enrolled()
    with_pin()
    tablet.ask("POST", "/tablet/session", {"account": JULIE, "pin": PIN})
    marc = Browser(app, cookie=log_in(MARC))
    [listed] = marc.get(AT).json["devices"]
    assert listed["sentence"].replace("\u00a0", " ") == "Jusqu’au mercredi 16 décembre 2026."
    before = len(sessions(JULIE))
    assert marc.delete(f"{AT}/{listed['id']}").status == 204
    assert len(sessions(JULIE)) == before - 1
    assert tablet.ask("GET", "/me").status == 401
    assert tablet.ask("GET", "/tablet").status == 404
    assert marc.delete(f"{AT}/{listed['id']}").status == 204, "a second click"
    assert marc.get(AT).json == {"devices": []}


def test_who_no_longer_works_here_and_a_month_later_open_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    tablet = enrolled()
    with_pin()
    appoint(JULIE, Role.SECRETARY)
    assert tablet.ask("POST", "/tablet/session", {"account": JULIE, "pin": PIN}).status == 404
    appoint(JULIE, Role.CHILDCARE)
    monkeypatch.setattr(wiring, "now", lambda: NOW + timedelta(days=31))
    assert tablet.ask("POST", "/tablet/session", {"account": JULIE, "pin": PIN}).status == 404
