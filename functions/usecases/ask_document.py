"""Ask for a document: the one that is filed, or have it made."""

from functions.domain.documents import DocumentRef, Filed
from functions.storage import documents, outbox
from functions.storage.transaction import Refused, Transaction
from functions.usecases.retry import when_contended


def ask_document(ref: DocumentRef, *, says: str = "") -> Filed | None:
    """None while it is being made: it was asked for, once, whoever asks and however often. Raises Busy.

    `ref` must name something that is there; `says` as in `file_document`.
    """
    known = documents.filed(ref)
    if known is not None and known.value.says == says:
        return known.value
    transaction = Transaction()
    outbox.add(transaction, ref.message)
    try:
        when_contended(transaction.commit)
    except Refused:
        return None  # it waits already
    return None
