"""From the list to the receipt, by thumb and by keyboard; and what is said when the payment does not go through."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from functions import wiring
from functions.gateways.payments.payfip import PayFip
from functions.storage import invoices
from functions.usecases.issue_invoices import issue_invoices
from infra.local.payfip import Failures, FakePayFip
from infra.local.payfip.fake import PAGE_PATH, SERVICE_PATH
from infra.local.payfip.serve import serve
from tests.browser.conftest import TownClock
from tests.builders import a_booking, a_month, paris, put_month

pytestmark = pytest.mark.browser

TREASURY = "**/dev/payfip/**"


@pytest.fixture(autouse=True)
def treasury(origin: str, clock: TownClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakePayFip]:
    """October is invoiced to the family, 10,35 €; the treasury notifies nobody."""
    days = {(day, "restauration"): a_booking(345) for day in (1, 2, 5)}
    put_month(a_month("clara", "2026-10", days))
    issue_invoices("lisse", "2026-10", by="job", now=paris("dimanche 2026-11-01 04:15"))
    fake = FakePayFip(now=clock.now, deliver=lambda url, idop: None)
    with serve(fake.handle) as address:
        client = PayFip(endpoint=address + SERVICE_PATH, pages=address + PAGE_PATH)
        monkeypatch.setattr(wiring, "payments", lambda: client)
        yield fake


def balance_cents() -> int:
    return sum(debt.balance_cents for debt in invoices.receivables("lisse", "testmp"))


def no_fault(page: Page) -> None:
    """Nothing for axe to say, and nothing sideways."""
    found = Axe().run(page).response["violations"]
    assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def pay(page: Page, button: str) -> None:
    """From the list to the treasury's page, a button there, and back."""
    page.goto("/espace/factures/")
    page.get_by_role("button", name="Payer").click()
    page.wait_for_url(TREASURY)
    page.get_by_role("button", name=button, exact=True).click()
    page.wait_for_url("**/espace/paiement/**")


def test_by_thumb_from_the_list_to_the_receipt(phone: Page) -> None:
    phone.goto("/espace/factures/")
    expect(phone.get_by_role("heading", name="Facture d’octobre 2026")).to_be_visible()
    expect(phone.locator("#to-pay")).to_contain_text("À payer au plus tard le mardi 1er décembre 2026")
    no_fault(phone)
    phone.get_by_role("link", name="Voir le détail").tap()
    article = phone.locator("#invoice")
    expect(article).to_contain_text("jeudi 1er, vendredi 2 et lundi 5 octobre")
    expect(article).to_contain_text("Votre quotient familial est de 812")
    expect(article).to_contain_text("SIRET")
    no_fault(phone)
    phone.get_by_role("button", name="Payer").tap()
    phone.wait_for_url(TREASURY)
    phone.get_by_role("button", name="Payer", exact=True).tap()
    expect(phone.get_by_role("status").filter(has_text="Paiement reçu")).to_be_visible()
    assert balance_cents() == 0
    no_fault(phone)
    phone.get_by_role("link", name="Voir le reçu").tap()
    expect(phone.locator("#receipt")).to_contain_text("Carte bancaire, par PayFiP")
    no_fault(phone)
    phone.get_by_role("link", name="Mes factures").first.tap()
    expect(phone.locator("#to-pay")).to_contain_text("Vous n’avez rien à payer")
    expect(phone.locator("#paid")).to_contain_text("Payée le lundi 16 novembre 2026")
    no_fault(phone)


def test_by_keyboard_alone(desk: Page) -> None:
    desk.goto("/espace/factures/")
    expect(desk.get_by_role("button", name="Payer")).to_be_visible()
    while desk.evaluate("document.activeElement.dataset.part") != "pay":
        desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    desk.wait_for_url(TREASURY)
    desk.get_by_role("button", name="Payer", exact=True).press("Enter")
    expect(desk.get_by_role("status").filter(has_text="Paiement reçu")).to_be_visible()
    while desk.evaluate("document.activeElement.dataset.part") != "receipt":
        desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", name="Reçu", exact=True)).to_be_visible()
    assert balance_cents() == 0


@pytest.mark.parametrize(
    ("button", "said"), [("Refuser", "Paiement refusé"), ("Abandonner", "Paiement non terminé")]
)
def test_what_was_not_paid_is_said_and_tried_again_from_there(phone: Page, button: str, said: str) -> None:
    pay(phone, button)
    expect(phone.get_by_role("status").filter(has_text=said)).to_be_visible()
    assert balance_cents() == 1035
    no_fault(phone)
    phone.get_by_role("button", name="Recommencer le paiement").tap()
    phone.wait_for_url(TREASURY)
    phone.get_by_role("button", name="Payer", exact=True).tap()
    expect(phone.get_by_role("status").filter(has_text="Paiement reçu")).to_be_visible()
    assert balance_cents() == 0


