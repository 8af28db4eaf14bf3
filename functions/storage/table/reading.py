"""Reading several items of several kinds in one round trip.

Who reads one family's items may fail where one of them cannot be read. Who reads those of many families passes it by: it is
logged by its key, at ERROR, which sets off the alarm, and the others are served (`get_sound`, `listed`).
"""

import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import islice
from typing import Any, Final, TypeVar, overload

from botocore.exceptions import BotoCoreError
from pynamodb.constants import KEYS, RESPONSES, STRING, UNPROCESSED_KEYS
from pynamodb.exceptions import PynamoDBException
from pynamodb.expressions.condition import Condition

from functions.storage.table import relocations
from functions.storage.table.item import Item
from functions.storage.table.keys import Key
from functions.storage.table.stored import Stored, decode

T = TypeVar("T")
A = TypeVar("A")
B = TypeVar("B")
C = TypeVar("C")

_log = logging.getLogger(__name__)

TABLE_FAULTS: Final = (PynamoDBException, BotoCoreError)
"""The table did not answer, or would not: nothing is known of the item, so nobody may pass it by as one that cannot be read."""
_THROTTLED: Final = frozenset(
    {"ThrottlingException", "ProvisionedThroughputExceededException", "RequestLimitExceeded"}
)


def is_throttled(fault: Exception) -> bool:
    """Whether the table refused a call for the moment: the same call works a little later."""
    return isinstance(fault, PynamoDBException) and fault.cause_response_code in _THROTTLED


class Found:
    """What a batch read brought back, by key."""

    def __init__(self, items: Mapping[Key, Item]) -> None:
        self._items = items
        self.unreadable: set[Key] = set()
        """The items that `get_sound` could not read."""

    def item(self, key: Key) -> Item | None:
        return self._items.get(key)

    def get(self, key: Key, kind: type[T]) -> Stored[T] | None:
        item = self._items.get(key)
        return None if item is None else decode(item, kind)

    def items(self) -> Iterable[tuple[Key, Item]]:
        return self._items.items()

    def values(self, kind: type[T]) -> list[T]:
        """All that was found, where all are of one kind."""
        return [decode(item, kind).value for item in self._items.values()]

    def get_sound(self, key: Key, kind: type[T]) -> Stored[T] | None:
        """As `get`, but an item that cannot be read counts as missing, and its key is in `unreadable`."""
        try:
            return self.get(key, kind)
        except Exception:
            log_unreadable(key, kind)
            self.unreadable.add(key)
            return None

    def get_or(self, key: Key, default: T) -> Stored[T]:
        """The stored value, or `default` at version 0 where nothing lies yet."""
        return self.get(key, type(default)) or Stored(key, default, 0)


BATCH = 100
"""Keys of one question, at most."""
AT_ONCE = 16
"""Questions that helpers ask together, besides the one that each who asks several asks: those of 1,600 keys."""


def read(keys: Iterable[Key]) -> Found:
    """Strongly consistent. One round trip, as more than a hundred keys are asked for in several questions at once; one more for those
    that are missing and may lie at a former place."""
    wanted = list(keys)
    found = _batch(wanted)
    left = {
        before: key for key in wanted if key not in found and (before := relocations.former(key)) is not None
    }
    return Found(found | {left[before]: item for before, item in _batch(left).items()})


def _batch(keys: Collection[Key]) -> dict[Key, Item]:
    if len(keys) <= BATCH:
        return _asked(list(keys))
    wanted = list(dict.fromkeys(keys))
    parts = [wanted[start : start + BATCH] for start in range(0, len(wanted), BATCH)]
    found = together(*(partial(_asked, part) for part in parts))
    return {key: item for part in found for key, item in part.items()}


@overload
def together(one: Callable[[], A], other: Callable[[], B], /) -> tuple[A, B]: ...


@overload
def together(one: Callable[[], A], other: Callable[[], B], third: Callable[[], C], /) -> tuple[A, B, C]: ...


@overload
def together(*questions: Callable[[], T]) -> tuple[T, ...]: ...


def together(*questions: Callable[[], Any]) -> tuple[Any, ...]:
    """What each of them answers, all asked at once: as many round trips as the longest takes. A question reads its answer whole."""
    # Made here, once: in a process that has asked nothing yet, each thread would make a client of its own.
    Item._get_connection().connection.client  # noqa: B018
    return _at_once(questions) if questions else ()


_helpers: Final = ThreadPoolExecutor(AT_ONCE)
"""Threads that begin with the first questions that are asked at once, and stay: to begin one takes as long as a third of a question."""


def _at_once(questions: Sequence[Callable[[], Any]]) -> tuple[Any, ...]:
    """The first question is asked here, the others by helpers; here too what no helper has begun by then, so that questions which ask several
    at once themselves never wait for one another."""
    first, *others = questions
    asked = [_helpers.submit(question) for question in others]
    try:
        return (
            first(),
            *(
                question() if helped.cancel() else helped.result()
                for question, helped in zip(others, asked, strict=True)
            ),
        )
    finally:
        # Nothing of it is on its way any more once this is left, also where one of them failed.
        for helped in asked:
            if not helped.cancel():
                helped.exception()


