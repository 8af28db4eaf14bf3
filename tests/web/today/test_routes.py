"""*Aujourd’hui*: by role, on a working day, on a Sunday, in July, and in a town that has published nothing."""

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from app import app
from functions import wiring
from functions.domain.agents.staff import Role
from functions.domain.kitchen.settings import OrderSettings
from functions.domain.planning.called_off import CalledOffScope
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.reglement import Places
from functions.storage.town.communes import reglement_now
from functions.usecases.absences.call_off import CallOffAct, call_off
from functions.usecases.kitchen.choose_orders import choose_orders
from functions.usecases.kitchen.kitchen_act import KitchenAct
from functions.usecases.kitchen.run_orders import run_orders
from tests.support.builders import (
    CANTEEN,
    JULIE,
    MONDAY,
    a_booking,
    a_commune,
    a_month,
    a_reglement,
    appoint,
    book,
    log_in,
    on,
    open_town,
    paris,
    put_month,
    settle,
)
from tests.support.client import Browser
from tests.support.trips import trips

TODAY = "/communes/lisse/today"


@pytest.fixture(autouse=True)
def town(table: str) -> None:
    open_town(reglement=a_reglement(services=(replace(CANTEEN, places=(Places(60),)),)))
    settle()


def shown(moment: str, *roles: Role, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(wiring, "now", lambda: paris(moment))
    appoint(JULIE, *roles)
    answer = Browser(app, cookie=log_in(JULIE, now=paris(moment))).get(TODAY)
    assert answer.status == 200, answer.json
    return answer.json


def test_a_day_says_how_many_are_booked_of_how_many_places_and_what_closes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for child in ("clara", "guilhem"):
        book(Slot(MONDAY, "restauration", child), now=paris("mercredi 2026-11-18 08:00"))
    told = shown("lundi 2026-11-23 08:52", Role.SECRETARY, monkeypatch=monkeypatch)
    assert (told["day"], told["day_title"].replace("\u00a0", " ")) == ("2026-11-23", "Lundi 23 novembre")
    [lunch] = told["services"]
    assert (lunch["booked"], lunch["capacity"], lunch["remark"]) == (2, 60, "")
    told = shown("jeudi 2026-11-19 08:52", Role.SECRETARY, monkeypatch=monkeypatch)
    acts = {
        (each["hour"].replace("\u00a0", " "), each["passed"], each["reserves"]) for each in told["limits"]
    }
    assert acts == {("10 h", False, True), ("10 h", False, False)}
    assert any("lundi 23" in each["sentence"].replace("\u00a0", " ") for each in told["limits"])
    assert told["next_limit"].startswith("Ensuite"), "one falls today"


def test_a_sunday_the_evening_and_july_show_the_next_day_that_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    for moment, day in (
        ("dimanche 2026-11-29 20:00", "2026-11-30"),
        ("lundi 2026-11-23 19:30", "2026-11-24"),
        ("vendredi 2026-11-27 21:00", "2026-11-30"),
    ):
        assert shown(moment, Role.SECRETARY, monkeypatch=monkeypatch)["day"] == day
    july = shown("mercredi 2027-07-14 09:00", Role.SECRETARY, monkeypatch=monkeypatch)
    assert july["day"] is None or july["day"] >= "2027-09-01"


def test_what_is_called_off_is_said_beside_the_number(monkeypatch: pytest.MonkeyPatch) -> None:
    act = CallOffAct("lisse", "agent", "strike-of-monday", paris("vendredi 2026-11-20 08:00"))
    call_off(act, CalledOffScope(MONDAY, "grève", classes=("CE1",)))
    [lunch] = shown("lundi 2026-11-23 08:52", Role.SECRETARY, monkeypatch=monkeypatch)["services"]
    assert lunch["remark"].replace("\u00a0", " ").startswith("Annulé pour la classe CE1")
    call_off(replace(act, key="strike-of-all"), CalledOffScope(MONDAY, "grève"))
    [lunch] = shown("lundi 2026-11-23 08:52", Role.SECRETARY, monkeypatch=monkeypatch)["services"]
    assert all("grève" in school["closed"] for school in lunch["schools"])


def test_the_cook_and_the_secretary_begin_with_the_next_order_and_hear_of_one_that_nobody_confirmed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    book(Slot(MONDAY, "restauration", "clara"), now=paris("mercredi 2026-11-18 08:00"))
    act = KitchenAct("lisse", reglement_now("lisse"), "agent", "chosen", paris("mercredi 2026-11-18 08:00"))
    choose_orders(act, "restauration", OrderSettings("Resto Vert", "commande@resto.example"))
    assert run_orders(now=paris("jeudi 2026-11-19 10:06")).ordered
    [early] = shown("lundi 2026-11-23 08:30", Role.KITCHEN, monkeypatch=monkeypatch)["kitchen"]
    assert (early["meals"], early["day"], early["alarm"]) == (1, "2026-11-23", False)
    assert early["sentence"] == "commandés pour aujourd’hui"
    [late] = shown("lundi 2026-11-23 08:46", Role.SECRETARY, monkeypatch=monkeypatch)["kitchen"]
    assert late["alarm"]
    assert shown("lundi 2026-11-23 08:46", Role.CHILDCARE, monkeypatch=monkeypatch)["kitchen"] == []


def test_who_only_keeps_children_sees_services_and_no_request(monkeypatch: pytest.MonkeyPatch) -> None:
    told = shown("lundi 2026-11-23 08:52", Role.CHILDCARE, monkeypatch=monkeypatch)
    assert told["todo"] == [] and len(told["services"]) == 1


def test_a_town_without_a_reglement_has_a_day_all_the_same(
    table: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from functions.usecases.town.open_commune import open_commune

    open_commune(a_commune("neuve"), by="command", now=paris("lundi 2026-11-23 08:00"))
    appoint(JULIE, Role.SECRETARY, commune="neuve")
    monkeypatch.setattr(wiring, "now", lambda: paris("lundi 2026-11-23 08:52"))
    told = (
        Browser(app, cookie=log_in(JULIE, now=paris("lundi 2026-11-23 08:52")))
        .get("/communes/neuve/today")
        .json
    )
    assert (told["has_reglement"], told["services"], told["limits"]) == (False, [], [])


def test_the_day_is_three_round_trips_with_the_one_that_admits(monkeypatch: pytest.MonkeyPatch) -> None:
    shown("lundi 2026-11-23 08:52", Role.SECRETARY, monkeypatch=monkeypatch)
    browser = Browser(app, cookie=log_in(JULIE, now=paris("lundi 2026-11-23 08:52")))
    browser.get(TODAY)
    with trips() as made:
        assert browser.get(TODAY).status == 200
    assert made.count == 3
    # Who admits; both lists of what waits; the places of the services beside the orders that nobody said had come.
    assert Counter(made.sent) == {"BatchGetItem": 2, "Query": 3}


def test_who_usually_comes_and_booked_nothing_for_what_closes_today_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    days = {(day, "restauration"): a_booking() for day in (2, 9, 16)}
    put_month(a_month("clara", "2026-11", days))
    appoint(JULIE, Role.SECRETARY)
    monkeypatch.setattr(wiring, "now", lambda: paris("jeudi 2026-11-19 08:52"))
    browser = Browser(app, cookie=log_in(JULIE, now=paris("jeudi 2026-11-19 08:52")))
    told = browser.get(f"{TODAY}/forgetful").json
    assert ([each["name"] for each in told["families"]], told["looked_at"], told["next"]) == (
        ["Testmp"],
        1,
        None,
    )
    book(Slot(on("lundi 2026-11-23"), "restauration", "clara"), now=paris("jeudi 2026-11-19 09:00"))
    assert browser.get(f"{TODAY}/forgetful").json["families"] == []
