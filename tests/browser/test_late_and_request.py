"""Past the limit at a surcharge, and on request: the phone says it before, and after."""

from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from functions.domain.planning.basket import BasketLine
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.deadline_rules import Action, Late, LateMode, Limit, Surcharge
from functions.storage.bookings import booking_requests
from functions.usecases.bookings.answer_booking_request import answer_booking_request
from functions.usecases.town.publish_reglement import publish_reglement
from tests.browser.conftest import TownClock
from tests.browser.planning_page import basket, cell, open_week, outcome, validate
from tests.support.builders import CANTEEN, EVENING, MONDAY, NOW, a_reglement
from tests.support.ledger import rows

pytestmark = pytest.mark.browser

LUNCH = ("Clara", "Restauration scolaire", "lundi 23 novembre")
PLAY = ("Clara", "Garderie du soir", "lundi 23 novembre")


def test_two_minutes_around_a_limit_and_a_request_until_its_answer(phone: Page, clock: TownClock) -> None:
    late = (Late(LateMode.SURCHARGE, Limit(back=3, at=9 * 60), Surcharge(cents=100)),)
    canteen = replace(CANTEEN, reserve=replace(CANTEEN.reserve, late=late))
    evening = replace(EVENING, reserve=replace(EVENING.reserve, confirmed_by_town=True))
    publish_reglement("lisse", a_reglement(services=(canteen, evening)), now=NOW)
    clock.show("jeudi 2026-11-19 09:58")
    open_week(phone)
    cell(phone, *LUNCH).tap()
    expect(basket(phone)).to_contain_text("3,45 €")
    expect(phone.locator(".cell-sending")).to_have_count(0)

    clock.show("jeudi 2026-11-19 10:00")
    validate(phone).tap()
    expect(outcome(phone)).to_contain_text("Le prix a changé : 4,45 € maintenant.")
    expect(cell(phone, *LUNCH)).to_contain_text("en retard : +1,00 €, à valider jusqu’à demain 9 h")
    phone.locator(".basket-toggle").tap()
    expect(basket(phone)).to_contain_text("Clara – en retard : +1,00 €")
    validate(phone).tap()
    expect(outcome(phone)).to_contain_text("1 demande validée")
    [booking] = rows(["clara"], ["2026-11"]).values()
    assert (booking.price_cents, booking.surcharge_cents) == (445, 100)

    expect(cell(phone, *PLAY)).to_contain_text("Sur demande")
    cell(phone, *PLAY).tap()
    phone.locator(".basket-toggle").tap()
    expect(basket(phone)).to_contain_text("Demande à la mairie : 1 × Garderie du soir")
    validate(phone).tap()
    expect(outcome(phone)).to_contain_text("1 demande envoyée à la mairie")
    expect(outcome(phone)).to_contain_text("rien n’est réservé ni facturé avant")
    expect(cell(phone, *PLAY)).to_contain_text("Demandé")
    expect(cell(phone, *PLAY)).to_contain_text("en attente de la réponse de la mairie")

    [request] = [stored.value for stored in booking_requests.open_requests("lisse", after=None, limit=9)]
    slot = Slot(MONDAY, "garderie-soir", "clara")
    answer_booking_request(
        "lisse", "testmp", request.id,
        accept=[BasketLine(slot, Action.RESERVE)], refuse=[], reason="", by="agent", key="answer-1", now=clock.now(),
    )  # fmt: skip
    phone.reload()
    expect(cell(phone, *PLAY)).to_contain_text("Réservé")
    assert set(rows(["clara"], ["2026-11"])) == {slot, Slot(MONDAY, "restauration", "clara")}
