"""From the list to the receipt, by thumb and by keyboard; and what is said when the payment does not go through."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from functions import wiring
from functions.domain.messages import Lane
from functions.gateways.payments.payfip import PayFip
from functions.jobs.documents import make_document
from functions.storage.invoices import invoices
from functions.storage.table import outbox
from functions.usecases.invoicing.issue_invoices import issue_invoices
from functions.usecases.payments.sweep_payments import sweep_payments
from infra.local.payfip import Failures, FakePayFip
from infra.local.payfip.fake import PAGE_PATH, SERVICE_PATH
from infra.local.payfip.serve import serve
from tests.browser.conftest import DESK, PHONE, TownClock
from tests.publishing.documents.invoices import text_of
from tests.support import desk
from tests.support.axe import axe_violations
from tests.support.builders import JULIE, a_booking, a_month, open_account, paris, put_month

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


@pytest.fixture
def documents(documents_bucket: str) -> None:
    """What was asked for is made when a test says so."""
    wiring.documents.cache_clear()
    wiring._s3.cache_clear()


def make_documents(now: datetime) -> None:
    for stored in outbox.waiting(Lane.DOCUMENTS):
        taken = outbox.take(stored, now=now, until=now)
        make_document(stored.value, now)
        assert taken is not None
        outbox.sent(taken)


def balance_cents() -> int:
    return sum(debt.balance_cents for debt in invoices.receivables("lisse", "testmp"))


def no_fault(page: Page) -> None:
    """Nothing for axe to say, and nothing sideways."""
    found = axe_violations(page)
    assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def no_fault_at_both_sizes(page: Page) -> None:
    for size in (DESK, PHONE):
        page.set_viewport_size(size)  # type: ignore[arg-type]  # a TypedDict's worth of a size
        no_fault(page)


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
    expect(trouble).to_contain_text("Le service de paiement ne répond pas")
    expect(trouble).to_be_focused()
    no_fault(shaky)
    treasury.failures = Failures()
    # A phone keeps the page as it is left, and *Back* shows that one again: here nothing is left, and only the page is told so.
    shaky.route("**/paiementws.web**", lambda route: route.fulfill(status=204), times=1)
    pay_it = shaky.get_by_role("button", name="Payer")
    with shaky.expect_response(lambda answer: answer.status == 204):
        pay_it.tap()
    expect(pay_it).to_have_attribute("aria-busy", "true")
    shaky.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))")
    pay_it.tap()
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


def test_the_invoice_of_forty_lines_has_no_fault_and_prints_on_one_page(shaky: Page) -> None:
    clara = {
        (day, service): a_booking(345 if service == "restauration" else 150)
        for day in (3, 5, 6, 9, 10, 12, 13)
        for service in ("restauration", "garderie-matin", "garderie-soir")
    }
    put_month(a_month("clara", "2026-09", clara))
    put_month(a_month("guilhem", "2026-09", clara))
    issue_invoices("lisse", "2026-09", by="job", now=paris("lundi 2026-11-02 04:15"))
    [debt] = [debt for debt in invoices.receivables("lisse", "testmp") if debt.period == "2026-09"]
    shaky.goto(f"/espace/facture/?id={debt.invoice}")
    expect(shaky.locator("#invoice")).to_be_visible()
    assert sum(len(child) for child in (clara, clara)) == 42
    for width in (320, 1280):
        shaky.set_viewport_size({"width": width, "height": 900})
        no_fault(shaky)
        pdf = shaky.pdf(format="A4")
        assert len(re.findall(rb"/Type /Page\b", pdf)) == 1


def test_a_document_is_waited_for_without_a_second_click(phone: Page, documents: None) -> None:
    phone.goto("/espace/factures/")
    phone.get_by_role("link", name="Voir le détail").tap()
    with phone.expect_download() as waited:
        phone.get_by_role("button", name="Télécharger le PDF").tap()
        expect(phone.get_by_role("status")).to_contain_text("Le PDF est en préparation")
        no_fault(phone)
        make_documents(wiring.now())
    assert waited.value.suggested_filename == "facture-2026-000001.pdf"
    assert "Facture d’octobre 2026" in text_of(waited.value.path().read_bytes())
    expect(phone.get_by_role("status")).to_contain_text("facture-2026-000001.pdf est téléchargé")
    expect(phone.get_by_role("button", name="Télécharger le PDF")).not_to_have_attribute("aria-busy", "true")


def test_the_year_lists_what_was_paid_and_gives_its_documents(
    open_context: Callable[..., BrowserContext], clock: TownClock, documents: None
) -> None:
    desk.pay(desk.cheque(1035))
    clock.show("lundi 2027-01-04 09:00")
    page = open_context(**PHONE).new_page()
    page.goto("/espace/factures/")
    expect(page.locator("#paid summary")).to_contain_text("2026")
    no_fault_at_both_sizes(page)
    page.get_by_role("link", name="Année 2026").click()
    expect(page.get_by_role("heading", name="Mon année 2026")).to_be_visible()
    expect(page.locator("#year")).to_contain_text("Chèque, le lundi 2 novembre 2026")
    no_fault_at_both_sizes(page)
    for button, name in (
        ("Relevé annuel (PDF)", "releve-2026.pdf"),
        ("Reçu (PDF)", "recu-R2026-000001.pdf"),
    ):
        with page.expect_download() as waited:
            page.get_by_role("button", name=button).click()
            expect(page.get_by_role("status")).to_contain_text("en préparation")
            make_documents(wiring.now())
        assert waited.value.suggested_filename == name
        expect(page.get_by_role("status")).to_contain_text(f"{name} est téléchargé")
    page.get_by_role("link", name="Facture d’octobre 2026").click()
    expect(page.locator("#payments")).to_contain_text("reçu R2026-000001")
    no_fault_at_both_sizes(page)


def test_a_year_without_anything_says_so(phone: Page) -> None:
    phone.goto("/espace/annee/?annee=2025")
    expect(phone.get_by_role("heading", name="Il n’y a rien pour cette année")).to_be_visible()
    no_fault(phone)


def test_a_year_that_is_not_named_is_the_present_one(phone: Page) -> None:
    phone.clock.install(time="2026-11-24T12:00:00")
    phone.goto("/espace/annee/")
    expect(phone.get_by_role("heading", name="Mon année 2026")).to_be_visible()


def test_an_invoice_that_was_cancelled_says_what_was_cancelled_and_asks_for_nothing(phone: Page) -> None:
    [debt] = invoices.receivables("lisse", "testmp")
    desk.credit_note(debt.invoice)
    phone.goto(f"/espace/facture/?id={debt.invoice}")
    expect(phone.locator(".invoice-due")).to_contain_text(re.compile(r"Montant annulé\s+10,35"))
    expect(phone.locator("main")).not_to_contain_text("Montant payé")
    expect(phone.get_by_role("button", name="Payer")).to_have_count(0)


def test_a_credit_note_is_on_its_invoice_with_its_document(phone: Page) -> None:
    [debt] = invoices.receivables("lisse", "testmp")
    desk.credit_note(debt.invoice, {0: None})
    phone.goto(f"/espace/facture/?id={debt.invoice}")
    expect(phone.locator(".invoice-totals")).to_contain_text("Repris par avoir−3,45 €")
    expect(phone.locator("#payments")).to_contain_text("Avoir n° 2026-000002")
    expect(phone.get_by_role("button", name="Avoir (PDF)")).to_be_visible()
    expect(phone.locator(".invoice-due")).to_contain_text("6,90 €")
    no_fault(phone)


def test_paid_in_the_evening_and_swept_in_the_night_is_paid_on_the_list_in_the_morning(
    open_context: Callable[..., BrowserContext], clock: TownClock
) -> None:
    """Nobody came back, nobody was notified, and the first thing opened is the list."""
    evening = open_context(**PHONE)
    page = evening.new_page()
    page.goto("/espace/factures/")
    page.get_by_role("button", name="Payer").click()
    page.locator("button[value=payer-sans-retour]").click()
    expect(page.get_by_text("Le paiement est enregistré")).to_be_visible()
    page.close()
    clock.instant += timedelta(minutes=5)
    sweep_payments(provider=wiring.payments(), now=clock.now())
    clock.instant += timedelta(hours=14)
    morning = evening.new_page()
    morning.goto("/espace/factures/")
    expect(morning.locator("#to-pay")).to_contain_text("Vous n’avez rien à payer")
    morning.get_by_role("link", name="Reçu").first.click()
    expect(morning.locator("#receipt")).to_contain_text("Carte bancaire, par PayFiP")
    no_fault_at_both_sizes(morning)


def test_the_other_parent_opens_the_same_invoice_and_finds_it_paid(
    phone: Page, open_context: Callable[..., BrowserContext]
) -> None:
    open_account(JULIE, "julie@famille.example")
    other = open_context(**DESK, account=JULIE).new_page()
    other.goto("/espace/factures/")
    expect(other.get_by_role("button", name="Payer")).to_be_visible()
    pay(phone, "Payer")
    expect(phone.get_by_role("status").filter(has_text="Paiement reçu")).to_be_visible()
    other.get_by_role("button", name="Payer").click()
    expect(other.locator("#to-pay")).to_contain_text("Vous n’avez rien à payer")
    expect(other.get_by_role("status")).to_contain_text("déjà payée")
    other.get_by_role("link", name="Reçu").first.click()
    expect(other.locator("#receipt")).to_contain_text("10,35 €")


def test_pressed_in_two_tabs_it_is_one_payment(phone: Page, treasury: FakePayFip) -> None:
    tab = phone.context.new_page()
    for page in (phone, tab):
        page.goto("/espace/factures/")
        expect(page.get_by_role("button", name="Payer")).to_be_visible()
    for page in (phone, tab):
        page.get_by_role("button", name="Payer").tap()
        page.wait_for_url(TREASURY)
    assert phone.url == tab.url, "the second tab is sent to the payment that is under way"
    phone.get_by_role("button", name="Payer", exact=True).tap()
    expect(phone.get_by_role("status").filter(has_text="Paiement reçu")).to_be_visible()
    tab.goto("/espace/factures/")
    expect(tab.locator("#to-pay")).to_contain_text("Vous n’avez rien à payer")
    assert [debt.entries[0].amount_cents for debt in invoices.receivables("lisse", "testmp")] == [1035]
    assert invoices.credits_of("lisse", "testmp") == []
