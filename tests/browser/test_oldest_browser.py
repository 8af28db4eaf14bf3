"""The screens in the oldest browser that is served: each newer feature is taken away from Chromium, and something is in its place."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

from tests.browser.conftest import PHONE, SIGN_IN
from tests.browser.planning_page import basket, open_week
from tests.support.builders import MARC, log_in
from tests.support.newer_features import FEATURES

pytestmark = pytest.mark.browser

KINDS = {"document": "html", "stylesheet": "css", "script": "js"}
LOST = "throw new Error('lost');"
CELL = re.compile("Garderie du matin")


def sent_without(route: Route) -> None:
    """The file, with the names of what is newer misspelt."""
    kind = KINDS.get(route.request.resource_type)
    if kind is None:
        route.fallback()
        return
    response = route.fetch()
    body = response.text()
    for each in FEATURES:
        if each.kind == kind and each.unknown:
            body = re.sub(*each.unknown, body)
    route.fulfill(response=response, body=body)


@pytest.fixture
def context(browser: Browser, origin: str) -> Iterator[BrowserContext]:
    context = browser.new_context(
        base_url=origin,
        viewport={"width": 390, "height": 844},
        has_touch=True,
        locale="fr-FR",
        service_workers="block",
    )
    for each in FEATURES:
        if each.taken:
            context.add_init_script(each.taken)
    context.route("**/*", sent_without)
    context.request.get(f"{origin}{SIGN_IN}?{log_in(MARC)}")
    context.set_default_timeout(10_000)
    yield context
    context.unroute_all(behavior="ignoreErrors")  # a file may be on its way
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    page, said = context.new_page(), []
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    assert [each for each in said if each != "lost"] == []


def edges(place: Locator) -> tuple[float, float]:
    """Where it begins and ends, from the top of the screen."""
    box = place.bounding_box()
    assert box is not None
    return box["y"], box["y"] + box["height"]


def ring(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.activeElement).outlineStyle"))


def test_the_menu_opens_over_nothing_and_folds_again(page: Page) -> None:
    open_week(page)
    assert page.evaluate("[HTMLElement, Element].some(({ prototype }) => 'popover' in prototype)") is False
    menu, link, title = (
        page.get_by_role("button", name="Menu"),
        page.get_by_role("link", name="Mes factures"),
        page.get_by_role("heading", name="Mes réservations"),
    )
    expect(link).to_be_hidden()
    page.get_by_role("button", name="Suivant").tap()
    expect(page.get_by_role("heading", name=re.compile("^Semaine 49"))).to_be_visible()
    menu.tap()
    expect(menu).to_have_attribute("aria-expanded", "true")
    assert edges(page.get_by_role("button", name="Se déconnecter"))[1] < edges(title)[0]
    page.keyboard.press("Escape")
    expect(link).to_be_hidden()
    expect(menu).to_be_focused()
    menu.tap()
    menu.tap()
    expect(link).to_be_hidden()
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(link).to_be_visible()
    expect(menu).to_be_hidden()
    # Where even the script of the menu is lost, it is an open list without a button.
    page.set_viewport_size({"width": 390, "height": 844})
    page.route(re.compile(r"-menu\."), lambda route: route.fulfill(content_type="text/javascript", body=LOST))
    page.goto("/hors-ligne/")
    expect(page.get_by_role("link", name="Se connecter")).to_be_visible()
    expect(menu).to_be_hidden()
    assert (
        edges(page.get_by_role("link", name="Se connecter"))[1]
        < edges(page.get_by_role("heading", level=1))[0]
    )


def test_a_week_is_left_and_a_date_is_chosen_validated_and_seen_as_in_any_other(page: Page) -> None:
    open_week(page)
    page.locator("#child-picker input").first.focus()
    page.keyboard.press("ArrowRight")
    assert ring(page) == "solid", "the keyboard is seen"
    page.keyboard.press("ArrowLeft")
    # A click on a week that is being left is not heard.
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.method))
    held: list[Route] = []
    page.route(re.compile(r"/planning\?"), lambda route: held.append(route))
    page.get_by_role("button", name="Suivant").tap()
    expect(page.locator("#week-grid")).to_have_attribute("aria-busy", "true")
    page.locator("button.cell").first.dispatch_event("click")
    page.unroute(re.compile(r"/planning\?"))
    for route in held:
        route.fallback()
    expect(page.locator("#week-grid")).to_have_attribute("aria-busy", "false")
    assert "POST" not in asked
    page.locator("button.cell", has_text=CELL).first.tap()
    basket(page).locator(".basket-toggle").tap()
    mark = (
        "getComputedStyle(document.querySelector('.basket-group summary > :first-child'), '::before').content"
    )
    assert page.evaluate(mark) == '"▾ "', "an open group shows that it folds"
    top, bottom = edges(page.locator(".basket-sheet"))
    assert bottom - top < PHONE["height"]
    page.get_by_role("button", name="Valider", exact=True).tap()
    expect(page.get_by_text("1 demande validée")).to_be_visible()
    open_week(page, "2026-W47")
    said = page.locator("p.cell .cell-word").evaluate_all(
        "all => all.filter(each => each.checkVisibility()).length"
    )
    assert said == page.locator("p.cell .cell-word[aria-hidden=false]").count(), "nothing is said twice"


def test_a_choice_shows_the_keyboard_and_signing_out_is_told_where_nobody_answers(page: Page) -> None:
    page.goto("/espace/agenda/")
    page.locator("[name=weekdays]").first.focus()
    page.keyboard.press("Tab")
    assert ring(page) == "solid"
    page.wait_for_load_state("networkidle")
    page.route("**/api/session", lambda route: route.abort())
    page.get_by_role("button", name="Menu").tap()
    page.get_by_role("button", name="Se déconnecter").tap()
    expect(page.get_by_role("heading", name="La déconnexion n’est pas terminée")).to_be_focused()
    page.unroute("**/api/session")
    page.get_by_role("button", name="Réessayer").tap()
    expect(page.get_by_text("Vous êtes déconnecté.")).to_be_visible()
