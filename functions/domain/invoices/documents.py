"""Documents on paper about a family: typeset once, filed under the hash of their bytes, found again by what they are about."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from functions.domain.invoices.receivable import EntryKind, LedgerEntry
from functions.domain.messages import Message, MessageKind


class DocumentKind(StrEnum):
    INVOICE = "invoice"
    """`subject`: the invoice's id, the credit note's, the payment's."""
    CREDIT_NOTE = "credit_note"
    RECEIPT = "receipt"
    STATEMENT = "statement"
    """`subject`: the year, as of the certificate."""
    TAX_CERTIFICATE = "tax_certificate"


OF_A_YEAR = frozenset({DocumentKind.STATEMENT, DocumentKind.TAX_CERTIFICATE})
"""What changes with each payment: frozen when it is asked for, so that what typesets it reads no child's file."""


def documents_of(entries: Iterable[LedgerEntry]) -> list[DocumentKind | None]:
    """Which document proves each entry of a debt: a payment that the bank took back has no receipt any more."""
    told = list(entries)
    undone = {entry.undoes for entry in told}
    return [None if entry.source in undone else _PROOFS.get(entry.kind) for entry in told]


_PROOFS = {EntryKind.PAYMENT: DocumentKind.RECEIPT, EntryKind.CREDIT_NOTE: DocumentKind.CREDIT_NOTE}


@dataclass(frozen=True, slots=True)
class DocumentRef:
    """Which document: its family, its kind, and what it is about."""

    commune: str
    family: str
    kind: DocumentKind
    subject: str

    @property
    def message(self) -> Message:
        """What asks for it. Of one id, so that a document asked for again while it is waited for is asked for once."""
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
    """A document as it lies in the bucket."""

    place: str
    """Its key there, which ends with its hash: what is filed is never written over."""
    sha256: str
    """Of its bytes, in hexadecimal."""
    size: int
    filed_at: datetime
    says: str = ""
    """What it was made from, as a hash; empty for what never changes once issued."""


@dataclass(frozen=True, slots=True)
class DocumentAsked:
    """A document as it was asked for, until it is typeset."""

    says: str
    made_on: date
    data: str
    """JSON, as its template takes it."""
