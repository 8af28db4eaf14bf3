"""The book of a régie's till. Once a statement has closed it until an instant, nothing is written before that instant."""

from collections.abc import Iterator
from datetime import datetime

from pynamodb.expressions.operand import Path

from functions.domain.regie.till_movements import Movement
from functions.storage.table import keys
from functions.storage.table.ids import first_id
from functions.storage.table.item import Item
from functions.storage.table.stored import Stored, decode
from functions.storage.table.transaction import Transaction


def add(transaction: Transaction, commune: str, regie: str, movement: Movement) -> None:
    """Refused (why: `till`) where a statement has closed the book at that instant."""
    transaction.put(Stored(keys.till(commune, regie, movement.id), movement, 0), why="movement")
    closed = Path("due_at")
    still_open = closed.does_not_exist() | (closed <= int(movement.at.timestamp()))
    transaction.check_that(keys.till_closed(commune, regie), still_open, why="till")


def movements_between(
    commune: str, regie: str, since: datetime | None, until: datetime
) -> Iterator[Movement]:
    """Those recorded from `since` until before `until`, oldest first. Strongly consistent."""
    first = first_id(since) if since is not None else "0"
    rows = Item.query(
        keys.till(commune, regie, "").pk, Item.sk.between(first, first_id(until)), consistent_read=True
    )
    return (decode(item, Movement).value for item in rows)
