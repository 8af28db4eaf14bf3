"""Text alone at 200 % on a phone: every screen still fits, and nothing is cut."""

import pytest
from playwright.sync_api import Page, expect

from functions.domain.planning.child_month import Slot
from functions.usecases.invoicing.issue_invoices import issue_invoices
from tests.browser.planning_page import basket, open_week
from tests.support.builders import a_booking, a_month, acting, on, paris, put_in_basket, put_month
from tests.support.large_text import runs_over

pytestmark = pytest.mark.browser

READY = {
    "": "#now section",
    "agenda/?mois=2026-11": ".month-days li:not(.month-free)",
    "absences/": "#declare",
    "factures/": "#to-pay .invoice-card",
    "annee/?annee=2026": "#year",
    "compte/": "#appareils li",
    "actualites/": "#rien, #trouble",
    "reglement/": "#accepte",
    "reservations/?famille=lisse/none": "main h1",
}
"""Of each screen, what is there once it has all it shows."""


def test_every_screen_fits_a_phone_with_text_twice_as_large(shaky: Page) -> None:
    days = {(day, "restauration"): a_booking(345) for day in (1, 2, 5)}
    put_month(a_month("clara", "2026-10", days))
    issue_invoices("lisse", "2026-10", by="job", now=paris("dimanche 2026-11-01 04:15"))
    put_in_basket(acting(), Slot(on("mardi 2026-11-24"), "garderie-matin", "clara"))
    page, found = shaky, {}
    page.route("**/actualites/index.json", lambda route: route.fulfill(json={"articles": []}))
    for screen in READY:
        page.goto(f"/espace/{screen}")
        expect(page.locator(READY[screen]).filter(visible=True).first).to_be_visible()
        found[screen] = runs_over(page)
    page.goto("/espace/factures/")
    page.get_by_role("link", name="Voir le détail").tap()
    expect(page.locator("#invoice")).to_be_visible()
    found["facture/"] = runs_over(page)
    open_week(page)
    page.get_by_role("button", name="Menu").tap()
    found["menu"] = runs_over(page)
    open_week(page)
    basket(page).locator(".basket-toggle").tap()
    found["week"] = runs_over(page)
    assert {screen: over for screen, over in found.items() if over} == {}
