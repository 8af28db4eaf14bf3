"""What the town called off, one item a month."""

from collections.abc import Iterable

from functions.domain.planning.called_off import CalledOffMonth
from functions.storage.table import keys
from functions.storage.table.reading import Found, read
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction


def in_batch(found: Found, commune: str, month: str) -> Stored[CalledOffMonth]:
    """Nothing, at version 0, where nothing was ever called off."""
    return found.get_or(keys.called_off(commune, month), CalledOffMonth(month))


def of_months(commune: str, months: Iterable[str]) -> dict[str, CalledOffMonth]:
    """By month, in the order asked."""
    wanted = list(months)
    found = read(keys.called_off(commune, month) for month in wanted)
    return {month: in_batch(found, commune, month).value for month in wanted}


def put(transaction: Transaction, stored: Stored[CalledOffMonth]) -> None:
    transaction.put(stored, why="called_off")
