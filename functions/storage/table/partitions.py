"""Removing what lies in a partition, for who takes a family or a login out of the table."""

from collections.abc import Callable
from datetime import datetime

from functions.storage.table.item import Item
from functions.storage.table.keys import Key


def remove(pk: str, goes: Callable[[str], bool]) -> None:
    """Delete the items of the partition whose sort key says so, many at a time: again after a crash, it removes what is left."""
    going = [key for key in sort_keys(pk) if goes(key.sk)]
    if going:
        with Item.batch_write() as batch:
            for key in going:
                batch.delete(Item(key.pk, key.sk))


def sort_keys(pk: str) -> list[Key]:
    rows = Item.query(pk, consistent_read=True, attributes_to_get=["pk", "sk"])
    return [Key(item.pk, item.sk) for item in rows]


def expire(key: Key, at: datetime) -> None:
    """Give an item that stays a term."""
    Item(key.pk, key.sk).update(actions=[Item.expires_at.set(at)])
