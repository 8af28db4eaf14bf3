"""The first screen of a parent at half past eight in the evening: tomorrow, what closes, a child who falls ill, what is undone again."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from functions.domain.planning.child_month import Slot
from functions.usecases.town.publish_reglement import publish_reglement
from tests.browser.conftest import TownClock
from tests.browser.first_view import FirstView
from tests.browser.planning_page import basket, open_week, outcome, validate
from tests.browser.shifts import assert_nothing_jumped, watch_shifts
from tests.support.absences import a_town
from tests.support.axe import axe_violations
from tests.support.builders import a_booking, a_month, acting, on, paris, put_in_basket, put_month

pytestmark = pytest.mark.browser

LATELY = (9, 10, 12, 13, 16, 17)


@pytest.fixture(autouse=True)
def evening(origin: str, clock: TownClock) -> None:
    """Wednesday evening: Thursday's lunch cannot be cancelled any more, Friday's can."""
    clock.show("mercredi 2026-11-18 20:30")
    publish_reglement("lisse", a_town(), now=paris("lundi 2026-11-16 08:00"))
    booked = {(day, "restauration"): a_booking() for day in (*LATELY, 19, 20, 26)}
    put_month(a_month("clara", "2026-11", booked))


def open_home(page: Page) -> Locator:
    """The town publishes no news here; the worker of the pages asks for it too."""
    page.context.route("**/actualites/index.json", lambda route: route.fulfill(json={"articles": []}))
    page.goto("/espace/")
    return page.locator("#now")


def test_a_parent_reads_what_they_came_for_and_a_child_who_falls_ill_takes_two_taps(phone: Page) -> None:
    watch_shifts(phone)
    first_view = FirstView(phone, "/home")
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    now = open_home(phone)
    expect(now).to_contain_text("Demain : Clara, restauration scolaire ; Guilhem, rien de réservé.")
    expect(now).to_contain_text("rien n’est réservé pour lundi et mardi.")
    expect(now).to_contain_text("Rien à payer.")
    expect(now).to_contain_text("20,70 € à ce jour, 31,05 € avec ce qui est réservé.")
    month = now.get_by_role("link").filter(has_text="à ce jour")
    expect(month).to_have_attribute("href", re.compile(r"^/espace/agenda/.*#month$"))
    assert_nothing_jumped(phone)
    first_view.assert_is_light()
    assert len([url for url in asked if "/home" in url]) == 1
    assert axe_violations(phone) == []
    phone.get_by_role("button", name="Mon enfant est malade").tap()
    sheet = phone.get_by_role("dialog", name="Mon enfant est malade")
    expect(sheet.get_by_label("Clara")).to_be_checked()
    expect(sheet.get_by_label("Guilhem")).not_to_be_checked()
    expect(sheet).to_contain_text(
        "1 réservation ne peut plus être annulée : l’absence sera déclarée, 3,45 € restent facturés."
    )
    expect(sheet).to_contain_text("Avec un justificatif envoyé avant")
    sheet.get_by_text("vendredi").tap()
    expect(sheet).to_contain_text("1 réservation sera annulée : 3,45 € ne seront pas facturés.")
    assert axe_violations(phone) == []
    sheet.get_by_role("button", name="Annuler 1 réservation et déclarer 1 absence pour Clara").tap()
    sheet = phone.get_by_role("dialog", name="C’est enregistré")
    expect(sheet).to_contain_text("1 réservation annulée")
    expect(sheet.locator("#sick-confirm")).to_be_hidden()
    expect(sheet.get_by_role("button", name="Remettre comme avant")).to_be_visible()
    sheet.get_by_role("button", name="Fermer").tap()
    expect(now).to_contain_text("Demain : Clara, absence déclarée, facturée ; Guilhem, rien de réservé.")
    expect(now).to_contain_text("Justificatif à envoyer")
    # The sheet is closed, and the page read again: there is a way back all the same. The server knows of it, not this device.
    expect(now.get_by_role("button", name="Remettre comme avant")).to_be_visible()
    phone.reload()
    expect(now).to_contain_text("Enregistré à 20 h 30 : absence de Clara")
    expect(now.get_by_role("button", name="Remettre comme avant")).to_be_visible()
    now.get_by_role("link", name="Justificatif à envoyer").tap()
    expect(phone.locator("#absences li.absence")).to_contain_text("1 réservation reste facturée (3,45 €).")
    phone.get_by_role("button", name="Remettre comme avant").tap()
    expect(phone.locator("#absences li.absence")).to_have_count(0)
    phone.reload()
    expect(phone.get_by_role("button", name="Voir ce que cela change")).to_be_visible()
    expect(phone.get_by_role("button", name="Remettre comme avant")).to_have_count(0)


def test_without_a_network_it_says_what_it_read_last_and_when(shaky: Page) -> None:
    expect(open_home(shaky)).to_contain_text("Demain")
    shaky.route("**/preview", lambda route: route.abort())
    shaky.get_by_role("button", name="Mon enfant est malade").tap()
    sheet = shaky.get_by_role("dialog", name="Mon enfant est malade")
    expect(sheet).to_contain_text("Vérifiez votre connexion à Internet, puis réessayez")
    shaky.unroute("**/preview")
    sheet.get_by_role("button", name="Réessayer").tap()
    expect(sheet.get_by_role("button", name="déclarer 1 absence pour Clara")).to_be_enabled()
    sheet.get_by_role("button", name="Fermer").tap()
    shaky.wait_for_function(
        "caches.open('preau-family').then((cache) => cache.keys()).then((all) => all.length)"
    )
    shaky.context.route("**/home", lambda route: route.abort())
    shaky.reload()
    expect(shaky.locator("#old")).to_contain_text("Lu le mercredi 18 novembre à 20 h 30")
    expect(shaky.locator("#now")).to_contain_text(
        "Demain : Clara, restauration scolaire ; Guilhem, rien de réservé."
    )
    expect(shaky.get_by_role("button", name="Mon enfant est malade")).to_be_hidden()
    assert axe_violations(shaky) == []


def test_a_validation_is_undone_also_once_the_page_is_read_again_or_an_answer_did_not_come(
    shaky: Page,
) -> None:
    put_in_basket(acting(), Slot(on("mardi 2026-11-24"), "restauration", "clara"))
    open_week(shaky, "2026-W48")
    basket(shaky).locator(".basket-toggle").tap()
    validate(shaky).tap()
    came_to = outcome(shaky)
    expect(came_to).to_contain_text("1 demande validée")
    expect(came_to.get_by_role("button", name="Annuler cette validation")).to_be_visible()
    shaky.reload()
    undo = shaky.get_by_role("button", name="Annuler ma dernière validation")
    no_answer = {"status": 500, "json": {"code": "internal", "title": "Erreur", "detail": "Réessayez."}}
    shaky.route("**/bookings/undo", lambda route: route.fulfill(**no_answer), times=1)
    undo.tap()
    expect(came_to).to_contain_text("Réessayez.")
    came_to.get_by_role("button", name="Annuler ma dernière validation").tap()
    expect(came_to).to_contain_text("La validation est annulée")
    expect(undo).to_have_count(0)
    assert axe_violations(shaky) == []
    shaky.reload()
    expect(shaky.get_by_role("button", name="Comme la semaine dernière")).to_be_visible()
    expect(undo).to_have_count(0)
