"""Typeset the documents that are due, every minute, and delete the files of who was erased: the one function that has typst, in a layer of
its own, and the one that deletes what families sent."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from chalice.app import Blueprint, Rate

from functions import wiring
from functions.domain.invoices.documents import OF_A_YEAR, DocumentRef
from functions.domain.messages import Lane, Message, MessageKind
from functions.jobs.job import job
from functions.settings import ROOT, settings
from functions.storage.invoices import documents as stored
from functions.storage.town import communes
from functions.usecases.invoicing.file_document import file_document
from functions.usecases.messages.deliver_messages import Deliver, Outcome, deliver_messages
from functions.usecases.privacy.erase_files import erase_files

if TYPE_CHECKING:
    from functions.publishing.documents.draft import Draft

blueprint = Blueprint(__name__)

BUDGET = timedelta(seconds=40)
"""The function may run for sixty."""
AT_ONCE = 8
"""A document is some thirty milliseconds of typesetting and a tenth of a second of waiting for the bucket and the table."""


def make_document(message: Message, now: datetime) -> None:
    """Typeset and file the document of a message, if that is not done yet."""
    ref = DocumentRef.of(message)
    written = _asked(ref) if ref.kind in OF_A_YEAR else _drawn(ref, now)
    if written is not None:
        file_document(
            ref,
            says=written.says,
            typeset=lambda: written.typeset(ROOT),
            store=wiring.documents(),
            now=now,
        )


def _drawn(ref: DocumentRef, now: datetime) -> "Draft":
    from functions.publishing.documents.draft import Frame
    from functions.publishing.documents.drafts import draft

    return draft(ref, Frame(ROOT, settings().origin, communes.commune(ref.commune).day_of(now)))


def _asked(ref: DocumentRef) -> "Draft | None":
    """None where nobody wants it any more."""
    from functions.publishing.documents.draft import Draft

    asked = stored.asked(ref)
    return None if asked is None else Draft.thawed(ref.kind, asked)


def _erase_files(message: Message, now: datetime) -> None:
    erase_files(message, documents=wiring.documents(), uploads=wiring.uploads())


DELIVERIES: dict[MessageKind, Deliver] = {
    MessageKind.DOCUMENT_DUE: make_document,
    MessageKind.FILES_TO_ERASE: _erase_files,
}


@blueprint.schedule(Rate(1, unit=Rate.MINUTES), name="documents")
@job
def documents(_: datetime) -> Outcome:
    """A month's three thousand invoices are typeset within a few minutes of their issue."""
    return deliver_messages(DELIVERIES, clock=wiring.now, budget=BUDGET, lane=Lane.DOCUMENTS, at_once=AT_ONCE)
