"""A basket whose lines expire: when, in the cell and in the basket; what expired, and one tap to put it back."""

import re

import pytest
from playwright.sync_api import Page, expect

from functions.domain.planning.child_month import Slot
from functions.usecases.town.publish_reglement import publish_reglement
from tests.browser.conftest import TownClock
from tests.browser.planning_page import basket, cell, open_week, outcome, validate, writes
from tests.support.builders import NOW, a_reglement, acting, on, put_in_basket

pytestmark = pytest.mark.browser

TUESDAY = on("mardi 2026-11-24")
MORNING = Slot(TUESDAY, "garderie-matin", "clara")
LUNCH = Slot(TUESDAY, "restauration", "clara")
CELL = ("Clara", "Garderie du matin", "mardi 24 novembre")


def test_a_line_that_expires_says_when_and_one_tap_puts_it_back(phone: Page, clock: TownClock) -> None:
    publish_reglement("lisse", a_reglement(basket_minutes=90), now=NOW)
    clock.show("lundi 2026-11-16 09:00")
    phone.clock.install(time="2026-11-16T08:00:00Z")
    open_week(phone)
    cell(phone, *CELL).tap()
    expect(cell(phone, *CELL)).to_have_accessible_name(
        re.compile(r"Dans le panier à valider jusqu’à 10\sh\s30 aujourd’hui")
    )
    phone.locator(".basket-toggle").tap()
    expect(basket(phone).locator(".basket-line")).to_contain_text("à valider jusqu’à 10 h 30 aujourd’hui")
    expect(basket(phone)).to_contain_text(
        "Rien n’est encore enregistré : à valider jusqu’à 10 h 30 aujourd’hui, ou la demande quitte le panier."
    )
    phone.locator(".basket-toggle").tap()
    # Short of fifty minutes: the page counts every thirty seconds, from when it was opened.
    phone.clock.run_for((49 * 60 + 40) * 1000)
    for shown in (cell(phone, *CELL), basket(phone)):
        expect(shown).to_contain_text("à valider d’ici 40 min")
    expect(phone.locator("#closing-soon")).to_have_class("closing-soon")  # no service closes within the hour
    clock.show("lundi 2026-11-16 10:30")
    phone.clock.run_for(41 * 60_000)
    expect(basket(phone)).to_contain_text("1 demande a expiré")
    expect(cell(phone, *CELL)).to_contain_text("Réservable")
    expect(
        phone.get_by_role("status").filter(has_text="la validation n’est pas venue à temps")
    ).to_be_attached()
    phone.get_by_role("button", name="Remettre dans le panier").tap()
    expect(cell(phone, *CELL)).to_contain_text("à valider jusqu’à midi aujourd’hui")
    expect(basket(phone)).to_contain_text("1 demande")
    expect(basket(phone)).not_to_contain_text("expiré")
    validate(phone).tap()
    expect(outcome(phone)).to_contain_text("1 demande validée")


def test_what_expired_goes_back_at_once_but_what_is_too_late_says_so(desk: Page, clock: TownClock) -> None:
    publish_reglement("lisse", a_reglement(basket_minutes=90), now=NOW)
    open_week(desk)
    cell(desk, *CELL).click()
    expect(cell(desk, *CELL)).to_contain_text("10 h 30 aujourd’hui")
    desk.get_by_role("button", name=re.compile("^Retirer du panier")).click()
    expect(cell(desk, *CELL)).to_contain_text("jusqu’au lundi 23 novembre à midi")
    put_in_basket(acting(), MORNING, LUNCH, Slot(TUESDAY, "garderie-soir", "clara"))
    clock.show("jeudi 2026-11-19 10:00")
    open_week(desk)
    expect(basket(desk)).to_contain_text("3 demandes ont expiré")
    expect(basket(desk)).to_contain_text("Mardi 24 novembre Clara, Restauration scolaire")
    expect(basket(desk)).to_contain_text("Trop tard depuis 10 h aujourd’hui.")
    expect(validate(desk)).to_be_hidden()
    sent = writes(desk, "/basket/changes")
    desk.get_by_role("button", name="Remettre dans le panier").click()
    expect(basket(desk)).to_contain_text("1 × Garderie du matin")
    expect(basket(desk)).to_contain_text("1 demande a expiré")
    expect(desk.get_by_role("button", name=re.compile("^Remettre"))).to_be_hidden()
    assert len(sent) == 1
    desk.get_by_role("button", name=re.compile("^Ne plus proposer : Restauration scolaire")).click()
    expect(basket(desk)).not_to_contain_text("expiré")
    desk.reload()
    expect(basket(desk)).to_contain_text("1 × Garderie du soir")
    expect(basket(desk)).not_to_contain_text("expiré")
