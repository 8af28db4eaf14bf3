"""A childcare worker of one school, a cook of one service: what is not theirs is in no answer, and cannot be written.

Every route that is open to a role which a scope narrows is walked; one that is not among the calls below fails.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from app import app
from functions import wiring
from functions.domain.agents.staff import NARROWED, Role, Scope
from functions.domain.calendar.rules import CalendarRules, School
from functions.domain.kitchen.orders import OrderRef, SentOrders
from functions.domain.kitchen.settings import OrderSettings
from functions.domain.planning.called_off import CalledOffScope
from functions.storage.kitchen import meal_orders
from functions.storage.table import keys
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.storage.town.communes import reglement_now
from functions.usecases.absences.call_off import CallOffAct, call_off
from functions.usecases.kitchen.choose_orders import choose_orders
from functions.usecases.kitchen.kitchen_act import KitchenAct
from functions.web import audiences
from tests.support.builders import (
    CANTEEN,
    CLARA,
    EVENING,
    GUILHEM,
    JULIE,
    NOW,
    a_booking,
    a_family,
    a_month,
    a_reglement,
    appoint,
    log_in,
    on,
    open_town,
    put_month,
    settle,
)
from tests.support.client import Answer, Browser

HERE = Scope(("ferry",), ("restauration",))
TODAY = on("lundi 2026-11-16")
OURS, NOT_OURS = "clara", ("guilhem", "sortie du soir", "grève à Pagnol", "Garderie du soir", "Marcel Pagnol")
"""Clara is at Ferry; Guilhem is at Pagnol, the outing is of the evening. None of these may come to who works at Ferry's canteen."""


@dataclass(frozen=True)
class Call:
    method: str
    path: str
    body: object = None
    refused: bool = False
    """It names what is not theirs: 403. Otherwise it is answered with what is theirs."""

    def by(self, browser: Browser) -> Answer:
        return browser.request(self.method, f"/communes/lisse{self.path}", self.body)


def tapped() -> object:
    """In an order that no name tells."""
    said = {"service": "restauration", "date": f"{TODAY}", "kind": "arrived", "at": f"{NOW.isoformat()}"}
    events = [{"id": f"tap-{child[0]}", "child": child, **said} for child in ("clara", "guilhem")]
    return {"device": "tablet", "events": events}


def meals(service: str, school: str, **figures: int) -> object:
    return {"service": service, "date": f"{TODAY}", "school": school, **figures}


CALLS: dict[str, tuple[Call, ...]] = {
    "GET /day-list": (
        Call("GET", f"/day-list?service=restauration&date={TODAY}"),
        Call("GET", f"/day-list?service=garderie-soir&date={TODAY}", refused=True),
    ),
    "GET /day-phones": (
        Call("GET", f"/day-phones?service=restauration&date={TODAY}"),
        Call("GET", f"/day-phones?service=garderie-soir&date={TODAY}", refused=True),
    ),
    "GET /children": (Call("GET", "/children?search=guil"), Call("GET", "/children?search=clara")),
    "POST /attendance-events": (Call("POST", "/attendance-events", tapped()),),
    "GET /day-list/export": (
        Call("GET", f"/day-list/export?service=restauration&date={TODAY}"),
        Call("GET", f"/day-list/export?service=garderie-soir&date={TODAY}", refused=True),
    ),
    "GET /kitchen": (
        Call("GET", f"/kitchen?service=restauration&from={TODAY}&to=2026-11-25"),
        Call("GET", f"/kitchen?service=garderie-soir&from={TODAY}&to={TODAY}", refused=True),
    ),
    "GET /kitchen/causes": (
        Call("GET", f"/kitchen/causes?service=restauration&date={TODAY}"),
        Call("GET", f"/kitchen/causes?service=garderie-soir&date={TODAY}", refused=True),
    ),
    "GET /kitchen/export": (
        Call("GET", f"/kitchen/export?service=restauration&from={TODAY}&to={TODAY}"),
        Call("GET", f"/kitchen/export?service=garderie-soir&from={TODAY}&to={TODAY}", refused=True),
    ),
    "PUT /kitchen/extras": (
        Call("PUT", "/kitchen/extras", meals("restauration", "ferry", adults=1)),
        Call("PUT", "/kitchen/extras", meals("restauration", "pagnol", adults=1), refused=True),
    ),
    "PUT /kitchen/served": (
        Call("PUT", "/kitchen/served", meals("restauration", "ferry", meals=1)),
        Call("PUT", "/kitchen/served", meals("restauration", "pagnol", meals=1), refused=True),
    ),
    "POST /kitchen/orders/{sent}/sending": (
        Call("POST", "/kitchen/orders/lunch/sending", {"act": "send_again"}),
        Call("POST", "/kitchen/orders/evening/sending", {"act": "send_again"}, refused=True),
    ),
    "PUT /kitchen/settings": (
        Call("PUT", "/kitchen/settings", {"service": "restauration", "caterer": "", "email": ""}),
        Call(
            "PUT", "/kitchen/settings", {"service": "garderie-soir", "caterer": "", "email": ""}, refused=True
        ),
    ),
    "GET /today": (Call("GET", "/today"),),
    "GET /called-off": (Call("GET", "/called-off?month=2026-11"),),
}

