"""The strike notice comes at 7 h 40: counted, done for all but those kept, told, read everywhere, and put back. By thumb."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, expect

from app import app
from functions import wiring
from functions.domain.agents.staff import Role
from functions.domain.calendar.billing_periods import month_period
from functions.domain.kitchen.settings import OrderSettings
from functions.domain.messages import MessageKind
from functions.jobs.letters import letter
from functions.storage.invoicing.billing_sheets import HouseholdToBill
from functions.storage.table import outbox
from functions.storage.town import communes
from functions.usecases.absences.tell_called_off import tell_families
from functions.usecases.invoicing.plan_invoices import dues
from functions.usecases.kitchen.choose_orders import choose_orders
from functions.usecases.kitchen.kitchen_act import KitchenAct
from functions.usecases.kitchen.run_orders import run_orders
from tests.browser.conftest import TownClock
from tests.support.builders import (
    JULIE,
    MARC,
    a_booking,
    a_child,
    a_family,
    a_month,
    appoint,
    log_in,
    open_account,
    put_month,
    settle,
)
from tests.support.client import Browser

pytestmark = pytest.mark.browser
TABLET = {"width": 820, "height": 1180}


def tell() -> list[str]:
    """Deliver what the act left; the subjects of the mails that leave."""
    for stored in outbox.waiting():
        if stored.value.kind == MessageKind.CALLED_OFF_CHANGED:
            tell_families(stored.value, wiring.now())
    letters = [
        letter(replace(stored.value, data={**stored.value.data, "account": MARC}), now=wiring.now())
        for stored in outbox.waiting()
        if stored.value.kind == MessageKind.CALLED_OFF
    ]
    return [str(one.data["subject"]).replace("\u00a0", " ") for one in letters if one is not None]


def states() -> dict[str, str]:
    """Of the meal on Monday, as the parent is shown it."""
    parent = Browser(app, cookie=log_in(MARC, now=wiring.now()))
    shown = parent.get("/communes/lisse/families/testmp/planning?start=2026-11-23&end=2026-11-23").json
    return {one["child"]: one["state"] for one in shown["cells"] if one["service"] == "restauration"}


def billed() -> dict[str, int]:
    """What November would be invoiced at, by child, in cents: what was booked, less what the town called off."""
    [due] = dues(communes.commune("lisse"), month_period("2026-11"), [HouseholdToBill("testmp")])
    cents = dict.fromkeys((line.child for line in due.lines), 0)
    for line in due.lines:
        cents[line.child] += line.amount_cents
    return cents


def test_a_strike_is_called_off_with_a_thumb_but_for_one_child_and_put_back(
    origin: str, open_context: Callable[..., BrowserContext], clock: TownClock
) -> None:
    settle(a_family("autre", name="Roux", children=("noa",), members=()), [a_child("noa", ("autre",))])
    for child in ("clara", "guilhem"):
        put_month(a_month(child, "2026-11", {(23, "restauration"): a_booking()}))
    open_account(JULIE, "julie@mairie.example")
    appoint(JULIE, Role.SECRETARY)
    choose_orders(
        KitchenAct("lisse", communes.reglement_now("lisse"), JULIE, "orders", clock.now()),
        "restauration",
        OrderSettings("Resto Vert", "commande@resto.example"),
    )
    clock.show("jeudi 2026-11-19 10:06")
    assert run_orders(now=clock.now()).ordered
    clock.show("lundi 2026-11-23 07:40")
    said: list[str] = []
    page = open_context(**TABLET, touch=True, account=JULIE).new_page()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto("/mairie/")
    page.get_by_role("link", name="Grève, fermeture").tap()
    numbers, confirm = page.locator("#nombres"), page.locator("#confirmer")
    expect(numbers).to_contain_text("Choisissez le jour et les services")
    expect(page.get_by_label("Jour", exact=True)).to_have_value("")
    page.get_by_role("button", name="Aujourd’hui", exact=True).tap()
    expect(confirm).to_be_hidden()
    page.get_by_label("Tous les services").check()
    expect(numbers).to_contain_text(
        "2 enfants de 1 famille : 2 réservations, dont 2 repas à cuisiner, 6,90 €"
    )
    expect(numbers).to_contain_text("2 repas commandés à Resto Vert. La différence part")
    expect(numbers).to_contain_text(
        "−2 standard, école que le règlement ne nomme pas ; il n’en restera aucun."
    )
    page.get_by_label("Restauration scolaire").check()
    expect(page.get_by_label("Tous les services")).not_to_be_checked()
    expect(confirm).to_have_text("Annuler « Restauration scolaire » pour 2 enfants, lundi 23 novembre")
    assert Axe().run(page).response["violations"] == []
    page.get_by_text("Service minimum : garder").tap()
    page.get_by_label("Clara").check()
    expect(confirm).to_have_text("Annuler « Restauration scolaire » pour 1 enfant, lundi 23 novembre")
    expect(numbers).to_contain_text("Service minimum : 1 enfant reste attendu et facturé.")
    confirm.tap()
    expect(page.locator("#reason-error")).to_be_visible()
    page.get_by_label("Raison, que les familles liront").fill("grève")
    confirm.tap()
    row = page.locator(".closing-line")
    expect(row).to_contain_text("sauf 1 enfant gardé")
    expect(row).to_contain_text("1 enfant, 1 repas à cuisiner, 3,45 € qui ne sont pas facturés.")
    expect(row).to_contain_text("la différence part à Resto Vert dans les cinq minutes")
    expect(numbers).to_contain_text("Annulé : « Restauration scolaire » pour 1 enfant, lundi 23 novembre.")
    expect(confirm).to_be_hidden()
    assert all("lundi 23 novembre" in one for one in tell())
    for width in (390, 820):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        box = row.get_by_role("button", name="Remettre").bounding_box()
        assert box is not None and box["height"] >= 44
    assert Axe().run(page).response["violations"] == []

    parent = open_context(width=390, height=900, touch=True).new_page()
    parent.goto("/espace/reservations/?semaine=2026-W48")
    expect(parent.locator("main")).to_contain_text("grève")
    assert states() == {"clara": "locked", "guilhem": "called_off"} and billed() == {
        "clara": 345,
        "guilhem": 0,
    }
    desk = Browser(app, cookie=log_in(JULIE, now=wiring.now()))
    listed = desk.get("/communes/lisse/day-list?service=restauration&date=2026-11-23").json["children"]
    assert [one["child"] for one in listed if one["expected"] != "no"] == ["clara"]

    meals = desk.get("/communes/lisse/kitchen?service=restauration&from=2026-11-23&to=2026-11-23")
    [kitchen] = [each for each in meals.json["days"] if each["date"] == "2026-11-23"]
    assert kitchen["closed"] is None and sum(one["under6"] + one["from6"] for one in kitchen["counts"]) == 1

    clock.show("lundi 2026-11-23 07:46")
    assert run_orders(now=clock.now()).changed == 1
    page.reload()
    expect(row).to_contain_text(
        "à Resto Vert, pas encore confirmée (−1 standard, école que le règlement ne nomme pas)"
    )
    row.get_by_role("button", name="Garder un enfant").tap()
    page.get_by_label("Nom ou prénom de l’enfant").fill("noa")
    page.get_by_role("button", name="Noa TESTMP").tap()
    expect(row).to_contain_text("Cet enfant n’avait rien réservé. 1 réservation pour Noa, après la limite")
    assert Axe().run(page).response["violations"] == []
    page.get_by_role("button", name="Garder Noa TESTMP").tap()
    expect(row).to_contain_text("sauf 2 enfants gardés")
    row.get_by_role("button", name="Remettre").tap()
    page.get_by_role("button", name="Remettre « Restauration scolaire » pour 1 enfant").tap()
    expect(page.locator("#rien")).to_be_visible()
    expect(numbers).to_contain_text("C’est remis : ")
    expect(numbers).to_contain_text("Restauration scolaire")
    expect(confirm).to_be_hidden()
    assert len(tell()) > 1, "the family is told again"
    assert states() == {"clara": "locked", "guilhem": "locked"} and billed() == {"clara": 345, "guilhem": 345}
    assert said == []
