"""The secretary merges two files: from the file that she has open, with the keyboard; and what she sees on narrower screens."""

import os
from collections.abc import Callable
from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, expect

from functions.domain.agents.staff import Role
from functions.domain.planning.child_month import Slot
from functions.storage.families import families
from functions.storage.table.transaction import Transaction
from tests.browser.conftest import DESK
from tests.browser.hands import Keys
from tests.support.builders import MARC, MONDAY, appoint, book, open_account
from tests.support.merging import DOUBLE, LOU, LUNCH, OTHER, ROSE, other_file

pytestmark = pytest.mark.browser

ANNE = "0" * 25 + "s"
LOOK = os.environ.get("PREAU_LOOK", "")
"""A folder for pictures, for who wants to look."""


def test_two_files_of_one_family_are_made_one_with_the_keyboard(
    origin: str, open_context: Callable[..., BrowserContext]
) -> None:
    open_account(ANNE, "anne@lisse.example")
    appoint(ANNE, Role.SECRETARY)
    other_file()
    book(Slot(MONDAY, LUNCH, DOUBLE), Slot(MONDAY, LUNCH, LOU), account=ROSE, family=OTHER)
    page = open_context(account=ANNE, **DESK).new_page()
    quiet: list[str] = []
    page.on("console", lambda message: quiet.append(message.text))
    page.on("pageerror", lambda error: quiet.append(str(error)))
    hand = Keys(page)
    page.goto("/mairie/familles/?commune=lisse")
    hand.press(page.get_by_role("link", name="Dossiers en double"))
    alike = page.get_by_role("region", name="Dossiers qui se ressemblent")
    expect(alike).to_contain_text("est dans les deux")
    for width in (390, 820, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        if LOOK:
            page.screenshot(path=f"{LOOK}/doubles-{width}.png", full_page=True)
    assert Axe().run(page).response["violations"] == []
    hand.press(alike.get_by_role("link", name="Comparer"))
    expect(page.get_by_role("region", name="Ce qui rejoint le dossier gardé")).to_be_visible()
    page.goto("/mairie/famille/?id=testmp&commune=lisse")
    hand.press(page.get_by_role("link", name="Réunir avec un autre dossier"))
    search = page.get_by_label("Avec quel dossier ?")
    expect(search).to_be_focused()
    page.keyboard.type("roux")
    page.keyboard.press("Enter")
    hand.press(page.get_by_role("link", name="Testmp-Roux"))

    # The double is known by its names and its birth; Lou is somebody else.
    clara = page.get_by_role("combobox", name="Clara Testmp, naissance le")
    expect(clara).to_have_value("clara")
    expect(page.get_by_role("combobox", name="Lou Testmp")).to_have_value("")
    differs = page.get_by_role("region", name="Ce qui diffère : lequel est juste ?")
    expect(differs.get_by_role("group")).to_have_count(5)
    follows = page.get_by_role("region", name="Ce qui rejoint le dossier gardé")
    expect(follows).to_contain_text("2 réservations à venir")
    expect(follows).to_contain_text("Une réunion ne se défait pas.")
    for width in (1280, 820, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        if width != 820:
            assert Axe().run(page).response["violations"] == []
        if LOOK:
            page.screenshot(path=f"{LOOK}/fusion-{width}.png", full_page=True)
    sizes = page.locator("#reunion .choice, #reunion select, #reunir").evaluate_all(
        "all => all.map((one) => one.getBoundingClientRect().height)"
    )
    assert min(sizes) >= 44, "a thumb finds them"
    page.set_viewport_size({"width": 1280, "height": 800})

    for whose, file in (("gardé", "testmp"), ("qui sera fermé", OTHER)):
        link = page.get_by_role("link", name=f"Ouvrir ce dossier {whose}")
        assert (link.get_attribute("href") or "").startswith(f"/mairie/famille/?id={file}&")
    button = page.get_by_role("button", name="Réunir les deux dossiers", exact=True)
    hand.press(button)
    expect(page.locator("#reunion [data-errors]")).to_contain_text("Téléphone")
    assert not families.family("lisse", OTHER).value.merged_into, "nothing is chosen yet"
    for group, answer in (
        ("Nom de la famille", "Testmp"),
        ("Adresse", "8 rue des Ormes, 00000 Lisse"),
        ("Téléphone", "Les deux"),
        ("Quotient familial", "812"),
        ("Responsable 2", "Julie Testmp, julie@famille.example"),
    ):
        radio = differs.get_by_role("group", name=group).get_by_role("radio", name=answer).first
        radio.focus()
        page.keyboard.press("Space")
        expect(radio).to_be_checked()
    expect(differs.get_by_role("group", name="Adresse")).to_contain_text("ne sera plus dans le dossier.")
    expect(page.locator("#reunion .error:visible, #reunion [data-errors]:visible")).to_have_count(0)
    hand.press(button)
    expect(page.locator("#certain")).to_be_focused()
    assert not families.family("lisse", OTHER).value.merged_into, "pressed once, it only says what it will do"
    hand.press(page.get_by_role("button", name="Oui, fermer le second dossier et réunir les deux dossiers"))
    opened = page.get_by_role("link", name="Ouvrir le dossier")
    expect(opened).to_be_focused()
    kept = families.family("lisse", "testmp").value
    assert (kept.name, kept.address.line1) == ("Testmp", "8 rue des Ormes")
    assert kept.phone == "01 99 00 56 78 / 06 39 98 00 07"
    assert kept.members[0] == MARC and ROSE in kept.members and len(kept.children) == 3
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Enfants").get_by_role("article")).to_have_count(3)

    # The address of the file that went leads to the kept one.
    page.goto(f"/mairie/famille/?id={OTHER}&commune=lisse")
    page.wait_for_url("**/mairie/famille/?id=testmp**")
    expect(page.get_by_role("heading", name="Famille Testmp")).to_be_visible()

    # One that stopped on its way is seen on the file and in the list, and ended there.
    for address in ("/mairie/famille/?id=testmp&commune=lisse", "/mairie/fusion/?commune=lisse"):
        the_merge_stops_before_its_end()
        page.goto(address)
        finish = page.get_by_role("button", name="Terminer la réunion")
        expect(finish).to_be_visible()
        assert Axe().run(page).response["violations"] == []
        hand.press(finish)
        expect(finish).to_have_count(0)
        expect(page.get_by_role("heading", level=1)).to_be_focused()
        assert families.family("lisse", "testmp").value.merging == ""
    assert quiet == []


def the_merge_stops_before_its_end() -> None:
    """As it is before its last step."""
    stored = families.family("lisse", "testmp")
    transaction = Transaction()
    families.put(transaction, "lisse", replace(stored, value=replace(stored.value, merging=OTHER)))
    transaction.commit()
