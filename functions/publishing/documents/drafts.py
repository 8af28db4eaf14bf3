"""Each document as it will be typeset, from what the table holds now."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from functions.domain.errors import NotFound
from functions.domain.invoices.documents import DocumentKind, DocumentRef
from functions.domain.invoices.receivable import EntryKind
from functions.french.invoices import documents as french
from functions.publishing.documents.credit_note import credit_note_data
from functions.publishing.documents.draft import Draft, Frame
from functions.publishing.documents.invoice import invoice_data
from functions.publishing.documents.payments import paid
from functions.publishing.documents.receipt import receipt_data
from functions.publishing.documents.years import certificate_draft, statement_draft
from functions.storage.invoices import invoices
from functions.storage.town import communes


def draft(ref: DocumentRef, frame: Frame) -> Draft:
    """Raises NotFound for what the family has not."""
    return _DRAFTS[ref.kind](ref, frame)


def _invoice(ref: DocumentRef, frame: Frame) -> Draft:
    commune = communes.commune(ref.commune)
    invoice, debt = invoices.invoice(ref.commune, ref.family, ref.subject)
    used = [entry for entry in debt.value.entries if entry.kind is EntryKind.CREDIT_USED]
    query = urlencode({"id": invoice.id, "famille": f"{ref.commune}/{ref.family}"}, safe="/")

    def data() -> dict[str, Any]:
        return invoice_data(
            invoice,
            root=frame.root,
            colour=commune.colour,
            online=commune.regie.provider,
            link=f"{frame.origin}/espace/facture/?{query}",
            used_cents=sum(entry.amount_cents for entry in used),
        )

    return Draft("invoice", french.invoice_file(invoice.number.label), invoice.issue.issued_on, data)


def _credit_note(ref: DocumentRef, frame: Frame) -> Draft:
    commune = communes.commune(ref.commune)
    note = invoices.credit_note(ref.commune, ref.family, ref.subject)

    def data() -> dict[str, Any]:
        return credit_note_data(note, root=frame.root, colour=commune.colour)

    return Draft("credit_note", french.credit_note_file(note.number.label), note.issued_on, data)


def _receipt(ref: DocumentRef, frame: Frame) -> Draft:
    commune = communes.commune(ref.commune)
    found = paid(commune, ref.family, ref.subject)
    if found is None:
        raise NotFound
    payment, invoice = found

    def data() -> dict[str, Any]:
        return receipt_data(
            payment, invoice.issue.issuer, invoice.debtor, root=frame.root, colour=commune.colour
        )

    name = french.receipt_file(payment.number or f"{invoice.number.label}-{payment.day:%Y%m%d}")
    return Draft("receipt", name, payment.day, data)


_DRAFTS: dict[DocumentKind, Callable[[DocumentRef, Frame], Draft]] = {
    DocumentKind.INVOICE: _invoice,
    DocumentKind.CREDIT_NOTE: _credit_note,
    DocumentKind.RECEIPT: _receipt,
    DocumentKind.STATEMENT: statement_draft,
    DocumentKind.TAX_CERTIFICATE: certificate_draft,
}
