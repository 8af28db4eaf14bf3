"""A parent downloads the invoice of the family, and nobody else's."""

import re
import urllib.request
from dataclasses import replace

import pytest

from app import app
from functions import wiring
from functions.domain.messages import Lane
from functions.jobs.documents import make_document
from functions.storage.invoices import invoices
from functions.storage.table import outbox
from functions.usecases.invoicing.issue_invoices import issue_invoices
from tests.publishing.documents.invoices import text_of
from tests.support.builders import (
    CLARA,
    MARC,
    NOW,
    a_booking,
    a_family,
    a_month,
    log_in,
    open_town,
    paris,
    put_month,
    settle,
)
from tests.support.client import Browser

FAMILY = "/communes/lisse/families/testmp"


@pytest.fixture
def browser(table: str, documents_bucket: str, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """Marc is logged in; October is invoiced."""
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    wiring.documents.cache_clear()
    wiring._s3.cache_clear()
    open_town()
    settle()
    put_month(a_month("clara", "2026-10", {(1, "restauration"): a_booking(345)}))
    issue_invoices("lisse", "2026-10", by="job", now=paris("dimanche 2026-11-01 04:15"))
    return Browser(app, cookie=log_in(MARC))


def the_invoice() -> dict[str, str]:
    [debt] = invoices.receivables("lisse", "testmp")
    return {"kind": "invoice", "subject": debt.invoice}


def run_the_job() -> None:
    for stored in outbox.waiting(Lane.DOCUMENTS):
        make_document(stored.value, NOW)


def test_while_it_is_being_made_the_parent_is_told_to_wait(browser: Browser) -> None:
    answer = browser.post(f"{FAMILY}/documents", the_invoice())
    assert answer.status == 200
    assert answer.json == {
        "state": "pending",
        "url": None,
        "name": "facture-2026-000001.pdf",
        "detail": "Le PDF est en préparation\u00a0: il sera prêt dans moins d’une minute.",
    }
    browser.post(f"{FAMILY}/documents", the_invoice())
    assert len(outbox.waiting(Lane.DOCUMENTS)) == 1


def test_once_made_a_link_downloads_it_under_a_name_without_names(browser: Browser) -> None:
    run_the_job()
    answer = browser.post(f"{FAMILY}/documents", the_invoice()).json
    assert (answer["state"], answer["name"]) == ("ready", "facture-2026-000001.pdf")
    with urllib.request.urlopen(answer["url"]) as download:
        assert download.headers["Content-Disposition"] == 'attachment; filename="facture-2026-000001.pdf"'
        assert "Facture d’octobre 2026" in text_of(download.read())
    assert not re.search("testmp|clara", answer["name"], re.IGNORECASE)


def test_an_invoice_issued_before_there_were_documents_gets_one_when_it_is_asked_for(
    browser: Browser,
) -> None:
    for stored in outbox.waiting(Lane.DOCUMENTS):
        taken = outbox.take(stored, now=NOW, until=NOW)
        assert taken is not None
        outbox.sent(taken)
    assert browser.post(f"{FAMILY}/documents", the_invoice()).json["state"] == "pending"
    run_the_job()
    assert browser.post(f"{FAMILY}/documents", the_invoice()).json["state"] == "ready"


def test_another_familys_invoice_is_not_found_and_nothing_is_made(browser: Browser) -> None:
    settle(a_family("autre", children=("leo",)), [replace(CLARA, id="leo", families=("autre",))])
    run_the_job()
    before = len(outbox.waiting(Lane.DOCUMENTS))
    for family in ("/communes/lisse/families/autre", FAMILY):
        asked = the_invoice() if family != FAMILY else {"kind": "invoice", "subject": "inconnue"}
        answer = browser.post(f"{family}/documents", asked)
        assert (answer.status, answer.json["code"]) == (404, "not_found")
    assert len(outbox.waiting(Lane.DOCUMENTS)) == before


@pytest.mark.parametrize(
    "asked",
    [{}, {"kind": "secret", "subject": "a"}, {"kind": "invoice", "subject": "a#b"}, {"kind": "invoice", "subject": ""}],
)  # fmt: skip
def test_what_is_no_document_is_refused(browser: Browser, asked: dict[str, str]) -> None:
    assert browser.post(f"{FAMILY}/documents", asked).status == 422
