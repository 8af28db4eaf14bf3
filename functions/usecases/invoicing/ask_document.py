"""Ask for a document: the one that is filed, or have it made."""

from collections.abc import Callable
from datetime import datetime, timedelta

from functions.domain.invoices.documents import DocumentAsked, DocumentRef, Filed
from functions.storage.invoices import documents
from functions.storage.table import outbox
from functions.storage.table.transaction import Refused, Transaction
from functions.usecases.retry import when_contended

KEPT = timedelta(days=7)
"""Far longer than a message is tried."""


def ask_document(
    ref: DocumentRef, *, now: datetime, says: str = "", frozen: Callable[[], DocumentAsked] | None = None
) -> Filed | None:
    """None while it is being made: it was asked for, once, whoever asks and however often. Raises Busy.

    `ref` must name something that is there; `says` as in `file_document`; `frozen`: what it says, where that changes.
    """
    known = documents.filed(ref)
    if known is not None and known.value.says == says:
        return known.value
    transaction = Transaction()
    outbox.add(transaction, ref.message)
    if frozen is not None:
        documents.put_asked(transaction, ref, frozen(), until=now + KEPT)
    try:
        when_contended(transaction.commit)
    except Refused:
        return None  # it waits already; should it say something older, it is asked for again
    return None
