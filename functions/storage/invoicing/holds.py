"""Places that wait for a payment, listed by when they are given back."""

from collections.abc import Iterator
from datetime import UTC, datetime

from pynamodb.expressions.operand import Path

from functions.domain.billing.prepayment import Hold
from functions.storage.table import keys
from functions.storage.table.reading import listed, partition, read_one
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction


def put_new(transaction: Transaction, hold: Hold) -> None:
    key = keys.hold(hold.commune, hold.family, hold.invoice)
    place = f"{_sortable(hold.until)}#{hold.invoice}"
    transaction.put(Stored(key, hold, 0), why="hold", listed=(keys.HOLDS, place))


def hold(commune: str, family: str, invoice: str) -> Stored[Hold] | None:
    """None where nothing waits for that invoice, or not any more."""
    return read_one(keys.hold(commune, family, invoice), Hold)


def of_family(commune: str, family: str) -> list[Stored[Hold]]:
    return list(partition(keys.hold(commune, family, "").pk, "HOLD#", Hold))


def waiting() -> Iterator[Hold]:
    """Of all communes, those that end first first. A moment late: read again before deciding."""
    return (stored.value for stored in listed(keys.HOLDS, Hold))


def end(transaction: Transaction, stored: Stored[Hold]) -> None:
    """Refused (why: `hold`) when another ended it."""
    transaction.delete(stored.key, why="hold", condition=Path("version") == stored.version)


def _sortable(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")
