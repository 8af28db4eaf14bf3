"""« La tablette de l’école »: enrolled at a desk, opened in a yard with six digits, for attendance and nothing else; and taken back."""

import os
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from functions.domain.agents.staff import Role
from tests.browser.conftest import DESK
from tests.support.builders import JULIE, MARC, appoint, open_account

pytestmark = pytest.mark.browser

TABLET = {"width": 820, "height": 1180}


@pytest.fixture
def tablet(open_context: Callable[..., BrowserContext]) -> Iterator[Page]:
    """820 px, by thumb; Marc is a secretary. The console says nothing but what is refused."""
    open_account(JULIE, "julie@famille.example")
    appoint(MARC, Role.SECRETARY, Role.CHILDCARE)
    page, said = open_context(**TABLET, touch=True).new_page(), []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    assert [line for line in said if "401" not in line and "422" not in line and "404" not in line] == []


def look(page: Page, name: str) -> None:
    assert Axe().run(page).response["violations"] == [], name
    for width in (390, 1280, 820):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (name, width)
        if folder := os.environ.get("PREAU_SHOTS"):
            page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)


def test_a_tablet_is_enrolled_opened_with_a_code_and_taken_back(
    tablet: Page, open_context: Callable[..., BrowserContext]
) -> None:
    page = tablet
    page.goto("/tablette/")
    expect(page.get_by_text("Cet appareil n’est pas une tablette de la commune")).to_be_visible()
    page.goto("/mairie/tablettes/")
    page.get_by_label("Six chiffres").fill("123456")
    page.get_by_role("button", name="Garder ce code").tap()
    expect(page.get_by_text("Choisissez six chiffres qui ne se suivent pas").first).to_be_visible()
    page.get_by_label("Six chiffres").fill("271828")
    page.get_by_role("button", name="Garder ce code").tap()
    expect(page.get_by_text("Vous avez un code.")).to_be_visible()
    page.get_by_label("Son nom").fill("École Jules-Ferry")
    page.get_by_role("button", name="Enregistrer cette tablette").tap()
    expect(page.locator("#liste")).to_contain_text("École Jules-Ferry")
    look(page, "tablettes")
    page.get_by_role("button", name="Menu").tap()
    page.get_by_role("button", name="Se déconnecter").tap()
    page.get_by_role("link", name="Ouvrir la tablette avec mon code").tap()
    page.get_by_role("button", name="Marc").tap()
    expect(page.get_by_label("Marc, votre code")).to_be_focused()
    look(page, "tablette")
    page.get_by_label("Marc, votre code").type("314159")
    expect(page.get_by_text("Essais restants sur cette tablette : 4.").first).to_be_visible()
    page.get_by_label("Marc, votre code").fill("")
    page.get_by_label("Marc, votre code").type("271828")
    page.wait_for_url("**/mairie/pointage/**")
    expect(page.locator("[data-town-name]")).to_have_text("Mairie – Lisse")

    office = open_context(**DESK, account=MARC).new_page()
    office.goto("/mairie/tablettes/")
    office.get_by_role("button", name="Retirer École Jules-Ferry").press("Enter")
    expect(office.get_by_text("Aucune tablette n’est enregistrée.")).to_be_visible()
    assert page.request.get("/api/me").status == 401
    expect(office.locator("[data-town-name]")).to_have_text("Mairie – Lisse")
