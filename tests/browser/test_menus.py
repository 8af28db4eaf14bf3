"""The secretary pastes the menu of a week, reads it again and keeps it; parents read it below the week in which they book the meal."""

import os
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from functions import wiring
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
A_MONTH = """<!doctype html><meta charset="utf-8"><style>table { width: 100%; text-align: center }</style>
<h2>Semaine du 23 au 27 novembre</h2>
<table><tr><th>Lundi<th>Mardi<th>Jeudi<tr><td>Carottes<td><td>Salade</table>
<h2>Semaine du 30 novembre au 4 décembre</h2>
<table><tr><th>Lundi<th>Mardi<th>Jeudi<tr><td><td>Riz<td></table>
<p>Bon appétit</p>"""


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


def test_the_caterer_s_pdf_is_shown_to_families_read_again_withdrawn_and_put_back(
    open_context: Callable[..., BrowserContext], uploads_bucket: str, pages_bucket: str
) -> None:
    for made in (wiring.uploads, wiring.site_files, wiring._s3):
        made.cache_clear()
    open_account(JULIE, "julie@lisse.example")
    appoint(JULIE, Role.KITCHEN)
    page = open_context(account=JULIE, **DESK).new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.set_content(A_MONTH)  # what a caterer's own program prints
    printed = page.pdf()
    page.goto(MENUS)
    given = page.get_by_role("region", name="Le document du traiteur")
    given.get_by_label("Donner un PDF").set_input_files(
        {"name": "Menus de novembre.pdf", "mimeType": "application/pdf", "buffer": printed}
    )
    expect(given.get_by_text("3 jours ont été lus, sur 2 semaines.")).to_be_focused()
    this_week, next_week = (given.get_by_label(f"Semaine {week},") for week in (48, 49))
    expect(this_week).to_be_checked()
    expect(next_week).to_be_checked()
    expect(given.get_by_label("Semaine 50,")).not_to_be_checked()
    given.get_by_text("Ce qui n’a été placé sur aucun jour (1)").click()
    expect(given.get_by_text("Bon appétit")).to_be_visible()
    assert faults(page) == []
    look(page, "menus-document")
    for each in (this_week, next_week):
        each.uncheck()
    given.get_by_role("button", name="Montrer aux familles").press("Enter")
    expect(given.get_by_text("Choisissez au moins une semaine.").first).to_be_visible()
    for each in (this_week, next_week):
        each.check()
    given.get_by_role("button", name="Montrer aux familles").press("Enter")
    expect(page.locator("#status")).to_contain_text(
        "Les familles le verront d’ici une minute, pour 2 semaines."
    )
    expect(given.get_by_role("link", name="Menus de novembre (PDF)")).to_be_visible()
    monday = page.get_by_role("group", name="lundi 23 novembre").get_by_role("textbox")
    expect(monday).to_have_value("Carottes")
    expect(page.get_by_text("Ces plats ont été lus dans le document du traiteur")).to_be_visible()
    look(page, "menus-lus")
    assert week_menus("lisse", ["2026-W48"])[0].version == 0, "an agent reads them again first"
    page.get_by_role("button", name="Enregistrer la semaine").press("Enter")
    expect(page.get_by_text("Ces plats ont été lus")).to_be_hidden()
    page.get_by_role("link", name="Suivante").press("Enter")
    expect(page.get_by_role("group", name="mardi 1er décembre").get_by_role("textbox")).to_have_value("Riz")

    parent = open_context(account=MARC, **PHONE).new_page()
    parent.goto("/espace/reservations/?semaine=2026-W49")
    expect(parent.locator(".cell").first).to_be_attached()
    parent.get_by_role("link", name="Déclarer une absence").scroll_into_view_if_needed()
    menu = parent.get_by_role("region", name="Au menu")
    expect(menu.get_by_role("link", name="Menu du 30 novembre au 4 décembre (PDF")).to_be_visible()
    expect(menu.get_by_text("Riz")).to_have_count(0)
    assert faults(parent) == []

    given.get_by_role("button", name="Retirer ce document").press("Enter")
    expect(page.locator("#retire")).to_be_focused()
    expect(page.locator("#retire")).to_contain_text("Le document est retiré de 2 semaines.")
    expect(given.get_by_role("link", name="Menus de novembre (PDF)")).to_be_hidden()
    given.get_by_role("button", name="Annuler : le remettre").press("Enter")
    expect(given.get_by_role("link", name="Menus de novembre (PDF)")).to_be_visible()
    expect(page.locator("#retire")).to_be_hidden()
    assert said == []


def look(page: Page, name: str) -> None:
    for width in (820, 390, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (name, width)
        if folder := os.environ.get("PREAU_SHOTS"):
            page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)
