"""Files on their way: an item each with the family that they are about, for a day."""

from pynamodb.expressions.operand import Path

from functions.domain import retention
from functions.domain.uploads.uploads import Upload
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction


def put(transaction: Transaction, stored: Stored[Upload]) -> None:
    transaction.put(
        stored, why=("upload", stored.value.id), expires_at=stored.value.at + retention.FILE_ON_ITS_WAY
    )


def take(transaction: Transaction, stored: Stored[Upload]) -> None:
    """What holds the file from now on says so in the same transaction: nothing else takes it."""
    transaction.delete(
        stored.key, why=("upload", stored.value.id), condition=Path("version") == stored.version
    )


def incoming(commune: str, family: str, upload: str) -> str:
    """Where the browser sends the file."""
    return f"incoming/{commune}/{family}/{upload}"


def sealed(commune: str, family: str, upload: str) -> str:
    """Where the file lies once it was looked at."""
    return f"sealed/{commune}/{family}/{upload}"


def kept(commune: str, family: str, upload: str) -> str:
    """Where it lies once something holds it."""
    return f"kept/{commune}/{family}/{upload}"


FOLDERS = ("incoming", "sealed", "kept")
