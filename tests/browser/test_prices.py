"""A parent without an account asks what the town's services would cost, and reads why."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from functions.publishing.output import write_folder
from functions.publishing.reglement import render_reglement
from functions.publishing.site import Deployment, Site
from infra.build_pages import ROOT
from tests.support.axe import axe_violations
from tests.support.builders import NOW, a_commune, a_reglement

pytestmark = pytest.mark.browser


@pytest.fixture
def reglement_page(built: Path) -> str:
    site = Site(ROOT, Deployment("https://portail.example"))
    pages = render_reglement(site, a_commune(), a_reglement(), published_at=NOW, now=NOW)
    write_folder([*pages, *site.assets.linked()], built)
    return "/lisse/reglement/"


def test_prices_are_asked_and_read_with_the_keyboard_alone(phone: Page, reglement_page: str) -> None:
    page = phone
    page.goto(reglement_page)
    page.get_by_label("Quotient familial").focus()
    page.keyboard.type("1 199,5")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Vos prix")).to_be_focused()
    canteen = page.locator(".quotes > li").filter(has_text="Restauration scolaire")
    expect(canteen).to_contain_text("3,45")
    expect(canteen).to_contain_text("QF de 600 à 1")
    page.get_by_label("Quotient familial").fill("beaucoup")
    page.get_by_role("button", name="Voir les prix").press("Enter")
    expect(page.locator("#prix-panne")).to_be_focused()
    expect(page.locator("#prix")).to_be_hidden()
    page.get_by_label("Quotient familial").fill("")
    page.get_by_role("button", name="Voir les prix").press("Enter")
    expect(canteen).to_contain_text("non justifié")
    assert axe_violations(page) == []
