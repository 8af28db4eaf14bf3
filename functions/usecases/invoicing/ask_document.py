"""Ask for a document: find the one that is filed, or have it made."""

from collections.abc import Callable
from datetime import datetime, timedelta

from functions.domain.invoices.documents import DocumentAsked, DocumentRef, Filed
from functions.storage.invoices import documents
from functions.storage.table import outbox
from functions.storage.table.transaction import Refused, Transaction
from functions.usecases.retry import when_contended

KEPT = timedelta(days=7)
"""How long what a document must say is kept while it waits: far longer than the message that asks for it is tried again."""


def ask_document(
    ref: DocumentRef, *, now: datetime, says: str = "", frozen: Callable[[], DocumentAsked] | None = None
) -> Filed | None:
    """The filed document, or None while it is being made. A document that waits to be made is not ordered a second time.

    `ref` must name something that exists. `says`: see `file_document`. `frozen`: for a document whose content changes over
    time, gives that content as it is now, to be kept until the document is typeset. Raises Busy.
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
        # The document waits already. If it then turns out to say something older, the next call asks for it again.
        return None
    return None
