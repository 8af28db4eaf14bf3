"""The agents of a commune."""

from functions.domain.town.agents import Staff
from functions.storage.table import keys
from functions.storage.table.reading import read
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction


def staff(commune: str) -> Stored[Staff]:
    """Nobody yet, where nobody was appointed."""
    key = keys.staff(commune)
    return read([key]).get_or(key, Staff())


def put(transaction: Transaction, staff: Stored[Staff]) -> None:
    transaction.put(staff, why="staff")
