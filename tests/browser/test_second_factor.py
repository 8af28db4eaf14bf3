"""« Double vérification »: an agent signs in with the keyboard alone, and is asked once more before what cannot be undone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from functions.domain.agents.staff import Role
from tests.browser.conftest import DESK, TownClock
from tests.browser.factor import give_password
from tests.browser.finger import Finger
from tests.browser.hands import Keys
from tests.support.accounts import EMAIL, PASSWORD
from tests.support.axe import axe_violations
from tests.support.builders import MARC, appoint
from tests.support.second_factor import a_phone, phone_shows

pytestmark = pytest.mark.browser


def looks_right(page: Page) -> None:
    assert axe_violations(page) == []
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width


def test_an_agent_gives_the_code_after_the_password_and_once_more_before_what_asks_for_it(
    open_context: Callable[..., BrowserContext], clock: TownClock
) -> None:
    give_password()
    paper = a_phone(now=clock.now())
    context = open_context(**DESK)
    appoint(MARC, Role.SECRETARY)
    page, broken = context.new_page(), []
    page.on("pageerror", lambda error: broken.append(str(error)))
    hand = Keys(page)

    # A parent's session meets the town hall: sign in again, and come back there.
    page.goto("/mairie/?commune=lisse")
    page.wait_for_url("**/connexion/?suite=*")
    hand.write(page.get_by_label("Adresse e-mail"), EMAIL)
    hand.write(page.get_by_label("Mot de passe", exact=True), PASSWORD)
    page.keyboard.press("Enter")

    code = page.get_by_label("Code à six chiffres").first
    expect(code).to_be_focused()
    looks_right(page)
    page.keyboard.type("000000")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Ce code n’est pas le bon.").last).to_be_visible()
    hand.press(page.get_by_role("button", name="Utiliser un code de secours"))
    expect(page.get_by_label("Code de secours")).to_be_focused()
    looks_right(page)
    hand.press(page.get_by_role("button", name="Revenir au code du téléphone"))
    code.fill(phone_shows(now=clock.now()))
    page.keyboard.press("Enter")
    page.wait_for_url("**/mairie/?commune=lisse")

    # Ten minutes later, new codes on paper ask for the phone again, in place.
    clock.show("lundi 2026-11-16 09:11")
    page.goto("/double-verification/")
    expect(page.get_by_text("Il vous reste 10 codes de secours.")).to_be_visible()
    looks_right(page)
    hand.press(page.get_by_role("button", name="Faire de nouveaux codes de secours"))
    asked = page.get_by_role("dialog", name="Confirmer avec votre téléphone")
    expect(asked.get_by_label("Code du téléphone")).to_be_focused()
    assert axe_violations(page) == []
    page.keyboard.press("Escape")
    expect(page.get_by_text("donnez de nouveau le code de votre téléphone")).to_be_visible()
    hand.press(page.get_by_role("button", name="Faire de nouveaux codes de secours"))
    expect(asked.get_by_label("Code du téléphone")).to_be_focused()
    page.keyboard.type(paper.codes[0])
    page.keyboard.press("Enter")
    shown = page.locator("[data-step=feuille] li")
    expect(shown).to_have_count(10)
    assert not set(shown.all_inner_texts()) & set(paper.codes)
    hand.press(page.get_by_role("button", name="Je les ai gardés"))
    expect(page.get_by_text("Il vous reste 10 codes de secours.")).to_be_visible()

    # Later still, a passkey that is added with the code stands for both from then on.
    clock.show("lundi 2026-11-16 09:31")
    Finger(page)
    page.goto("/espace/cles/")
    hand.press(page.get_by_role("button", name="Ajouter une clé d’accès"))
    expect(asked.get_by_label("Code du téléphone")).to_be_focused()
    page.keyboard.type(phone_shows(now=clock.now()))
    page.keyboard.press("Enter")
    expect(page.locator("#liste li")).to_contain_text("Ouvre aussi la mairie")
    assert broken == []
