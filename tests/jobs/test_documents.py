"""Each invoice that is issued is typeset once and filed, by a job of its own."""

import sys
from collections.abc import Callable
from io import BytesIO

import pytest
from chalice.test import Client
from pypdf import PdfReader

from app import app
from functions import wiring
from functions.domain.invoices.documents import DocumentKind, DocumentRef, Filed
from functions.domain.messages import Lane
from functions.publishing.documents import typeset
from functions.settings import settings
from functions.storage.invoices import documents, invoices
from functions.storage.table import outbox
from functions.storage.table.transaction import Transaction
from functions.usecases.invoicing.issue_invoices import issue_invoices
from tests.publishing.documents.invoices import filed_at, text_of
from tests.support.builders import NOW, a_booking, a_month, open_town, paris, put_month, settle


@pytest.fixture
def run(table: str, documents_bucket: str, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """The job, at NOW. October is invoiced to the usual family."""
    monkeypatch.setattr(wiring, "_clock", lambda: NOW)
    wiring.documents.cache_clear()
    wiring._s3.cache_clear()
    open_town()
    settle()
    put_month(a_month("clara", "2026-10", {(1, "restauration"): a_booking(345)}))
    issue_invoices("lisse", "2026-10", by="job", now=paris("dimanche 2026-11-01 04:15"))

    def run() -> None:
        with Client(app) as client:
            client.lambda_.invoke("documents", client.events.generate_cw_event("aws.events", "", {}, []))

    return run


def of_the_invoice() -> DocumentRef:
    [debt] = invoices.receivables("lisse", "testmp")
    return DocumentRef("lisse", "testmp", DocumentKind.INVOICE, debt.invoice)


def filed() -> Filed | None:
    found = documents.filed(of_the_invoice())
    return None if found is None else found.value


def test_an_issued_invoice_is_typeset_and_filed(run: Callable[[], None]) -> None:
    assert filed() is None
    run()
    found = filed()
    assert found is not None
    read = text_of(filed_at(found.place))
    assert "Facture d’octobre 2026 n° 2026-000001, émise le 1er novembre 2026" in read
    assert "Régie enfance de Lisse" in read and "3,45 €" in read
    assert outbox.waiting(Lane.DOCUMENTS) == []


def test_its_code_leads_to_the_screen_of_the_invoice(run: Callable[[], None]) -> None:
    run()
    found = filed()
    assert found is not None
    [page] = PdfReader(BytesIO(filed_at(found.place))).pages
    links = [str(note.get_object()["/A"]["/URI"]) for note in page.annotations or []]
    assert f"{settings().origin}/espace/facture/?id={of_the_invoice().subject}&famille=lisse/testmp" in links


def test_delivered_again_nothing_is_done_again(run: Callable[[], None]) -> None:
    run()
    before = filed()
    transaction = Transaction()
    outbox.add(transaction, of_the_invoice().message)
    transaction.commit()
    run()
    assert filed() == before and outbox.waiting(Lane.DOCUMENTS) == []


def test_without_the_layer_the_document_waits_and_is_not_lost(
    run: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "typst", None)
        patch.setattr(typeset, "_mine", type(typeset._mine)())
        run()
    assert filed() is None
    assert len(outbox.waiting(Lane.DOCUMENTS)) == 1
    monkeypatch.setattr(wiring, "_clock", lambda: paris("lundi 2026-11-16 09:05"))
    run()
    assert filed() is not None
