"""Documents of a family to download: a link that soon ends, to a bucket that nobody else reads."""

from typing import Annotated

from chalice.app import Blueprint
from msgspec import Meta, Struct

from functions import wiring
from functions.domain.documents import DocumentKind, DocumentRef
from functions.french import documents as french
from functions.storage import invoices
from functions.usecases.ask_document import ask_document
from functions.web.callers import MEMBER, Member
from functions.web.endpoint import Routes
from functions.web.invoices import FAMILY

routes = Routes(Blueprint(__name__))


class DocumentAsked(Struct):
    kind: DocumentKind
    subject: Annotated[str, Meta(min_length=1, max_length=64, pattern="^[A-Za-z0-9-]+$")]
    """What it is about: an invoice's id."""


class DocumentLink(Struct):
    state: str
    """`ready`, or `pending` while it is being made: ask again in a few seconds."""
    url: str | None
    """Where to download it for the next two minutes; null while it is pending."""
    name: str
    """Of the file."""
    detail: str
    """What to tell the parent while it is pending; empty once it is ready."""


@routes.route("POST", f"{FAMILY}/documents", MEMBER, takes=DocumentAsked, answers=DocumentLink, keyed=True)
def ask(caller: Member, asked: DocumentAsked) -> DocumentLink:
    """A link to a document, which is made if it is not there yet. Asked again, it is made once all the same."""
    ref = DocumentRef(caller.commune, caller.family.value.id, asked.kind, asked.subject)
    name = _name(ref)
    filed = ask_document(ref)
    if filed is None:
        return DocumentLink("pending", None, name, french.being_made())
    return DocumentLink("ready", wiring.documents().link(filed.place, name=name), name, "")


def _name(ref: DocumentRef) -> str:
    """Raises NotFound for what this family has not."""
    debt = invoices.receivable(ref.commune, ref.family, ref.subject).value
    return french.invoice_file(debt.number.label)
