"""Credit notes and receipts are found where the régisseur's acts left them, and only in their own family."""

import pytest

from functions.domain.errors import NotFound
from functions.domain.invoices.documents import DocumentKind, DocumentRef
from functions.publishing.documents.draft import Draft, Frame
from functions.publishing.documents.drafts import draft
from functions.usecases.payments.settle_payment import settle_payment
from infra.build_pages import ROOT
from infra.demo.payer import EveryonePaid
from tests.gateways.conftest import treasury
from tests.publishing.documents.invoices import text_of
from tests.support import desk
from tests.support.builders import a_family, on, open_account, open_town, settle
from tests.support.till import Till

__all__ = ["treasury"]


@pytest.fixture(autouse=True)
def town(table: str) -> None:
    open_town()
    settle()
    open_account()


def drawn(kind: DocumentKind, subject: str, *, family: str = "testmp") -> Draft:
    frame = Frame(ROOT, "https://portail.example", on("lundi 2026-11-16"))
    return draft(DocumentRef("lisse", family, kind, subject), frame)


def read(found: Draft) -> str:
    return text_of(found.typeset(ROOT))


def test_a_cheque_for_two_invoices_has_one_receipt() -> None:
    desk.issue_month("2026-09", 345)
    desk.issue_month("2026-10", 345, 345)
    recorded = desk.pay(desk.cheque(1200))
    found = drawn(DocumentKind.RECEIPT, recorded.payment)
    assert found.name == "recu-R2026-000001.pdf"
    said = read(found)
    assert "Reçu n° R2026-000001, paiement du 2 novembre 2026" in said
    assert "Chèque, n° 0001234, le lundi 2 novembre 2026" in said
    assert "Facture de septembre 2026, n° 2026-000001 3,45 €" in said
    assert "Facture d’octobre 2026, n° 2026-000002 6,90 €" in said
    assert "Gardé en avoir pour votre famille 1,65 €" in said
    assert "Total reçu 12,00 €" in said
    assert "Monsieur Marc Testmp Madame Julie Testmp" in said


def test_a_payment_online_has_its_receipt(treasury) -> None:
    debt = desk.issue_month("2026-10", 345)
    till = Till(treasury, debt.invoice)
    provider = EveryonePaid(till.now)
    till.provider = provider
    opened = till.click()
    settle_payment(till.place(opened), provider=provider, now=till.now)
    found = drawn(DocumentKind.RECEIPT, opened.payment)
    assert found.name == "recu-2026-000001-20261102.pdf"
    assert "Carte bancaire, par PayFiP, n° " in read(found)
    assert "Facture d’octobre 2026, n° 2026-000001 3,45 €" in read(found)


def test_a_payment_the_bank_took_back_has_no_receipt_any_more() -> None:
    desk.issue_month("2026-10", 345)
    recorded = desk.pay(desk.cheque(345))
    desk.reject(recorded.payment)
    with pytest.raises(NotFound):
        drawn(DocumentKind.RECEIPT, recorded.payment)


def test_a_credit_note_is_asked_for_with_the_act_and_says_what_was_paid() -> None:
    debt = desk.issue_month("2026-10", 345, 345)
    desk.pay(desk.cheque(690))
    note = desk.credit_note(debt.invoice, {0: None})
    found = drawn(DocumentKind.CREDIT_NOTE, note.credit_note)
    assert found.name == "avoir-2026-000002.pdf"
    assert "3,45 € sont gardés en avoir pour votre famille" in read(found)


def test_an_invoice_that_credit_paid_as_it_was_issued_asks_for_the_rest() -> None:
    desk.run_month("2026-09", 345)
    desk.pay(desk.cheque(1000))
    debt = desk.run_month("2026-10", 345, 345)
    said = read(drawn(DocumentKind.INVOICE, debt.invoice))
    assert "Montant à payer 0,35 €" in said
    assert "Total de la facture 6,90 € Payé par l’avoir de votre famille −6,55 € Reste à payer 0,35 €" in said


@pytest.mark.parametrize("kind", [DocumentKind.INVOICE, DocumentKind.CREDIT_NOTE, DocumentKind.RECEIPT])
def test_another_family_finds_none_of_them(kind: DocumentKind) -> None:
    debt = desk.issue_month("2026-10", 345)
    paid = desk.pay(desk.cheque(345))
    note = desk.credit_note(debt.invoice)
    subject = {
        DocumentKind.INVOICE: debt.invoice,
        DocumentKind.CREDIT_NOTE: note.credit_note,
        DocumentKind.RECEIPT: paid.payment,
    }[kind]
    settle(a_family("autre", children=()), ())
    assert drawn(kind, subject).made_on == on("lundi 2026-11-02")
    with pytest.raises(NotFound):
        drawn(kind, subject, family="autre")


def test_the_instant_of_a_document_is_its_own_day_and_not_the_hour_it_was_typeset_at() -> None:
    debt = desk.issue_month("2026-10", 345)
    once, twice = (drawn(DocumentKind.INVOICE, debt.invoice).typeset(ROOT) for _ in range(2))
    assert once == twice
