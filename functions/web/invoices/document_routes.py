"""Documents of a family to download: a link that soon ends, to a bucket that nobody else reads."""

from typing import Annotated

from chalice.app import Blueprint
from msgspec import Meta, Struct

from functions import wiring
from functions.domain.invoices.documents import OF_A_YEAR, DocumentKind, DocumentRef
from functions.french.invoices import documents as french
from functions.settings import ROOT
from functions.usecases.invoicing.ask_document import ask_document
from functions.web.api.endpoint import Routes
from functions.web.api.paths import FAMILY
from functions.web.callers.members import MEMBER_OF_TOWN, MemberOfTown

routes = Routes(Blueprint(__name__))


class DocumentAsked(Struct):
    kind: DocumentKind
    subject: Annotated[str, Meta(min_length=1, max_length=64, pattern="^[A-Za-z0-9-]+$")]
    """What it is about: the id of an invoice, of a credit note, of a payment."""


class DocumentLink(Struct):
    state: str
    """`ready`, or `pending` while it is being made: ask again in a few seconds."""
    url: str | None
    """Where to download it for the next two minutes; null while it is pending."""
    name: str
    """Of the file."""
    detail: str
    """What to tell the parent while it is pending; empty once it is ready."""


@routes.route(
    "POST", f"{FAMILY}/documents", MEMBER_OF_TOWN, takes=DocumentAsked, answers=DocumentLink, keyed=True
)
def ask(caller: MemberOfTown, asked: DocumentAsked) -> DocumentLink:
    """A link to a document, which is made if it is not there yet. Asked again, it is made once all the same."""
    from functions.publishing.documents.draft import Frame
    from functions.publishing.documents.drafts import draft

    ref = DocumentRef(caller.commune, caller.family.value.id, asked.kind, asked.subject)
    found = draft(ref, Frame(ROOT, caller.ask.origin, caller.today))
    frozen = found.frozen if ref.kind in OF_A_YEAR else None
    filed = ask_document(ref, says=found.says, frozen=frozen, now=caller.ask.now)
    if filed is None:
        return DocumentLink("pending", None, found.name, french.being_made())
    return DocumentLink("ready", wiring.documents().link(filed.place, name=found.name), found.name, "")
