"""The secretary pastes the menu of a week, reads it again and keeps it; parents read it below the week in which they book the meal."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from functions.domain.agents.staff import Role
from functions.domain.safety.child_safety import Allergen, ChildSafety
from functions.storage.menus.week_menus import week_menus
from functions.usecases.safety.write_safety import SafetyWritten, write_safety
from tests.browser.conftest import DESK, PHONE
from tests.support.axe import axe_violations
from tests.support.builders import JULIE, MARC, NOW, appoint, on, open_account

pytestmark = pytest.mark.browser
MENUS = "/mairie/menus/?commune=lisse&semaine=2026-W48"
PASTED = "Menus du 23 au 27\nLundi 23 novembre\nCarottes râpées (moutarde)\nLasagnes (gluten, lait)\nMardi : Soupe / Riz\n"


def faults(page: Page) -> list[str]:
    return [rule["id"] for rule in axe_violations(page)]


def test_a_week_is_pasted_kept_and_read_by_parents(open_context: Callable[..., BrowserContext]) -> None:
    open_account(JULIE, "julie@lisse.example")
    appoint(JULIE, Role.SECRETARY)
    write_safety(
        SafetyWritten("lisse", ChildSafety("clara", diet="Sans porc"), 0, JULIE, "key-of-clara-diet", NOW)
    )
    page = open_context(account=JULIE, **DESK).new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(MENUS)
    expect(page.get_by_role("heading", name="Semaine 48, du lundi 23 novembre")).to_be_visible()
    monday = page.get_by_role("group", name="lundi 23 novembre")
    page.get_by_label("Le menu, tel qu’il est").fill(PASTED)
    page.get_by_role("button", name="Répartir par jour").press("Enter")
    expect(page.locator("#lu")).to_be_focused()
    expect(page.locator("#lu")).to_contain_text("2 jours remplis. Relisez, puis enregistrez la semaine.")
    expect(page.locator("#lu")).to_contain_text("Laissé de côté : Menus du 23 au 27")
    dishes = monday.get_by_role("textbox")
    expect(dishes).to_have_value("Carottes râpées\nLasagnes")
    expect(monday.get_by_text("Allergènes : gluten, lait, moutarde")).to_be_visible()
    assert week_menus("lisse", ["2026-W48"])[0].version == 0, "shown first"
    # The telephone rings, and the page is read again: what was not kept is there.
    page.reload()
    expect(dishes).to_have_value("Carottes râpées\nLasagnes")
    expect(page.get_by_text("Ce que vous aviez écrit sans l’enregistrer est encore là.")).to_be_visible()
    monday.locator("summary").press("Enter")
    monday.get_by_label("œufs").check()
    dishes.press("End")
    assert faults(page) == []
    page.get_by_role("button", name="Enregistrer la semaine").press("Enter")
    expect(page.locator("#status")).to_contain_text("Le menu de la semaine est enregistré.")
    kept = week_menus("lisse", ["2026-W48"])[0].value.days[on("lundi 2026-11-23")]
    assert kept.allergens == (Allergen.GLUTEN, Allergen.EGGS, Allergen.MILK, Allergen.MUSTARD)

    names = page.get_by_role("region", name="Noms des menus")
    expect(names.get_by_text("1 enfant")).to_be_visible()
    names.get_by_label("Ajouter un menu").fill("Végétarien")
    names.get_by_role("button", name="Ajouter").click()
    expect(names.get_by_role("button", name="Retirer Végétarien")).to_be_visible()
    names.get_by_role("button", name="Retirer Sans porc").click()
    expect(page.locator("#status")).to_contain_text("Il reste dans la fiche de 1 enfant.")
    expect(names.get_by_text("retiré, encore pour 1 enfant")).to_be_visible()
    page.keyboard.press("Escape")
    page.locator("h1").focus()
    page.keyboard.press("s")
    expect(page.get_by_role("heading", name="Semaine 49, du lundi 30 novembre")).to_be_visible()
    for width in (820, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width
    assert said == []

    parent = open_context(account=MARC, **PHONE).new_page()
    asked: list[str] = []
    parent.on("request", lambda request: asked.extend(re.findall(r"/menus\?.*", request.url)))
    parent.goto("/espace/reservations/?semaine=2026-W48")
    menu = parent.get_by_role("region", name="Au menu")
    expect(parent.locator(".cell").first).to_be_attached()
    assert asked == [], "far below what is in view"
    parent.get_by_role("link", name="Déclarer une absence").scroll_into_view_if_needed()
    expect(menu.get_by_role("heading", name="Lundi 23 novembre")).to_be_visible()
    expect(menu.get_by_text("Lasagnes")).to_be_visible()
    expect(menu.get_by_text("Allergènes : gluten, œufs, lait, moutarde")).to_be_visible()
    assert faults(parent) == []
    assert parent.evaluate("document.documentElement.scrollWidth <= innerWidth")
    parent.goto("/espace/agenda/?mois=2026-11")
    expect(parent.locator("#wait")).to_be_hidden()
    parent.get_by_role("contentinfo").scroll_into_view_if_needed()
    expect(parent.get_by_role("region", name="Au menu").get_by_text("Soupe")).to_be_visible()
    parent.goto("/espace/reservations/?semaine=2026-W49")
    expect(parent.locator("#week-title")).to_contain_text("Semaine 49")
    expect(parent.locator(".cell").first).to_be_attached()
    with parent.expect_response("**/menus?*"):
        parent.get_by_role("link", name="Déclarer une absence").scroll_into_view_if_needed()
    expect(parent.get_by_role("region", name="Au menu")).to_have_count(0)