def test_what_is_not_known_yet_is_waited_for_without_a_click(phone: Page, treasury: FakePayFip) -> None:
    treasury.failures = Failures(ask_fault="P5")
    pay(phone, "Payer")
    expect(phone.get_by_role("status").filter(has_text="en attente de confirmation")).to_be_visible()
    expect(phone.get_by_role("button", name="Recommencer")).to_be_hidden()
    treasury.failures = Failures()
    expect(phone.get_by_role("status").filter(has_text="Paiement reçu")).to_be_visible()


def test_what_nobody_expected_is_being_checked_and_not_paid_again(phone: Page, treasury: FakePayFip) -> None:
    treasury.failures = Failures(amount_cents=1)
    pay(phone, "Payer")
    expect(phone.get_by_role("status").filter(has_text="en cours de vérification")).to_be_visible()
    expect(phone.get_by_role("button", name="Recommencer")).to_be_hidden()
    no_fault(phone)


def test_a_tab_closed_at_the_treasury_is_found_paid_the_next_morning(
    phone: Page, treasury: FakePayFip, clock: TownClock
) -> None:
    phone.goto("/espace/factures/")
    phone.get_by_role("button", name="Payer").tap()
    phone.locator("button[value=payer-sans-retour]").tap()
    expect(phone.get_by_text("Le paiement est enregistré")).to_be_visible()
    clock.instant += timedelta(hours=14)
    phone.goto("/espace/factures/")
    phone.get_by_role("link", name="Où en est-il").tap()
    expect(phone.get_by_role("status").filter(has_text="Paiement reçu")).to_be_visible()
    assert balance_cents() == 0


def test_back_from_the_treasury_the_button_can_be_pressed_again(phone: Page) -> None:
    phone.goto("/espace/factures/")
    phone.get_by_role("button", name="Payer").tap()
    expect(phone.get_by_role("button", name="Abandonner")).to_be_visible()
    phone.go_back()
    button = phone.get_by_role("button", name="Payer")
    expect(button).to_be_visible()
    expect(button).not_to_have_attribute("aria-busy", "true")
    expect(phone.locator("#to-pay")).to_contain_text("Un paiement a été commencé")
    button.tap()
    expect(phone.get_by_role("button", name="Abandonner")).to_be_visible()


def test_a_treasury_that_is_down_is_said_beside_the_button(shaky: Page, treasury: FakePayFip) -> None:
    treasury.failures = Failures(http_status=502)
    shaky.goto("/espace/factures/")
    shaky.get_by_role("button", name="Payer").tap()
    trouble = shaky.locator("#trouble")
    expect(trouble).to_contain_text("Le service de paiement du Trésor public ne répond pas")
    expect(trouble).to_be_focused()
    no_fault(shaky)
    treasury.failures = Failures()
    shaky.get_by_role("button", name="Payer").tap()
    expect(shaky.get_by_role("button", name="Abandonner")).to_be_visible()


def test_an_address_the_treasury_glued_its_id_to_is_understood(phone: Page) -> None:
    pay(phone, "Payer")
    address = re.sub(r"&idop=", "?idop=", phone.url)
    phone.goto(address)
    expect(phone.get_by_role("status").filter(has_text="Paiement reçu")).to_be_visible()


def test_an_unknown_invoice_leads_back_to_the_list(shaky: Page) -> None:
    shaky.set_viewport_size({"width": 320, "height": 640})
    shaky.goto("/espace/facture/?id=inconnue")
    expect(shaky.get_by_role("heading", name="Cette facture est introuvable")).to_be_visible()
    no_fault(shaky)
    shaky.goto("/espace/recu/?id=inconnue")
    expect(shaky.get_by_role("heading", name="Il n’y a pas encore de reçu")).to_be_visible()
    no_fault(shaky)


def test_a_list_without_network_says_so_and_can_be_read_again(shaky: Page) -> None:
    shaky.route("**/invoices", lambda route: route.abort())
    shaky.goto("/espace/factures/")
    expect(shaky.locator("#trouble")).to_contain_text("Vérifiez votre connexion")
    shaky.unroute("**/invoices")
    shaky.get_by_role("button", name="Réessayer").tap()
    expect(shaky.locator("#to-pay")).to_contain_text("10,35")


@pytest.mark.parametrize("width", [320, 1280])
def test_the_invoice_prints_on_one_page(shaky: Page, width: int) -> None:
    clara = {
        (day, service): a_booking(345 if service == "restauration" else 150)
        for day in (3, 5, 6, 9, 10, 12, 13)
        for service in ("restauration", "garderie-matin", "garderie-soir")
    }
    put_month(a_month("clara", "2026-09", clara))
    put_month(a_month("guilhem", "2026-09", clara))
    issue_invoices("lisse", "2026-09", by="job", now=paris("lundi 2026-11-02 04:15"))
    shaky.set_viewport_size({"width": width, "height": 900})
    [debt] = [debt for debt in invoices.receivables("lisse", "testmp") if debt.period == "2026-09"]
    shaky.goto(f"/espace/facture/?id={debt.invoice}")
    expect(shaky.locator("#invoice")).to_be_visible()
    pdf = shaky.pdf(format="A4")
    assert len(re.findall(rb"/Type /Page\b", pdf)) == 1
