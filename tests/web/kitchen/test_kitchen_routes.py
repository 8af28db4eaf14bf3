"""The kitchen counts whom the day list expects, by school and menu, and names only those whose meal is another one."""

import json
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from app import app
from functions import wiring
from functions.domain.agents.staff import Role
from functions.domain.calendar.rules import CalendarRules, School
from functions.domain.kitchen.settings import OrderSettings
from functions.domain.planning.called_off import CalledOffScope
from functions.domain.planning.child_month import Slot
from functions.domain.safety.child_safety import Allergen, CarePlan, ChildSafety
from functions.domain.safety.health_sheet import HealthSheet
from functions.storage.kitchen import meal_orders
from functions.storage.safety import child_safeties
from functions.storage.table import keys
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.storage.town.communes import reglement_now
from functions.usecases.absences.call_off import CallOffAct, call_off
from functions.usecases.kitchen.acknowledge_orders import acknowledge_orders, order_token
from functions.usecases.kitchen.choose_orders import choose_orders
from functions.usecases.kitchen.kitchen_act import KitchenAct
from functions.usecases.kitchen.run_orders import run_orders
from tests.support.attendance import write_down
from tests.support.builders import (
    CLARA,
    GUILHEM,
    MONDAY,
    NOW,
    a_booking,
    a_child,
    a_family,
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
from tests.support.table import journal_of_commune
from tests.support.trips import trips

ANNE, PAUL, LEO, ODILE = ("0" * 25 + letter for letter in "spco")
WEEK = "/communes/lisse/kitchen?from=2026-11-23&to=2026-11-29"
SCHOOLS = (School("ferry", "Jules Ferry", (1, 2, 4, 5)), School("pagnol", "Marcel Pagnol", (1, 2, 4, 5)))
ROSE = a_child("rose", school="pagnol", school_class="GS", birth_date=on("mardi 2020-11-24"))


def who(account: str) -> Browser:
    return Browser(app, cookie=log_in(account, now=wiring.now()))


@pytest.fixture
def paul(table: str, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """The cook of a town with two schools; Clara, Guilhem and Rose are booked all week."""
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    open_town(reglement=a_reglement(calendar=CalendarRules(schools=SCHOOLS)))
    settle(a_family(children=("clara", "guilhem", "rose")), [CLARA, GUILHEM, ROSE])
    book(*(Slot(MONDAY, "restauration", child) for child in ("clara", "guilhem", "rose")))
    book(Slot(on("mardi 2026-11-24"), "restauration", "rose"))
    for account, role in ((ANNE, Role.SECRETARY), (PAUL, Role.KITCHEN), (LEO, Role.CHILDCARE)):
        appoint(account, role)
    appoint(ODILE, Role.REGISSEUR)
    return who(PAUL)


def keep(safety: ChildSafety) -> None:
    transaction = Transaction()
    child_safeties.put(transaction, Stored(keys.safety("lisse", safety.child), safety, 0))
    transaction.commit()


def monday(browser: Browser) -> dict[str, Any]:
    return browser.get(WEEK).json["days"][0]


def figures(day: dict[str, Any]) -> list[tuple[str, str, int, int, int]]:
    names = ("school_name", "menu_name", "under6", "from6", "adults")
    return [tuple(line[name] for name in names) for line in day["counts"]]


def test_meals_are_counted_by_school_and_menu_and_age_on_the_day(paul: Browser) -> None:
    keep(ChildSafety("clara", diet="Sans porc"))
    keep(ChildSafety("guilhem", pai=CarePlan(on("mardi 2026-09-01"), basket_meal=True)))
    week = paul.get(WEEK).json
    day, tuesday = week["days"][0], week["days"][1]
    assert figures(day) == [
        ("Jules Ferry", "Sans porc", 0, 1, 0),
        ("Jules Ferry", "Panier-repas (PAI)", 0, 1, 0),
        ("Marcel Pagnol", "Standard", 1, 0, 0),
    ]
    assert figures(tuesday) == [("Marcel Pagnol", "Standard", 0, 1, 0)], "Rose turns six on mardi 2026-11-24"
    assert (day["meals"], day["baskets"]) == (2, 1)
    assert [(one["name"], one["school_class"], one["menu"], one["pai"]) for one in day["names"]] == [
        ("Clara", "CM1", "Sans porc", False),
        ("Guilhem", "CP", "Panier-repas (PAI)", True),
    ]
    assert day["state"] == "Ouverte jusqu’au jeudi 19\u00a0novembre à 10\u00a0h."
    wednesday = week["days"][2]
    assert (wednesday["closed"], wednesday["counts"]) == ("Ce service n’ouvre pas ce jour-là.", [])


def test_who_does_not_come_eats_nothing_and_who_came_unbooked_does(
    paul: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same as the day list says: absent, called off, seen."""
    noon = paris("lundi 2026-11-23 12:30")
    call_off(CallOffAct("lisse", "agent", "1", NOW), CalledOffScope(MONDAY, "grève", (), ("pagnol",)))
    day = monday(paul)
    assert figures(day) == [("Jules Ferry", "Standard", 0, 2, 0)]
    assert day["remarks"] == ["Marcel Pagnol : N’a pas lieu\u00a0: grève."]
    write_down("clara", service="restauration", day=MONDAY, at=noon, kind="absent")
    write_down("guilhem", service="restauration", day=MONDAY, at=noon)
    monkeypatch.setattr(wiring, "now", lambda: noon)
    listed = who(LEO).get("/communes/lisse/day-list?service=restauration&date=2026-11-23").json
    assert [one["child"] for one in listed["children"]] == ["clara", "guilhem"], "not Rose"
    assert figures(monday(who(PAUL))) == [("Jules Ferry", "Standard", 0, 1, 0)]


def test_names_are_for_who_must_know_them_and_no_allergen_is_told(paul: Browser) -> None:
    keep(ChildSafety("clara", diet="Sans porc", allergens=(Allergen.NUTS,)))
    assert [one["name"] for one in monday(who(ANNE))["names"]] == ["Clara"]
    assert [one["name"] for one in monday(who(LEO))["names"]] == ["Clara"], "in a week: she prepares it"
    read = [line for line in journal_of_commune("lisse") if line.act == "kitchen_names_read"]
    assert {line.by for line in read} >= {ANNE, LEO} and all("date" in line.detail for line in read)
    far = "/communes/lisse/kitchen?from=2026-11-30&to=2026-11-30"
    put_month(a_month("clara", "2026-11", {(30, "restauration"): a_booking()}))
    assert (paul.get(far).json["days"][0]["names"], who(LEO).get(far).json["days"][0]["names"]) != ([], [])
    assert who(LEO).get(far).json["days"][0]["names"] == []
    seen = who(ODILE).get(far).json
    assert (seen["days"][0]["names"], seen["may_write"], seen["days"][0]["meals"]) == ([], False, 1)
    assert "nuts" not in json.dumps(paul.get(far).json)


def test_the_kitchen_reads_nothing_of_a_health_sheet(paul: Browser) -> None:
    health = HealthSheet(True, "Dr Anne Soin", "01 99 00 45 67", "Asthme", "Lunettes", emergency_care=False)
    keep(ChildSafety("clara", diet="Sans porc", health=health))
    of_monday = "service=restauration&date=2026-11-23"
    for path in (
        "kitchen?from=2026-11-23&to=2026-11-29",
        "kitchen/export?from=2026-11-23&to=2026-11-29",
        f"kitchen/causes?{of_monday}",
        "today",
    ):
        read = paul.get(f"/communes/lisse/{path}")
        assert read.status == 200, (path, read.text)
        for word in ("Soin", "45 67", "Asthme", "Lunettes", "health", "urgen", "emergency", "octor", "accin"):
            assert word not in read.text, (path, word)
    for path in (f"day-list?{of_monday}", f"day-phones?{of_monday}", "files/testmp"):
        refused = paul.get(f"/communes/lisse/{path}")
        assert refused.status in (403, 404), (path, refused.status)


def test_who_has_an_allergy_is_named_without_a_menu_of_its_own_and_without_a_care_plan(paul: Browser) -> None:
    keep(ChildSafety("clara", allergens=(Allergen.NUTS,)))
    keep(
        ChildSafety(
            "guilhem",
            allergens=(Allergen.EGGS,),
            pai=CarePlan(on("mardi 2025-09-02"), on("vendredi 2026-07-03")),
        )
    )
    [clara, guilhem] = monday(paul)["names"]
    assert (clara["name"], clara["menu"], clara["allergy"], clara["pai"]) == (
        "Clara",
        "Standard",
        True,
        False,
    )
    assert (guilhem["name"], guilhem["allergy"], guilhem["pai"]) == ("Guilhem", True, False), "its plan ended"


def test_adults_are_added_noted_and_counted_and_the_next_day_tells_what_was_served(
    paul: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    extras = {"service": "restauration", "date": "2026-11-23", "school": "ferry", "adults": 3, "note": "CM2"}
    assert paul.put("/communes/lisse/kitchen/extras", extras).status == 200
    day = monday(paul)
    assert ("Jules Ferry", "Standard", 0, 2, 3) in figures(day)
    assert day["extras"][0] == {
        "school": "ferry",
        "school_name": "Jules Ferry",
        "adults": 3,
        "note": "CM2",
        "served": None,
    }
    served = {"service": "restauration", "date": "2026-11-23", "school": "ferry", "meals": 4}
    early = paul.put("/communes/lisse/kitchen/served", served)
    assert (early.status, early.json["code"]) == (409, "not_served_yet")
    monkeypatch.setattr(wiring, "now", lambda: paris("mardi 2026-11-24 09:00"))
    paul = who(PAUL)
    assert paul.put("/communes/lisse/kitchen/served", served).status == 200
    assert monday(paul)["waste"] == "2\u00a0repas de trop, soit 33\u00a0%."
    for path, wrong, code in (
        ("extras", extras | {"school": "judo"}, "unknown_school"),
        ("extras", extras | {"service": "garderie-soir"}, "unknown_service"),
        ("extras", extras | {"date": "2027-06-01"}, "meals_too_far"),
        (
            "settings",
            {"service": "restauration", "caterer": "", "email": "", "at": "10:00"},
            "order_settings_refused",
        ),
    ):
        assert paul.put(f"/communes/lisse/kitchen/{path}", wrong).json["code"] == code
    assert (
        paul.get("/communes/lisse/kitchen?from=2026-11-23&to=2027-01-29").json["code"]
        == "meals_period_refused"
    )


def test_what_is_told_of_an_order_is_on_the_towns_clock(paul: Browser) -> None:
    act = KitchenAct("lisse", reglement_now("lisse"), PAUL, "chosen", NOW)
    choose_orders(act, "restauration", OrderSettings("Resto Vert", "commande@resto.example"))
    assert run_orders(now=paris("jeudi 2026-11-19 10:06")).ordered
    for mail in meal_orders.waiting("lisse"):
        acknowledge_orders(order_token("lisse", mail.value.id), now=paris("jeudi 2026-11-19 10:15"))
    [order] = monday(paul)["orders"]
    assert (order["at"][-6:], order["acknowledged_at"]) == ("+01:00", "2026-11-19T10:15:00+01:00")


def test_a_spreadsheet_holds_figures_and_no_child(paul: Browser) -> None:
    keep(ChildSafety("clara", diet="Sans porc"))
    told = paul.get("/communes/lisse/kitchen/export?from=2026-11-23&to=2026-11-23").text
    rows = told.splitlines()
    assert rows[0].removeprefix("\ufeff").startswith("date;service;école;menu;moins de 6 ans")
    assert "23/11/2026;Restauration scolaire;Jules Ferry;Sans porc;0;1;0;" in rows
    assert "Clara" not in told


def test_a_town_that_serves_no_meal_has_an_empty_kitchen(table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    services = tuple(replace(each, meal=False) for each in a_reglement().services)
    open_town(reglement=a_reglement(services=services))
    appoint(PAUL, Role.KITCHEN)
    assert who(PAUL).get(WEEK).json["days"] == []


def test_a_week_of_sixty_children_is_three_round_trips_and_no_more_calls_than_batches(
    table: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who admits; the families beside what was ordered and written; all children at once, a hundred items a call."""
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    open_town()
    for family in ("one", "two"):
        children = [a_child(f"{family}{number}", (family,)) for number in range(30)]
        settle(a_family(family, children=tuple(child.id for child in children)), children)
    appoint(PAUL, Role.KITCHEN)
    browser = who(PAUL)
    browser.get(WEEK)
    with trips() as made:
        assert browser.get(WEEK).status == 200
    assert made.count == 3
    batches = -(-60 * 3 // 100)
    assert Counter(made.sent) == {"BatchGetItem": 1 + 1 + batches, "Query": 2}
