"""Every screen that says how many eat says it of the same children: the day's list, Cuisine, the order, Aujourd'hui, a closure."""

from typing import Any

import pytest

from app import app
from functions import wiring
from functions.domain.absences.declaration import Declaration
from functions.domain.agents.staff import Role
from functions.domain.kitchen.settings import OrderSettings
from functions.domain.planning.child_month import Slot
from functions.domain.safety.child_safety import CarePlan, ChildSafety
from functions.storage.safety import child_safeties
from functions.storage.table import keys
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.storage.town.communes import reglement_now
from functions.usecases.absences.absence_act import AbsenceAct
from functions.usecases.absences.declare_absence import declare_absence
from functions.usecases.kitchen.choose_orders import choose_orders
from functions.usecases.kitchen.kitchen_act import KitchenAct
from functions.usecases.kitchen.run_orders import run_orders
from tests.support.attendance import write_down
from tests.support.builders import (
    MARC,
    MONDAY,
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
from tests.support.spaces import plain

ANNE = "0" * 25 + "s"
IN_TIME, ORDERED = paris("mercredi 2026-11-18 08:00"), paris("jeudi 2026-11-19 10:06")
AT_NOON = paris("lundi 2026-11-23 12:00")
KIDS = ("zoe", "tom", "ana", "leo", "ugo")
SERVICE = "restauration"
BASKET = CarePlan(on("mardi 2026-09-01"), basket_meal=True)


@pytest.fixture
def anne(table: str, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """Of five children, four have booked in time: Zoé brings her meal, Tom is said to be ill. The order has left."""
    open_town(reglement=a_reglement())
    settle(a_family(children=KIDS), [a_child(each) for each in KIDS])
    book(*(Slot(MONDAY, SERVICE, child) for child in KIDS[:4]), now=IN_TIME)
    transaction = Transaction()
    child_safeties.put(transaction, Stored(keys.safety("lisse", "zoe"), ChildSafety("zoe", pai=BASKET), 0))
    transaction.commit()
    ill = Declaration("tom", MONDAY, MONDAY, "illness")
    declare_absence(AbsenceAct("lisse", "testmp", MARC, "tom-is-ill", IN_TIME), ill)
    act = KitchenAct("lisse", reglement_now("lisse"), ANNE, "chosen", IN_TIME)
    choose_orders(act, SERVICE, OrderSettings("Resto Vert", "commande@resto.example"))
    run_orders(now=ORDERED)
    appoint(ANNE, Role.SECRETARY)
    monkeypatch.setattr(wiring, "now", lambda: AT_NOON)
    return Browser(app, cookie=log_in(ANNE, now=AT_NOON))


def causes(anne: Browser) -> list[str]:
    asked = f"/communes/lisse/kitchen/causes?service={SERVICE}&date={MONDAY}"
    return [plain(said) for said in anne.get(asked).json["causes"]]


def day_of_kitchen(anne: Browser) -> Any:
    return anne.get(f"/communes/lisse/kitchen?service={SERVICE}&from={MONDAY}&to={MONDAY}").json["days"][0]


def closing(anne: Browser) -> Any:
    asked = {"day": f"{MONDAY}", "reason": "grève", "services": [SERVICE]}
    return anne.post("/communes/lisse/called-off/preview", asked).json


def test_whoever_brings_a_meal_is_booked_and_expected_and_is_no_meal_to_cook(anne: Browser) -> None:
    listed = anne.get(f"/communes/lisse/day-list?service={SERVICE}&date={MONDAY}").json["children"]
    comes = [each["child"] for each in listed if not each["absent"]]
    assert len(listed) == 4 and len(comes) == 3
    kitchen, today, off = day_of_kitchen(anne), anne.get("/communes/lisse/today").json, closing(anne)
    [lunch] = [each for each in today["services"] if each["code"] == SERVICE]
    [ordered] = today["kitchen"]
    told = anne.get(f"/communes/lisse/day-list?service={SERVICE}&date={MONDAY}").json
    assert plain(told["meals"]).startswith("Repas : le dernier appel est passé (9 h 15)")
    assert {each["child"]: bool(each["meal"]) for each in listed}["zoe"]
    assert lunch["booked"] == len(listed) == off["bookings"], "booked"
    assert kitchen["meals"] == kitchen["ordered"] == ordered["meals"] == off["meals"] == 2, "to cook"
    assert kitchen["baskets"] == off["baskets"] == 1, "brought"
    assert kitchen["meals"] + kitchen["baskets"] == len(comes)
    assert plain(off["sentences"][0]).startswith(
        "4 enfants de 1 famille : 4 réservations, dont 2 repas à cuisiner et 1 panier-repas de la famille"
    )
    assert causes(anne) == ["4 réservés, 2 repas à cuisiner : 1 apporte son repas, 1 absent."]
    assert (
        kitchen["causes"]
        == anne.get(f"/communes/lisse/kitchen/causes?service={SERVICE}&date={MONDAY}").json["causes"]
    )


def test_what_came_after_the_order_is_said_by_its_cause(anne: Browser) -> None:
    write_down("ana", kind="absent", service=SERVICE, day=MONDAY, at=AT_NOON)
    late = a_booking(booked_at=paris("vendredi 2026-11-20 09:00"))
    put_month(a_month("ugo", "2026-11", {(MONDAY.day, SERVICE): late}))
    assert causes(anne) == [
        "5 réservés, 2 repas à cuisiner : 1 apporte son repas, 2 absents.",
        "2 commandés ; depuis la commande : 1 absent de plus, 1 réservé après la commande.",
    ]
    kitchen, off = day_of_kitchen(anne), closing(anne)
    assert kitchen["meals"] == 2 and off["meals"] == 2
    assert off["bookings"] == 5


def test_what_can_be_seen_no_more_is_not_given_a_cause(anne: Browser) -> None:
    put_month(a_month("leo", "2026-11", {}))
    assert causes(anne)[1:] == ["2 commandés ; depuis la commande : 1 annulé ou changé."]
