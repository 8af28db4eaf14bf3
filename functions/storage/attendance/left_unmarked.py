"""Lists that nobody will write down, one item a month."""

from datetime import UTC, datetime, time

from functions.domain import retention
from functions.domain.attendance.left_unmarked import LeftUnmarked
from functions.domain.calendar.months import day_of
from functions.storage.table import keys
from functions.storage.table.reading import Found
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction


def in_batch(found: Found, commune: str, month: str) -> Stored[LeftUnmarked]:
    """Nothing, at version 0, where no list was ever left."""
    return found.get_or(keys.left_unmarked(commune, month), LeftUnmarked(month))


def put(transaction: Transaction, stored: Stored[LeftUnmarked]) -> None:
    until = datetime.combine(day_of(stored.value.month, 1), time(), UTC) + retention.LEFT_UNMARKED
    transaction.put(stored, why=("left_unmarked", stored.value.month), expires_at=until)
