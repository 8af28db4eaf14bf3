"""Erasures of families that have begun and are not done."""

from functions.domain.privacy.erasure import Erasure
from functions.storage.table import keys
from functions.storage.table.reading import read_one
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction


def begun(commune: str, family: str) -> Erasure | None:
    """None where none has begun, or where it is done."""
    found = read_one(keys.erasure(commune, family), Erasure)
    return None if found is None else found.value


def begin(transaction: Transaction, commune: str, family: str, erasure: Erasure) -> None:
    transaction.put(Stored(keys.erasure(commune, family), erasure, 0), why="erasure")


def end(commune: str, family: str) -> None:
    transaction = Transaction()
    transaction.delete(keys.erasure(commune, family), why="erasure")
    transaction.commit()
