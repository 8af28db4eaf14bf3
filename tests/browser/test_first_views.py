"""Each screen of parents, opened by a login whose family has nothing yet: light at first, heard as soon as it can be sent, and never silent about
what did not come. axe finds nothing in these states; filled, each is looked at in its own journey. In forced colours axe has nothing to add: the browser
chooses them, and axe takes for the colour of a text its `-webkit-text-fill-color`, which Chromium says as the sheet has it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from functions.publishing.screens import SCREENS
from tests.browser.first_view import FirstView
from tests.support.axe import axe_violations

pytestmark = pytest.mark.browser

ABOUT = {
    "/espace/": "/home",
    "/espace/reservations/": "/planning",
    "/espace/agenda/": "/planning",
    "/espace/absences/": "/absences",
    "/espace/demandes/": "/requests",
    "/espace/dossier/": "/file",
    "/espace/messages/": "/announcements",
    "/espace/factures/": "/invoices",
    "/espace/facture/?id=none": "/invoices/none",
    "/espace/recu/?id=none": "/receipt",
    "/espace/paiement/?id=none": "/check",
    "/espace/annee/": "/year",
    "/espace/actualites/": "/actualites/index.json",
    "/espace/compte/": "/api/me",
    "/espace/cles/": "/me/passkeys",
    "/espace/notifications/": "/me/push-devices",
    "/espace/reglement/": "/planning",
}
"""Of each, what it is about."""
KEEPS_WHAT_IT_READ = ("/espace/", "/espace/reservations/", "/espace/agenda/")
LOOKED_AT_EMPTY = (*KEEPS_WHAT_IT_READ, "/espace/dossier/", "/espace/cles/", "/espace/notifications/")
"""In journeys of their own."""
SAY_IT_THEIR_OWN_WAY = ("/espace/", "/espace/agenda/", "/espace/compte/", "/espace/facture/?id=none")
"""What does not come. All others say it as an invoice does, in place of what they show."""
FORGETS = "if (window.name === 'forgets') localStorage.clear();"
"""A device that knows nobody, as long as its window is called so."""
LATE = re.compile(r"/assets/js/[a-z]+-[a-z-]+\.\w{10}\.js")
REFUSED = {
    "status": 422,
    "code": "invalid",
    "title": "Un champ est à corriger",
    "detail": "Corrigez ce champ.",
}
SILENT = {"status": 503, "code": "fault", "title": "Service indisponible", "detail": "Réessayez bientôt."}


class Held:
    """Requests that wait until they are let go."""

    def __init__(self, answer: Callable[[Route], None]) -> None:
        self._answer = answer
        self._held: list[Route] | None = None

    def hold(self) -> None:
        self._held = []

    def let_go(self) -> None:
        held, self._held = self._held or [], None
        for route in held:
            self._answer(route)

    def take(self, route: Route) -> None:
        if self._held is None:
            self._answer(route)
        else:
            self._held.append(route)


class Service:
    """What answers a page, or does not."""

    def __init__(self, page: Page) -> None:
        self.is_silent = False
        self.answers, self.late_code = Held(self._answer), Held(lambda route: route.continue_())
        page.route(re.compile(r"/api/|/index\.json"), self.answers.take)
        page.route(LATE, self.late_code.take)

    def _answer(self, route: Route) -> None:
        if self.is_silent:
            route.fulfill(status=503, content_type="application/problem+json", json=SILENT)
        elif route.request.method in ("GET", "DELETE"):
            route.continue_()
        else:
            route.fulfill(status=422, content_type="application/problem+json", json=REFUSED)


def test_each_screen_of_parents_is_light_heard_and_never_silent(shaky: Page) -> None:
    page, service = shaky, Service(shaky)
    page.add_init_script(FORGETS)
    assert {address.partition("?")[0] for address in ABOUT} == {
        a for a in SCREENS if a.startswith("/espace/")
    }
    for address, about in ABOUT.items():
        view = FirstView(page, about)
        service.answers.hold()
        service.late_code.hold()
        page.goto(address, wait_until="domcontentloaded")
        send_all_that_is_in_view(page)
        with page.expect_response(re.compile(re.escape(about))):
            service.answers.let_go()
        view.assert_is_light()
        send_all_that_is_in_view(page)
        service.late_code.let_go()
        page.wait_for_load_state("networkidle")
        if address not in LOOKED_AT_EMPTY:
            assert axe_violations(page) == [], address
        service.is_silent = True
        if address in KEEPS_WHAT_IT_READ:
            page.evaluate("window.name = 'knows'")
            page.reload()
            expect_a_way_on(page)
            page.evaluate("caches.delete('preau-family')")
        page.evaluate("window.name = 'forgets'")
        page.goto(address)
        expect_a_way_on(page)
        send_all_that_is_in_view(page)
        if address in SAY_IT_THEIR_OWN_WAY:
            assert axe_violations(page) == [], address
        service.is_silent = False


def send_all_that_is_in_view(page: Page) -> None:
    """As it is: what hears it may not have come yet, and the browser itself may send nothing (conftest.UNHEARD)."""
    for button in page.locator("main form [type=submit]").filter(visible=True).all():
        button.click(no_wait_after=True)


def expect_a_way_on(page: Page) -> None:
    main = page.locator("main")
    expect(main.get_by_role("button", name="Réessayer").filter(visible=True).first).to_be_visible()
    expect(main).to_contain_text(re.compile("Réessayez (bientôt|dans)"))
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
