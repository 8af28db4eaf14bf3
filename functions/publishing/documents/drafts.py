"""Each document as it will be typeset, from what the table holds now."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from functions.domain.documents import DocumentKind, DocumentRef
from functions.publishing.documents.invoice import invoice_data
from functions.publishing.documents.typeset import pdf
from functions.storage import communes, invoices


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
    data: dict[str, Any]
    made_on: date
    says: str = ""

    def typeset(self, root: Path) -> bytes:
        made_at = datetime.combine(self.made_on, time(), UTC)
        return pdf(self.template, self.data, root=root, made_at=made_at)


def draft(ref: DocumentRef, frame: Frame) -> Draft:
    """Raises NotFound for what is not there."""
    return _DRAFTS[ref.kind](ref, frame)


def _invoice(ref: DocumentRef, frame: Frame) -> Draft:
    commune = communes.commune(ref.commune)
    invoice, _ = invoices.invoice(ref.commune, ref.family, ref.subject)
    query = urlencode({"id": invoice.id, "famille": f"{ref.commune}/{ref.family}"}, safe="/")
    data = invoice_data(
        invoice,
        root=frame.root,
        colour=commune.colour,
        online=commune.regie.online_client is not None,
        link=f"{frame.origin}/espace/facture/?{query}",
    )
    return Draft("invoice", data, invoice.issue.issued_on)


_DRAFTS: dict[DocumentKind, Callable[[DocumentRef, Frame], Draft]] = {
    DocumentKind.INVOICE: _invoice,
}
