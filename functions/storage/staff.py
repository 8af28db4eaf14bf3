"""The agents of a commune."""

from functions.domain.town.agents import Staff
from functions.storage import keys
from functions.storage.bodies import Stored
from functions.storage.reading import read
from functions.storage.transaction import Transaction


def staff(commune: str) -> Stored[Staff]:
    """Nobody yet, where nobody was appointed."""
    key = keys.staff(commune)
    return read([key]).get_or(key, Staff())


def put(transaction: Transaction, staff: Stored[Staff]) -> None:
    transaction.put(staff, why="staff")