OF_NO_PLACE = {
    *("GET /menus/{week}", "PUT /menus/{week}", "POST /menus/{week}/reading"),
    *("PUT /menus/{week}/document", "POST /menus/{week}/document", "POST /menus/{week}/document/reading"),
    *("POST /news/files", "POST /news/files/{file}/sealing"),
}
"""What children eat is public, and one for the town."""


def narrowed() -> Iterator[str]:
    for audience in audiences.ALL:
        for route in audience.served:
            if not NARROWED.isdisjoint(route.roles):
                yield f"{route.method} {route.path.removeprefix('/communes/{commune}')}"


def seen(answer: Answer) -> set[str]:
    """What of the town an answer tells, but for the names of children that the request itself named as unknown."""
    told = answer.text if answer.text.startswith("\ufeff") else answer.json
    if isinstance(told, dict):
        told.pop("unknown", None)
    text = json.dumps(told, ensure_ascii=False).casefold()
    return {word for word in (OURS, *NOT_OURS) if word.casefold() in text}


@pytest.fixture(autouse=True)
def town(table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    schools = (School("ferry", "Jules Ferry", (2, 3)), School("pagnol", "Marcel Pagnol", (2, 3)))
    services = (CANTEEN, replace(EVENING, meal=True))
    open_town(reglement=a_reglement(services=services, calendar=CalendarRules(schools=schools)))
    settle(a_family(), [replace(CLARA, school="ferry"), replace(GUILHEM, school="pagnol")])
    for child in ("clara", "guilhem"):
        put_month(
            a_month(child, "2026-11", {(16, "restauration"): a_booking(), (16, "garderie-soir"): a_booking()})
        )
    for mail, service, caterer in (
        ("lunch", "restauration", "Cantine de Jules Ferry"),
        ("evening", "garderie-soir", "Goûters de Marcel Pagnol"),
    ):
        act = KitchenAct("lisse", reglement_now("lisse"), "agent", f"orders-{service}", NOW)
        choose_orders(act, service, OrderSettings(caterer, "commande@resto.example"))
        order = OrderRef(on("lundi 2026-11-30"), 1)
        transaction = Transaction()
        sent = SentOrders(mail, service, NOW, "commande@resto.example", caterer, (order,))
        meal_orders.put_sent(transaction, "lisse", Stored(keys.sent_orders("lisse", mail), sent, 0))
        transaction.commit()
    for key, what in (
        ("evening", CalledOffScope(on("mardi 2026-11-24"), "sortie du soir", ("garderie-soir",))),
        ("school", CalledOffScope(on("mercredi 2026-11-25"), "grève à Pagnol", (), ("pagnol",))),
    ):
        call_off(CallOffAct("lisse", "agent", key, NOW), what)


def test_every_route_of_a_role_that_a_scope_narrows_is_walked_here() -> None:
    assert set(narrowed()) == CALLS.keys() | OF_NO_PLACE


def test_who_works_in_one_place_reads_and_writes_nothing_of_another() -> None:
    appoint(JULIE, *NARROWED, scope=HERE)
    browser = Browser(app, cookie=log_in(JULIE))
    for name, calls in CALLS.items():
        for call in calls:
            answer = call.by(browser)
            assert seen(answer).isdisjoint(NOT_OURS), (name, call)
            if call.refused:
                assert (answer.status, answer.json["code"]) == (403, "out_of_scope"), (name, call)
            else:
                assert answer.status == 200, (name, call)


def test_by_the_same_calls_who_works_everywhere_sees_all() -> None:
    """So that the test above fails for its own reason. One who is a secretary besides is held by no scope."""
    appoint(JULIE, Role.SECRETARY, *NARROWED, scope=HERE)
    browser = Browser(app, cookie=log_in(JULIE))
    for name, calls in CALLS.items():
        answers = [call.by(browser) for call in calls]
        assert {answer.status for answer in answers} == {200}, name
        assert not set.union(*map(seen, answers)).isdisjoint(NOT_OURS), name


def test_a_child_of_another_school_is_unknown_to_who_writes_down_attendance() -> None:
    appoint(JULIE, Role.CHILDCARE, scope=HERE)
    answer = Browser(app, cookie=log_in(JULIE)).post("/communes/lisse/attendance-events", tapped()).json
    assert answer["accepted"] == ["tap-c"]
    assert [(each["id"], each["code"]) for each in answer["refused"]] == [("tap-g", "not_found")]
