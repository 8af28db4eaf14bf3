"""What a town asks before a family books: the basket says it, and a parent accepts the règlement on a page of its own."""

import re
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from functions.domain.reglement.service_conditions import Need, ServiceConditions
from functions.storage.families.families import family
from functions.usecases.town.publish_reglement import publish_reglement
from tests.browser.planning_page import basket, cell, line, open_week, outcome, still_cell, validate
from tests.support.builders import CANTEEN, EVENING, NOW, a_reglement

pytestmark = pytest.mark.browser

LUNCH = ("Clara", "Restauration scolaire", "lundi 23 novembre")


def test_the_reglement_is_accepted_then_a_week_of_two_days_is_booked(phone: Page) -> None:
    canteen = replace(CANTEEN, conditions=ServiceConditions(needs=(Need.ACCEPTED_REGLEMENT,)))
    evening = replace(EVENING, conditions=ServiceConditions(min_days_a_week=2))
    publish_reglement("lisse", a_reglement(services=(canteen, evening)), now=NOW)
    open_week(phone)
    expect(cell(phone, *LUNCH)).to_have_count(0)
    still_cell(phone, *LUNCH).tap(force=True)  # Playwright would wait until it can be changed
    expect(line(phone)).to_contain_text("Restauration scolaire : acceptez d’abord le règlement")
    phone.get_by_role("link", name="Acceptez le règlement").click()
    phone.get_by_role("button", name="Accepter").click()
    expect(phone.locator("#lu-error")).to_have_text("Cochez la case pour accepter le règlement.")
    phone.get_by_label("Nous avons lu le règlement").check()
    phone.get_by_role("button", name="Accepter").click()
    expect(phone.get_by_role("heading", name="Le règlement est accepté")).to_be_visible()
    assert family("lisse", "testmp").value.accepted_reglement == 2

    open_week(phone)
    expect(phone.locator("#to-accept")).to_be_hidden()
    expect(cell(phone, *LUNCH)).to_be_visible()
    evening_of = ("Clara", "Garderie du soir")
    cell(phone, *evening_of, "lundi 23 novembre").tap()
    phone.get_by_role("button", name=re.compile("1 demande")).tap()
    expect(basket(phone)).to_contain_text("réservez au moins 2 jours cette semaine-là")
    phone.get_by_role("button", name=re.compile("1 demande")).tap()
    cell(phone, *evening_of, "mardi 24 novembre").tap()
    expect(basket(phone)).to_contain_text("4,40 €")
    validate(phone).tap()
    expect(outcome(phone)).to_contain_text("2 demandes validées")


def test_a_week_that_waits_for_the_reglement_says_so_first(phone: Page) -> None:
    needs = ServiceConditions(needs=(Need.ACCEPTED_REGLEMENT,))
    waiting = [replace(each, conditions=needs) for each in (CANTEEN, EVENING)]
    publish_reglement("lisse", a_reglement(services=tuple(waiting)), now=NOW)
    open_week(phone)
    expect(phone.get_by_role("link", name="Acceptez le règlement")).to_be_visible()
    expect(phone.get_by_role("heading", name="Rien à réserver pour l’instant")).to_be_visible()
    reasons = phone.locator(".week-empty")
    expect(reasons).to_contain_text("Restauration scolaire : acceptez d’abord le règlement")
    expect(phone.get_by_text("Rien à réserver cette semaine")).to_be_hidden()
    open_week(phone, "2026-W52")
    expect(phone.get_by_role("heading", name="Rien à réserver cette semaine")).to_be_visible()
