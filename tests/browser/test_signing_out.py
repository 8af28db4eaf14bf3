"""Signing out is said only once it is so, and leaves nothing of the family: on the device, behind *Back*, in another tab."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from functions.domain.accounts.account import FamilyRef
from functions.domain.families.family import Civility, Guardian
from functions.storage.accounts.sessions import sessions
from tests.browser.conftest import DESK, PHONE, SIGN_IN
from tests.browser.planning_page import open_week
from tests.support.accounts import PASSWORD, invited
from tests.support.axe import axe_violations
from tests.support.builders import MARC, a_child, a_family, log_in, settle

pytestmark = pytest.mark.browser

NOT_OVER = "La déconnexion n’est pas terminée"
OVER = "Vous êtes déconnecté."
PERSONAL = re.compile(r"\b(?:testmp|marc|clara|guilhem)\b", re.IGNORECASE)
"""Names and ids of the family that was signed in."""

STORED = """async () => {
  const cached = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) cached.push([request.url, await (await cache.match(request)).text()]);
  }
  return {
    local: { ...localStorage }, session: { ...sessionStorage }, cookie: document.cookie, cached,
    databases: await indexedDB.databases(), window: window.name, state: history.state,
  };
}"""
"""All that a page can store."""


def of_the_family(page: Page) -> list[str]:
    stored = json.dumps(page.evaluate(STORED), ensure_ascii=False)
    return sorted({word.casefold() for word in PERSONAL.findall(stored)})


def press_sign_out(page: Page) -> None:
    menu = page.get_by_role("button", name="Menu")
    if menu.is_visible():
        menu.click()
    page.get_by_role("button", name="Se déconnecter").click()


def open_screen(page: Page, address: str = "/espace/factures/") -> None:
    page.goto(address)
    expect(page.get_by_text("Famille Testmp")).to_be_visible()
    page.wait_for_load_state("networkidle")


def of_the_session(route: Route, answer: Callable[[Route], None]) -> None:
    answer(route) if route.request.method == "DELETE" else route.fallback()


@pytest.mark.parametrize(
    "answer",
    [
        lambda route: route.abort(),
        lambda route: route.fulfill(status=503, json={"code": "busy"}),
        lambda route: route.fulfill(status=200, body="<html>Wi-Fi</html>"),
    ],
    ids=["no network", "busy", "a hotspot"],
)
def test_without_the_servers_word_it_says_that_it_is_not_over_and_clears_the_device(
    shaky: Page, answer: Callable[[Route], None]
) -> None:
    shaky.clock.install()
    open_screen(shaky)
    shaky.route("**/api/session", lambda route: of_the_session(route, answer))
    press_sign_out(shaky)
    expect(shaky.get_by_role("heading", name=NOT_OVER)).to_be_focused()
    # The screen begins to watch over whose it is only now: it is nobody's any more, and stays.
    shaky.clock.fast_forward(5_000)
    expect(shaky.get_by_role("link", name="Mes absences")).to_be_hidden()
    expect(shaky.get_by_text("Vérifiez votre connexion à Internet et réessayez")).to_be_visible()
    assert PERSONAL.findall(shaky.content()) == []
    assert of_the_family(shaky) == []
    assert axe_violations(shaky) == []
    assert len(sessions(MARC)) == 1
    shaky.unroute("**/api/session")
    shaky.keyboard.press("Tab")
    shaky.keyboard.press("Enter")
    shaky.wait_for_url("**/connexion/")
    expect(shaky.get_by_text(OVER)).to_be_visible()
    assert sessions(MARC) == []


def test_the_sign_in_page_asks_again_for_a_sign_out_that_nobody_heard(shaky: Page) -> None:
    open_screen(shaky)
    shaky.route("**/api/session", lambda route: of_the_session(route, lambda lost: lost.abort()))
    press_sign_out(shaky)
    expect(shaky.get_by_role("heading", name=NOT_OVER)).to_be_visible()
    shaky.goto("/espace/factures/")
    shaky.wait_for_url("**/connexion/?suite=*")
    expect(shaky.get_by_text(NOT_OVER)).to_be_visible()
    assert len(sessions(MARC)) == 1
    shaky.unroute("**/api/session")
    shaky.reload()
    expect(shaky.get_by_text(OVER)).to_be_visible()
    assert sessions(MARC) == []
    assert shaky.evaluate("({...localStorage})") == {"preau.out": "1"}


def test_back_after_signing_out_shows_no_family(browser: Browser, chromium: str, origin: str) -> None:
    """In a browser that keeps the pages that were left, as those of families do."""
    keeping = browser.browser_type.launch(
        executable_path=chromium, args=["--no-sandbox"], ignore_default_args=["--disable-back-forward-cache"]
    )
    context = keeping.new_context(base_url=origin, viewport=PHONE, locale="fr-FR", service_workers="block")  # type: ignore[arg-type]  # a TypedDict's worth of a size
    context.set_default_timeout(10_000)
    context.request.get(f"{origin}{SIGN_IN}?{log_in(MARC)}")
    page = context.new_page()
    open_screen(page)
    # Listens after the screen's own listener, and tells by what outlives the page.
    page.evaluate(
        "addEventListener('pageshow', ({ persisted }) => persisted"
        " && (window.name = `kept, shown: ${document.body.checkVisibility()}`))"
    )
    press_sign_out(page)
    expect(page.get_by_text(OVER)).to_be_visible()
    page.go_back(wait_until="commit")
    expect(page).to_have_url(re.compile(r"/connexion/\?suite="))
    expect(page.get_by_label("Adresse e-mail")).to_be_visible()
    assert page.evaluate("window.name") == "kept, shown: false"
    keeping.close()


def test_another_tab_shows_nothing_more_of_the_family(
    open_context: Callable[..., BrowserContext], origin: str
) -> None:
    context = open_context(**DESK)
    tab, other = context.new_page(), context.new_page()
    open_week(other)
    other.evaluate("sessionStorage.setItem('/api/communes/lisse/families/testmp/bookings', '{}')")
    open_screen(tab)
    press_sign_out(tab)
    expect(tab.get_by_text(OVER)).to_be_visible()
    expect(other).to_have_url(re.compile(r"/connexion/\?suite="))
    assert of_the_family(other) == []


def end_by_signing_out(page: Page) -> None:
    press_sign_out(page)
    expect(page.get_by_text(OVER)).to_be_visible()


def end_elsewhere(page: Page) -> None:
    page.context.clear_cookies()
    page.goto("/espace/factures/")
    page.wait_for_url("**/connexion/?suite=*")
    expect(page.get_by_text("Vous avez été déconnecté.")).to_be_visible()


def end_by_another_login(page: Page) -> None:
    """Odile opens her login from her mail, on the device on which Marc is signed in."""
    guardian = Guardian(Civility.MADAME, "Dubois", "Odile", "odile@famille.example")
    family = a_family("dubois", name="Dubois", guardians=(guardian,), children=("zoe",), members=())
    settle(family, [a_child("zoe", ("dubois",), first_name="Zoé", last_name="Dubois")])
    code = invited("odile@famille.example", FamilyRef("lisse", "dubois"))
    page.goto(f"/activation/#code={code}&adresse=odile@famille.example")
    expect(page.get_by_role("heading", name="Compte", exact=True)).to_be_visible()
    page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    page.get_by_label("Confirmez votre mot de passe").fill(PASSWORD)
    for _ in range(3):
        page.get_by_role("button", name="Suivant").click()
    page.get_by_role("button", name="S’enregistrer").click()
    expect(page.get_by_role("heading", name="Bonjour Odile")).to_be_visible()


@pytest.mark.parametrize("end", [end_by_signing_out, end_elsewhere, end_by_another_login])
def test_nothing_of_the_family_stays_in_what_the_browser_keeps(
    open_context: Callable[..., BrowserContext], end: Callable[[Page], Any]
) -> None:
    page = open_context(**DESK, worker=True).new_page()
    open_screen(page, "/espace/")
    page.evaluate("navigator.serviceWorker.ready.then(() => {})")
    open_week(page)
    # However it ends, the same is forgotten: every screen is walked once.
    others = ("agenda", "absences", "actualites", "compte", "annee") if end is end_by_signing_out else ()
    for screen in ("factures", *others):
        open_screen(page, f"/espace/{screen}/")
    assert of_the_family(page), "the journey left something to forget"
    end(page)
    page.wait_for_load_state("networkidle")
    assert of_the_family(page) == []
