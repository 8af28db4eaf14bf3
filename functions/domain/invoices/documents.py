"""A family's PDF documents: each is typeset once, filed under the hash of its bytes, and found by kind and subject."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from functions.domain.invoices.receivable import EntryKind, LedgerEntry
from functions.domain.messages import Message, MessageKind


class DocumentKind(StrEnum):
    INVOICE = "invoice"
    """The `subject` of an invoice, a credit note or a receipt is the id of the invoice, credit note or payment."""
    CREDIT_NOTE = "credit_note"
    RECEIPT = "receipt"
    STATEMENT = "statement"
    """The `subject` of a yearly statement, and of a tax certificate, is the year."""
    TAX_CERTIFICATE = "tax_certificate"


OF_A_YEAR = frozenset({DocumentKind.STATEMENT, DocumentKind.TAX_CERTIFICATE})
"""The documents whose figures change with each payment.

Their content is written down when they are asked for, so that the job that typesets them reads no child's file.
"""


def documents_of(entries: Iterable[LedgerEntry]) -> list[DocumentKind | None]:
    """Return the kind of document that proves each entry, in the same order, or None.

    A payment that the bank took back has no receipt any more.
    """
    told = list(entries)
    undone = {entry.undoes for entry in told}
    return [None if entry.source in undone else _PROOFS.get(entry.kind) for entry in told]


_PROOFS = {EntryKind.PAYMENT: DocumentKind.RECEIPT, EntryKind.CREDIT_NOTE: DocumentKind.CREDIT_NOTE}


@dataclass(frozen=True, slots=True)
class DocumentRef:
    """What tells one document from all others: its commune, its family, its kind, and what it is about."""

    commune: str
    family: str
    kind: DocumentKind
    subject: str

    @property
    def message(self) -> Message:
        """The message that has the document made.

        Its id depends on the document alone: asking again while the document is being made adds no second message.
        """
        data: dict[str, str | int] = {"document": self.kind.value, "subject": self.subject}
        identity = "-".join((self.commune, self.family, self.kind.value, self.subject))
        return Message(identity, MessageKind.DOCUMENT_DUE, self.commune, self.family, data)

    @classmethod
    def of(cls, message: Message) -> "DocumentRef":
        """Raises ValueError for a message that is about no family."""
        if message.commune is None or message.family is None:
            raise ValueError(message.kind.value)
        kind = DocumentKind(str(message.data["document"]))
        return cls(message.commune, message.family, kind, str(message.data["subject"]))


@dataclass(frozen=True, slots=True)
class Filed:
    """A document that was made, and where it lies in the bucket."""

    place: str
    """The key in the bucket. It ends with the hash of the bytes, so that a filed document is never overwritten."""
    sha256: str
    """The SHA-256 of the bytes, in hexadecimal."""
    size: int
    filed_at: datetime
    says: str = ""
    """A hash of the content it was made from; empty for a document whose content never changes once issued."""


@dataclass(frozen=True, slots=True)
class DocumentAsked:
    """The content of a document of a year, kept from when it is asked for until it is typeset."""

    says: str
    """A hash of the content, as in `Filed.says`."""
    made_on: date
    data: str
    """The content as JSON, in the shape that the document's template takes."""
