"""Each document as it will be typeset, from what the table holds now."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from functions.domain.commune import Commune
from functions.domain.documents import DocumentKind, DocumentRef
from functions.domain.errors import NotFound
from functions.domain.families import Family
from functions.domain.invoices import debtor_of, issuer_of
from functions.domain.statements import statement
from functions.domain.tax_certificate import certified
from functions.french import documents as french
from functions.french import parties, yearly
from functions.publishing.documents.credit_note import credit_note_data
from functions.publishing.documents.invoice import invoice_data
from functions.publishing.documents.letterhead import letterhead
from functions.publishing.documents.payments import paid
from functions.publishing.documents.receipt import receipt_data
from functions.publishing.documents.typeset import pdf
from functions.publishing.documents.yearly import (
    certificate_content,
    digest,
    statement_content,
)
from functions.storage import bills, communes, families, invoices
from functions.storage.bills import FamilyBills


@dataclass(frozen=True, slots=True)
class Frame:
    """What drafts need beside the table."""

    root: Path
    """Where `templates` and `site` lie."""
    origin: str
    today: date
    """On the commune's clock."""


@dataclass(frozen=True, slots=True)
class Draft:
    template: str
    name: str
    """Of the file: sober, in ASCII."""
    made_on: date
    data: Callable[[], dict[str, Any]]
    """Only the function that typesets it needs it, and has what that takes."""
    says: str = ""
    """A hash of what it says; empty for what never changes."""

    def typeset(self, root: Path) -> bytes:
        made_at = datetime.combine(self.made_on, time(), UTC)
        return pdf(self.template, self.data(), root=root, made_at=made_at)


def draft(ref: DocumentRef, frame: Frame) -> Draft:
    """Raises NotFound for what the family has not."""
    return _DRAFTS[ref.kind](ref, frame)


def _invoice(ref: DocumentRef, frame: Frame) -> Draft:
    commune = communes.commune(ref.commune)
    invoice, _ = invoices.invoice(ref.commune, ref.family, ref.subject)
    query = urlencode({"id": invoice.id, "famille": f"{ref.commune}/{ref.family}"}, safe="/")

    def data() -> dict[str, Any]:
        return invoice_data(
            invoice,
            root=frame.root,
            colour=commune.colour,
            online=commune.regie.online_client is not None,
            link=f"{frame.origin}/espace/facture/?{query}",
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


def _statement(ref: DocumentRef, frame: Frame) -> Draft:
    year = _year(ref, frame)
    commune, family, found = _of_family(ref)
    told = statement(found.debts, found.calendar, year)
    if not told.issued and not told.happened:
        raise NotFound
    content = statement_content(told, found.means)
    head = _head(
        commune, family, frame, title=yearly.statement_title(year), reference=yearly.as_of(frame.today)
    )
    said = _said(commune, family, content)
    return Draft("statement", french.statement_file(year), frame.today, lambda: head() | content, said)


def _tax_certificate(ref: DocumentRef, frame: Frame) -> Draft:
    """Of a year that is over: until then it would be shown to the tax office with less than was paid."""
    year = _year(ref, frame)
    commune, family, found = _of_family(ref)
    files = bills.children_of(commune, found).values()
    paid_for = certified(found.bills, files, found.calendar, year)
    if year >= frame.today.year or not paid_for:
        raise NotFound
    content = certificate_content(issuer_of(commune), paid_for, year)
    head = _head(
        commune, family, frame, title=yearly.certificate_title(year), reference=yearly.drawn_up(frame.today)
    )
    said = _said(commune, family, content)
    return Draft(
        "tax_certificate", french.certificate_file(year), frame.today, lambda: head() | content, said
    )


def _year(ref: DocumentRef, frame: Frame) -> int:
    if not re.fullmatch(r"20\d\d", ref.subject) or int(ref.subject) > frame.today.year:
        raise NotFound
    return int(ref.subject)


def _of_family(ref: DocumentRef) -> tuple[Commune, Family, FamilyBills]:
    commune = communes.commune(ref.commune)
    family = families.family(ref.commune, ref.family).value
    return commune, family, bills.of_family(commune, family.id)


def _head(
    commune: Commune, family: Family, frame: Frame, *, title: str, reference: str
) -> Callable[[], dict[str, Any]]:
    return lambda: letterhead(
        issuer_of(commune),
        debtor_of(family),
        title=title,
        reference=reference,
        made_on=frame.today,
        root=frame.root,
        colour=commune.colour,
    )


def _said(commune: Commune, family: Family, content: dict[str, Any]) -> str:
    """Of all that the document shows but the day it was made on."""
    debtor = debtor_of(family)
    return digest(
        commune.name, commune.siret, parties.people(debtor), parties.address(debtor.address), content
    )


_DRAFTS: dict[DocumentKind, Callable[[DocumentRef, Frame], Draft]] = {
    DocumentKind.INVOICE: _invoice,
    DocumentKind.CREDIT_NOTE: _credit_note,
    DocumentKind.RECEIPT: _receipt,
    DocumentKind.STATEMENT: _statement,
    DocumentKind.TAX_CERTIFICATE: _tax_certificate,
}
