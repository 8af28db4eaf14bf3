"""What is known of the documents of a family; their bytes lie in a bucket (functions/gateways/documents.py)."""

from datetime import datetime

from functions.domain.invoices.documents import DocumentAsked, DocumentKind, DocumentRef, Filed
from functions.storage.table import keys
from functions.storage.table.item import Item
from functions.storage.table.keys import Key
from functions.storage.table.reading import read_one
from functions.storage.table.stored import Stored, decode, item_of
from functions.storage.table.transaction import Transaction


def key_of(ref: DocumentRef) -> Key:
    return keys.document(ref.commune, ref.family, ref.kind.value, ref.subject)


def filed(ref: DocumentRef) -> Stored[Filed] | None:
    """None while it is not."""
    return read_one(key_of(ref), Filed)


def asked(ref: DocumentRef) -> DocumentAsked | None:
    """None once it was forgotten."""
    found = read_one(_asked_key(ref), DocumentAsked)
    return None if found is None else found.value


def put_asked(transaction: Transaction, ref: DocumentRef, what: DocumentAsked, *, until: datetime) -> None:
    """In the place of what was asked before; forgotten from that instant on."""
    item: Item = item_of(Stored(_asked_key(ref), what, 0))
    item.expires_at = until
    transaction.put_item(item, why="asked")


def of_family(commune: str, family: str) -> list[tuple[DocumentRef, Filed]]:
    """Every document that was filed for the family."""
    ref = DocumentRef(commune, family, DocumentKind.INVOICE, "")
    rows = Item.query(key_of(ref).pk, Item.sk.startswith("DOCUMENT#"), consistent_read=True)
    found = []
    for item in rows:
        _, kind, subject, *asked = item.sk.split("#")
        if not asked:
            known = DocumentRef(commune, family, DocumentKind(kind), subject)
            found.append((known, decode(item, Filed).value))
    return found


def _asked_key(ref: DocumentRef) -> Key:
    key = key_of(ref)
    return Key(key.pk, f"{key.sk}#ASKED")


def put(transaction: Transaction, stored: Stored[Filed]) -> None:
    """Refused (why: `document`) where another filed it first."""
    transaction.put(stored, why="document")