def _asked(keys: Collection[Key]) -> dict[Key, Item]:
    """What `Item.batch_get` asks, which looks for the type of a key in the table's description, for each of them."""
    table, found = Item._get_connection(), dict[Key, Item]()
    left: list[Any] = [{"pk": {STRING: pk}, "sk": {STRING: sk}} for pk, sk in dict.fromkeys(keys)]
    while left:
        answer = table.batch_get_item(left, consistent_read=True)
        for held in answer[RESPONSES].get(table.table_name, ()):
            found[Key(held["pk"][STRING], held["sk"][STRING])] = Item.from_raw_data(held)
        left = answer[UNPROCESSED_KEYS].get(table.table_name, {}).get(KEYS, [])
    return found


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
    earlier, present = together(
        *(partial(_read_whole, place, prefix, kind, newest_first, limit) for place in (before.pk, pk))
    )
    of_both = {stored.key.sk: stored for stored in (*earlier, *present)}
    return islice((of_both[sk] for sk in sorted(of_both, reverse=newest_first)), limit)


def _read_whole(
    pk: str, prefix: str, kind: type[T], newest_first: bool, limit: int | None
) -> list[Stored[T]]:
    return list(_query(pk, prefix, kind, newest_first, limit))


def newest(
    pk: str, prefix: str, kind: type[T], *, before: str | None = None, limit: int | None = None
) -> list[Stored[T]]:
    """Of aggregates whose sort key is the prefix and an id, those made last. `before`: an id, from which on they are left out."""
    condition: Condition = Item.sk.startswith(prefix)
    if before is not None:
        condition = Item.sk.between(prefix, f"{prefix}{before}")
    wanted = None if limit is None else limit + 1  # `between` holds its end
    rows = Item.query(pk, condition, consistent_read=True, scan_index_forward=False, limit=wanted)
    ids = ((item.sk.removeprefix(prefix), item) for item in rows)
    found = (decode(item, kind) for made, item in ids if before is None or made < before)
    return list(islice(found, limit))


def _query(pk: str, prefix: str, kind: type[T], newest_first: bool, limit: int | None) -> Iterator[Stored[T]]:
    rows = Item.query(
        pk,
        Item.sk.startswith(prefix) if prefix else None,
        consistent_read=True,
        scan_index_forward=not newest_first,
        limit=limit,
    )
    return (decode(item, kind) for item in rows)


def between(first: Key, last: Key) -> Found:
    """The items of one partition from the one key to the other, strongly consistent. Asked as one question, small neighbours share
    a unit, which each of them costs where it is asked for by its key."""
    rows = Item.query(first.pk, Item.sk.between(first.sk, last.sk), consistent_read=True)
    return Found({Key(item.pk, item.sk): item for item in rows})


def listed(
    list_pk: str,
    kind: type[T],
    *,
    prefix: str | None = None,
    after: str | None = None,
    limit: int | None = None,
    unreadable: list[Key] | None = None,
    sort: str = "",
) -> Iterator[Stored[T]]:
    """The aggregates of one list of the index, with a prefix or from the one after `after`. A moment late: never decide from it.

    One that cannot be read is passed by; its key is added to `unreadable`. `sort`: how the sort keys of the kind begin, in a list
    that holds several kinds.
    """
    condition: Condition | None = None if prefix is None else Item.list_sk.startswith(prefix)
    if after is not None:
        condition = Item.list_sk > after
    rows = (item for item in _list_items(list_pk, condition, limit) if item.sk.startswith(sort))
    return islice(sound(rows, kind, unreadable), limit)


def listed_items(list_pk: str, *, after: str | None, limit: int) -> list[Item]:
    """One page of a list that holds several kinds, undecoded, from the one after `after`. A moment late."""
    condition = None if after is None else Item.list_sk > after
    return list(islice(_list_items(list_pk, condition, limit), limit))


def _list_items(list_pk: str, condition: Condition | None, limit: int | None) -> Iterator[Item]:
    return Item.by_list.query(list_pk, condition, page_size=limit)


def sound(items: Iterable[Item], kind: type[T], unreadable: list[Key] | None = None) -> Iterator[Stored[T]]:
    """Those of the items that can be read. The keys of the others are added to `unreadable`."""
    for item in items:
        try:
            stored = decode(item, kind)
        except Exception:
            key = Key(item.pk, item.sk)
            log_unreadable(key, kind)
            if unreadable is not None:
                unreadable.append(key)
        else:
            yield stored


def log_unreadable(key: Key, kind: type) -> None:
    """The text of the fault stays out of the log, because it may hold a name."""
    _log.error("item not read kind=%s pk=%s sk=%s", kind.__name__, key.pk, key.sk)
