"""Typeset the documents that are due, every minute: the one function that has typst, in a layer of its own."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from chalice.app import Blueprint, Rate

from functions import wiring
from functions.domain.documents import DocumentRef
from functions.domain.messages import Lane, Message, MessageKind
from functions.jobs.job import job
from functions.jobs.pages import ROOT
from functions.settings import settings
from functions.storage import communes
from functions.usecases.deliver_messages import Deliver, Outcome, deliver_messages
from functions.usecases.file_document import file_document

blueprint = Blueprint(__name__)

BUDGET = timedelta(seconds=40)
"""The function may run for sixty."""
AT_ONCE = 8
"""A document is some thirty milliseconds of typesetting and a tenth of a second of waiting for the bucket and the table."""


def make_document(message: Message, now: datetime) -> None:
    """Typeset and file the document of a message, if that is not done yet."""
    from functions.publishing.documents.drafts import Frame, draft

    ref = DocumentRef.of(message)
    zone = ZoneInfo(communes.commune(ref.commune).timezone)
    written = draft(ref, Frame(ROOT, settings().origin, now.astimezone(zone).date()))
    file_document(
        ref,
        says=written.says,
        typeset=lambda: written.typeset(ROOT),
        store=wiring.documents(),
        now=now,
    )


DELIVERIES: dict[MessageKind, Deliver] = {MessageKind.DOCUMENT_DUE: make_document}


@blueprint.schedule(Rate(1, unit=Rate.MINUTES), name="documents")
@job
def documents(_: datetime) -> Outcome:
    """A month's three thousand invoices are typeset within a few minutes of their issue."""
    return deliver_messages(DELIVERIES, clock=wiring.now, budget=BUDGET, lane=Lane.DOCUMENTS, at_once=AT_ONCE)
