"""Runs of invoicing, and documents."""

from dataclasses import replace
from functools import partial

from functions.domain.invoices.documents import DocumentKind, DocumentRef
from functions.usecases.invoicing.ask_document import ask_document
from functions.usecases.invoicing.file_document import file_document
from functions.usecases.invoicing.issue_invoices import issue_invoices
from functions.usecases.invoicing.preview_invoices import preview_invoices
from tests.support.acts.act import KEY, Do, Store, writes
from tests.support.builders import (
    CLARA,
    NOW,
    a_booking,
    a_family,
    a_month,
    open_town,
    paris,
    put_month,
    settle,
)


def _town_to_bill(families: int = 1) -> None:
    open_town()
    for number in range(families):
        child = f"child-{number}"
        settle(
            a_family(f"f{number}", children=(child,)), [replace(CLARA, id=child, families=(f"f{number}",))]
        )
        put_month(a_month(child, "2026-10", {(1, "restauration"): a_booking(payer=f"f{number}")}))


ISSUED_AT = paris("dimanche 2026-11-01 04:15")


@writes("invoicing.begin_run", "invoicing.advance_run", "invoicing.issue_invoices")
def issuing_invoices() -> Do:
    _town_to_bill(2)
    return lambda: issue_invoices("lisse", "2026-10", by="job", now=ISSUED_AT)


@writes("invoicing.preview_invoices")
def previewing() -> Do:
    _town_to_bill()
    preview_invoices("lisse", "2026-10", by="agent", key="the-preview-before", now=ISSUED_AT)
    return lambda: preview_invoices("lisse", "2026-10", by="agent", key=KEY, now=ISSUED_AT)


@writes("invoicing.file_document")
def filing_a_document() -> Do:
    open_town()
    ref, store = DocumentRef("lisse", "testmp", DocumentKind.STATEMENT, "2026"), Store()
    file = partial(file_document, ref, says="", typeset=lambda: b"%PDF", now=NOW)
    return lambda: file(store=store)  # type: ignore[arg-type]


@writes("invoicing.ask_document")
def asking_for_a_document() -> Do:
    open_town()
    ref = DocumentRef("lisse", "testmp", DocumentKind.STATEMENT, "2026")
    return lambda: ask_document(ref, now=NOW)
