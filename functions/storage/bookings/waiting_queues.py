"""Queues of children who wait for a place. They lie with the places themselves: one item says both, under one condition.

A queue is a map in the service's month (`waiting.d23.{child}`), so that two parents who join at once each write a place of
their own in it. The maps themselves are made by who comes first.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from operator import and_, or_

from pynamodb.expressions.operand import Path

from functions.domain.planning.service_month import Counter, ServiceMonth
from functions.domain.planning.waiting_queue import QueueEntry
from functions.domain.reglement.waiting_list_rules import MOST
from functions.storage.bookings.service_months import (
    counter_path,
    in_batch,
    length,
    place_in_queue,
    queue_name,
    queue_path,
    waits,
)
from functions.storage.table import keys
from functions.storage.table.item import Item
from functions.storage.table.keys import Key
from functions.storage.table.reading import read
from functions.storage.table.stored import encode
from functions.storage.table.transaction import Transaction


def join(
    transaction: Transaction,
    commune: str,
    month: ServiceMonth,
    day: int,
    entry: QueueEntry,
    full: Mapping[Counter, int],
    *,
    most: int = MOST,
) -> None:
    """Refused (why: `("places", service, month)`) where the child waits already, where a place is free, or where `most` wait.

    `full`: what was full for that child, with its limit. One of them must be still, or somebody must wait already.
    """
    condition = reduce(
        or_, (counter_path(counter) >= most for counter, most in full.items()), length(queue_path(day)) >= 1
    )
    text = encode(entry)
    if month.waiting is None:
        joined = Path("waiting").set({queue_name(day): {entry.child: text}})
        condition = condition & Path("waiting").does_not_exist()
    elif day not in month.waiting:
        joined = queue_path(day).set({entry.child: text})
        condition = condition & Path("waiting").exists() & queue_path(day).does_not_exist()
    else:
        joined = place_in_queue(day, entry).set(text)
        alone = place_in_queue(day, entry).does_not_exist() & (length(queue_path(day)) < most)
        condition = condition & queue_path(day).exists() & alone
    listed = [
        Item.list_pk.set(keys.QUEUES),
        Item.list_sk.set(keys.queue(commune, month.service, month.month)),
    ]
    transaction.update(_key(commune, month), [joined, *listed], why=_why(month), condition=condition)


def leave(
    transaction: Transaction, commune: str, month: ServiceMonth, leaving: Iterable[tuple[int, QueueEntry]]
) -> None:
    """Take children out of their queues. Refused (why: as `join`) where one does not wait there any more."""
    places = list(leaving)
    transaction.update(
        _key(commune, month),
        [place_in_queue(*place).remove() for place in places],
        why=_why(month),
        condition=reduce(and_, [waits(*place) for place in places]),
    )


def restate(transaction: Transaction, commune: str, month: ServiceMonth, day: int, entry: QueueEntry) -> None:
    """What the child's claims have become. Refused (why: as `join`) where it does not wait there any more."""
    transaction.update(
        _key(commune, month),
        [place_in_queue(day, entry).set(encode(entry))],
        why=_why(month),
        condition=waits(day, entry),
    )


def hand_on(
    transaction: Transaction,
    commune: str,
    month: ServiceMonth,
    day: int,
    before: QueueEntry,
    after: QueueEntry,
) -> None:
    """The place in the queue is another family's, or another child's, who must not wait there yet. Refused (why: as `join`) where `before` does
    not wait there any more."""
    actions = [place_in_queue(day, after).set(encode(after))]
    condition = waits(day, before)
    if after.child != before.child:
        actions.append(place_in_queue(day, before).remove())
        condition = condition & place_in_queue(day, after).does_not_exist()
    transaction.update(_key(commune, month), actions, why=_why(month), condition=condition)


def unlist(transaction: Transaction, commune: str, month: ServiceMonth) -> None:
    """Nobody waits in that month any more. Refused (why: as `join`) where somebody does again."""
    nobody = [
        queue_path(day).does_not_exist() | (length(queue_path(day)) == 0) for day in month.waiting or {}
    ]
    transaction.update(
        _key(commune, month),
        [Path("waiting").remove(), Item.list_pk.remove(), Item.list_sk.remove()],
        why=_why(month),
        condition=reduce(and_, nobody, Path("waiting").exists() & (length(Path("waiting")) == len(nobody))),
    )


def months_with_queues(commune: str | None = None) -> Iterator[tuple[str, str, str]]:
    """(commune, service, `2026-11`) of every month in which somebody waits or waited. A moment late: read it again."""
    begins = None if commune is None else Item.list_sk.startswith(keys.queue(commune))
    for item in Item.by_list.query(keys.QUEUES, begins):
        commune_id, service, month = str(item.list_sk).split("#")
        yield commune_id, service, month


def entries_of(commune: str, family: str) -> Iterator[tuple[ServiceMonth, int, QueueEntry]]:
    """Every day that a child of the family waits for: the month of the service as it was read, the day, the entry.

    A month that somebody joined a moment ago may be missing.
    """
    for _, service, month in months_with_queues(commune):
        counted = in_batch(read([keys.service_month(commune, service, month)]), commune, service, month)
        for day, queue in (counted.waiting or {}).items():
            for entry in queue.values():
                if entry.family == family:
                    yield counted, day, entry


def _key(commune: str, month: ServiceMonth) -> Key:
    return keys.service_month(commune, month.service, month.month)


def _why(month: ServiceMonth) -> tuple[str, ...]:
    return ("places", month.service, month.month)
