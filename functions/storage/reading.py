"""Reading several items of several kinds in one round trip."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from pynamodb.expressions.condition import Condition

from functions.storage.bodies import Stored, decode
from functions.storage.item import Item
from functions.storage.keys import Key

T = TypeVar("T")


class Found:
    """What a batch read brought back, by key."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._items = {Key(item.pk, item.sk): item for item in items}

    def item(self, key: Key) -> Item | None:
        return self._items.get(key)

    def get(self, key: Key, kind: type[T]) -> Stored[T] | None:
        item = self._items.get(key)
        return None if item is None else decode(item, kind)

    def get_or(self, key: Key, default: T) -> Stored[T]:
        """The stored value, or `default` at version 0 where nothing lies yet."""
        return self.get(key, type(default)) or Stored(key, default, 0)


def read(keys: Iterable[Key]) -> Found:
    """Strongly consistent. One round trip up to 100 keys."""
    wanted: list[tuple[str, str]] = [(key.pk, key.sk) for key in keys]
    return Found(Item.batch_get(wanted, consistent_read=True)) if wanted else Found(())


def read_one(key: Key, kind: type[T]) -> Stored[T] | None:
    """Strongly consistent."""
    try:
        return decode(Item.get(key.pk, key.sk, consistent_read=True), kind)
    except Item.DoesNotExist:
        return None


def partition(
    pk: str, prefix: str, kind: type[T], *, newest_first: bool = False, limit: int | None = None
) -> Iterator[Stored[T]]:
    """The aggregates of one partition whose sort key begins with `prefix` (all, where it is empty), in the order of that key."""
    rows = Item.query(
        pk,
        Item.sk.startswith(prefix) if prefix else None,
        consistent_read=True,
        scan_index_forward=not newest_first,
        limit=limit,
    )
    return (decode(item, kind) for item in rows)


def listed(
    list_pk: str,
    kind: type[T],
    *,
    prefix: str | None = None,
    after: str | None = None,
    limit: int | None = None,
) -> Iterator[Stored[T]]:
    """The aggregates of one list of the index, with a prefix or from the one after `after`. A moment late: never decide from it."""
    condition: Condition | None = None if prefix is None else Item.list_sk.startswith(prefix)
    if after is not None:
        condition = Item.list_sk > after
    return (decode(item, kind) for item in Item.by_list.query(list_pk, condition, limit=limit))
