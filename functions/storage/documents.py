"""What is known of the documents of a family; their bytes lie in a bucket (functions/gateways/documents.py)."""

from functions.domain.documents import DocumentRef, Filed
from functions.storage import keys
from functions.storage.bodies import Stored
from functions.storage.keys import Key
from functions.storage.reading import read_one
from functions.storage.transaction import Transaction


def key_of(ref: DocumentRef) -> Key:
    return keys.document(ref.commune, ref.family, ref.kind.value, ref.subject)


def filed(ref: DocumentRef) -> Stored[Filed] | None:
    """None while it is not."""
    return read_one(key_of(ref), Filed)


def put(transaction: Transaction, stored: Stored[Filed]) -> None:
    """Refused (why: `document`) where another filed it first."""
    transaction.put(stored, why="document")
