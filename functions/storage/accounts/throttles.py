"""Counting tries in windows of time, exactly, whoever tries at the same moment."""

from datetime import datetime, timedelta

from pynamodb.exceptions import UpdateError
from pynamodb.expressions.operand import Path

from functions.storage.table.item import Item
from functions.storage.table.keys import Key
from functions.storage.table.reading import Found
from functions.storage.table.transaction import Transaction, no_answer, translated

_SPARE = timedelta(hours=1)
"""DynamoDB removes what has expired some time after."""


def counted(found: Found, key: Key) -> int:
    """How many tries the window holds, out of a batch that asked for it."""
    item = found.item(key)
    return 0 if item is None else int(item.tally or 0)


def count(key: Key, *, limit: int, ends_at: datetime, weight: int = 1) -> bool:
    """Count one more try, as `weight`, in the window of `key`; False, and nothing counted, once it holds `limit`.

    Raises Contended: where the try that was right clears the window at that instant.
    """
    tally = Path("tally")
    try:
        Item(key.pk, key.sk).update(
            actions=[tally.add(weight), Item.expires_at.set(ends_at + _SPARE)],
            condition=tally.does_not_exist() | (tally < limit),
        )
    except UpdateError as error:
        if not no_answer(error) and error.cause_response_code == "ConditionalCheckFailedException":
            return False
        raise translated(error) from error
    return True


def clear(transaction: Transaction, key: Key) -> None:
    transaction.delete(key, why="throttle")
