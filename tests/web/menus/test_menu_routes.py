"""The menus of the weeks: written by the kitchen and the secretary, read by everybody."""

from typing import Any

import pytest

from app import app
from functions import wiring
from functions.domain.agents.staff import Role
from functions.domain.journal import JournalLine
from functions.storage.table import keys
from functions.storage.table.reading import partition
from tests.support.builders import JULIE, MARC, NOW, appoint, log_in, open_account, open_town, paris
from tests.support.client import Browser
from tests.web.bookings.test_cost import counting

MENUS = "/communes/lisse/menus"
WEEK = f"{MENUS}/2026-W49"
MONDAY = {
    "date": "2026-11-30",
    "dishes": ["Carottes  râpées", " ", "Lasagnes"],
    "allergens": ["milk", "gluten"],
}


@pytest.fixture
def cook(table: str, monkeypatch: pytest.MonkeyPatch) -> Browser:
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    open_town()
    open_account()
    open_account(JULIE, "julie@lisse.example")
    appoint(MARC, Role.KITCHEN)
    appoint(JULIE, Role.SECRETARY)
    return Browser(app, cookie=log_in(MARC))


def days(start: str = "2026-11-30", end: str = "2026-12-06") -> Any:
    return Browser(app).get(f"{MENUS}?start={start}&end={end}").json


def test_the_kitchen_writes_a_week_and_everybody_reads_it(cook: Browser) -> None:
    week = cook.get(WEEK).json
    assert (week["version"], week["now"], week["after"]) == (0, "2026-W47", "2026-W50")
    assert [one["day"].replace("\u00a0", " ") for one in week["days"]] == [
        "lundi 30 novembre",
        "mardi 1er décembre",
        "jeudi 3 décembre",
        "vendredi 4 décembre",
    ]
    assert days() == {"days": [], "services": ["restauration"], "documents": []}
    assert cook.put(WEEK, {"version": 0, "days": [MONDAY]}).json == {"version": 1}
    [monday] = days()["days"]
    assert (monday["day"], monday["dishes"]) == ("lundi 30\u00a0novembre", ["Carottes râpées", "Lasagnes"])
    assert monday["allergens"] == "Allergènes\u00a0: gluten, lait"
    with counting() as cost:
        days("2026-11-16", "2026-12-27")
    # The head of the règlement; six weeks at once.
    assert cost.sent == ["GetItem", "BatchGetItem"]
    assert days("2026-12-01")["days"] == []
    assert Browser(app).get(f"{MENUS}?start=2026-11-01&end=2026-12-31").status == 422
    pk = keys.journal_of_commune("lisse", "").pk
    lines = [stored.value for stored in partition(pk, "", JournalLine)]
    assert [line.detail for line in lines if line.act == "week_menu_written"] == [{"week": "2026-W49"}]


def test_a_week_that_somebody_else_wrote_is_not_written_over(cook: Browser) -> None:
    cook.put(WEEK, {"version": 0, "days": [MONDAY]})
    other = Browser(app, cookie=log_in(JULIE))
    refused = other.put(WEEK, {"version": 0, "days": []})
    assert (refused.status, refused.json["type"].rpartition("#")[2]) == (409, "week_menu_moved")
    assert other.put(WEEK, {"version": 0, "days": [MONDAY]}).json == {"version": 1}, "it says so already"
    assert other.put(WEEK, {"version": 1, "days": []}).json == {"version": 2}
    assert days()["days"] == []


@pytest.mark.parametrize(
    "body",
    [
        {"version": 0, "days": [{**MONDAY, "date": "2026-11-29"}]},
        {"version": 0, "days": [{**MONDAY, "dishes": ["x" * 201]}]},
        {"version": 0, "days": [{**MONDAY, "dishes": ["x"] * 16}]},
        {"version": 0, "days": [{**MONDAY, "allergens": ["kiwi"]}]},
        {},
    ],
)
def test_what_is_no_week_is_refused(cook: Browser, body: Any) -> None:
    assert cook.put(WEEK, body).status == 422
    assert cook.get(f"{MENUS}/2026-W60").status == 422
    assert cook.get(f"{MENUS}/semaine").status == 422


def test_what_is_pasted_is_shown_and_nothing_is_kept(cook: Browser) -> None:
    read = cook.post(f"{WEEK}/reading", {"text": "Bonjour\nlundi : Rôti (lait)"}).json
    assert read == {
        "days": [{"date": "2026-11-30", "dishes": ["Rôti"], "allergens": ["milk"]}],
        "unread": ["Bonjour"],
    }
    assert days()["days"] == []


def test_a_closed_day_says_why(cook: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    holidays = cook.get(f"{MENUS}/2026-W52").json["days"]
    assert holidays == []
    assert cook.get(f"{MENUS}/now").json["week"] == "2026-W47"
    now = paris("dimanche 2026-11-22 18:00")
    monkeypatch.setattr(wiring, "now", lambda: now)
    sunday = Browser(app, cookie=log_in(MARC, now=now)).get(f"{MENUS}/now").json
    assert (sunday["week"], sunday["now"]) == ("2026-W48", "2026-W47"), "the week that comes"
