"""Typeset a document and file it. It is filed once, however often it is asked for and however many calls do it together."""

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256

from functions.domain.invoices.documents import DocumentRef, Filed
from functions.gateways.documents import DocumentStore
from functions.storage.invoices import documents
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Refused, Transaction
from functions.usecases.retry import when_contended


def file_document(
    ref: DocumentRef, *, says: str, typeset: Callable[[], bytes], store: DocumentStore, now: datetime
) -> Filed:
    """The filed document whose content is `says`: the one filed before, or else one that is typeset now.

    `says`: a hash of the data that the document shows; empty for a document that never changes once issued.
    The bytes go to the bucket first, under their hash; the table is told of them after that. A crash in between leaves an
    object that the next attempt writes again, or that nobody ever reads. Raises Busy.
    """
    known = documents.filed(ref)
    if known is not None and known.value.says == says:
        return known.value
    body = typeset()
    digest = sha256(body).hexdigest()
    filed = Filed(f"{ref.commune}/{ref.family}/{digest}.pdf", digest, len(body), now, says)
    store.put(filed.place, body, sha256=digest)
    transaction = Transaction()
    version = 0 if known is None else known.version
    documents.put(transaction, Stored(documents.key_of(ref), filed, version))
    try:
        when_contended(transaction.commit)
    except Refused:
        first = documents.filed(ref)
        assert first is not None, "what stood in the way is the document itself"
        return first.value
    return filed
