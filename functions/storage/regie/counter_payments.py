"""Payments at the counter, in the family's partition."""

from functions.domain.errors import NotFound
from functions.domain.regie.counter_payments import Encashment
from functions.storage.table import keys
from functions.storage.table.reading import partition, read_one
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction


def put(transaction: Transaction, stored: Stored[Encashment]) -> None:
    transaction.put(stored, why="encashment")


def encashment(commune: str, family: str, encashment_id: str) -> Stored[Encashment]:
    """Raises NotFound."""
    found = read_one(keys.encashment(commune, family, encashment_id), Encashment)
    if found is None:
        raise NotFound
    return found


def of_family(commune: str, family: str) -> list[Encashment]:
    """The newest first."""
    pk = keys.encashment(commune, family, "").pk
    return [stored.value for stored in partition(pk, "ENCASHMENT#", Encashment, newest_first=True)]
