"""Reading several items of several kinds in one round trip."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from typing import TypeVar

from pynamodb.expressions.condition import Condition

from functions.storage.table import relocations
from functions.storage.table.item import Item
from functions.storage.table.keys import Key
from functions.storage.table.stored import Stored, decode

T = TypeVar("T")


class Found:
    """What a batch read brought back, by key."""

    def __init__(self, items: Mapping[Key, Item]) -> None:
        self._items = items

    def item(self, key: Key) -> Item | None:
        return self._items.get(key)

    def get(self, key: Key, kind: type[T]) -> Stored[T] | None:
        item = self._items.get(key)
        return None if item is None else decode(item, kind)

    def values(self, kind: type[T]) -> list[T]:
        """All that was found, where all are of one kind."""
        return [decode(item, kind).value for item in self._items.values()]

    def get_or(self, key: Key, default: T) -> Stored[T]:
        """The stored value, or `default` at version 0 where nothing lies yet."""
        return self.get(key, type(default)) or Stored(key, default, 0)


def read(keys: Iterable[Key]) -> Found:
    """Strongly consistent. One round trip up to 100 keys; one more for those that are missing and may lie at a former place."""
    wanted = list(keys)
    found = _batch(wanted)
    left = {
        before: key for key in wanted if key not in found and (before := relocations.former(key)) is not None
    }
    return Found(found | {left[before]: item for before, item in _batch(left).items()})


def _batch(keys: Collection[Key]) -> dict[Key, Item]:
    if not keys:
        return {}
    items = Item.batch_get([(key.pk, key.sk) for key in keys], consistent_read=True)
    return {Key(item.pk, item.sk): item for item in items}


def read_one(key: Key, kind: type[T]) -> Stored[T] | None:
    """Strongly consistent."""
    try:
        return decode(Item.get(key.pk, key.sk, consistent_read=True), kind)
    except Item.DoesNotExist:
        before = relocations.former(key)
        return None if before is None else read_one(before, kind)


def partition(
    pk: str, prefix: str, kind: type[T], *, newest_first: bool = False, limit: int | None = None
) -> Iterator[Stored[T]]:
    """The aggregates of one partition whose sort key begins with `prefix` (all, where it is empty), in the order of that key."""
    before = relocations.former(Key(pk, prefix))
    if before is None:
        return _query(pk, prefix, kind, newest_first, limit)
    places = (before.pk, pk)
    of_both = {
        stored.key.sk: stored
        for place in places
        for stored in _query(place, prefix, kind, newest_first, limit)
    }
    return islice((of_both[sk] for sk in sorted(of_both, reverse=newest_first)), limit)


def _query(pk: str, prefix: str, kind: type[T], newest_first: bool, limit: int | None) -> Iterator[Stored[T]]:
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
