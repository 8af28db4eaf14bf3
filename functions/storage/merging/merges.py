"""The plan of a merge lies with the file that goes, and stays there."""

from functions.domain.merging.merge import Merge
from functions.storage.table import keys
from functions.storage.table.reading import read_one
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction


def of_file(commune: str, family: str) -> Merge | None:
    """The merge in which this file went; None where it did not."""
    found = read_one(keys.merge(commune, family), Merge)
    return None if found is None else found.value


def put(transaction: Transaction, commune: str, merge: Merge) -> None:
    """Refused (why: `merge`) where the file went before."""
    transaction.put(Stored(keys.merge(commune, merge.other), merge, 0), why="merge")
