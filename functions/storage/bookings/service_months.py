"""Places taken, by service and month: a counter for each day (`taken.d23`), and for each school (`taken.d23@ferry`).

DynamoDB's `ADD` does not reach into a map, so a day is set to what it held plus what is taken, under the condition that it
fits. What frees a place needs no condition.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, reduce
from operator import and_
from typing import Any

import msgspec
from pynamodb.expressions.condition import Condition, size
from pynamodb.expressions.operand import Path
from pynamodb.expressions.update import Action

from functions.domain.planning.service_month import Counter, QueueGuards, ServiceMonth, Taking
from functions.domain.planning.waiting_queue import QueueEntry
from functions.storage.bookings.counter_expressions import CounterAtMost, CounterMoved
from functions.storage.table import keys
from functions.storage.table.item import Item
from functions.storage.table.keys import Key
from functions.storage.table.reading import Found
from functions.storage.table.transaction import Transaction

NO_GUARDS = QueueGuards()

MOST_AT_ONCE = 70
"""Conditions that one expression holds, nearly all of them of a counter that it moves: it may hold 4 kB and 300 operators. A month has 23 working
days at most, so a family whose children go to two schools still fits, and meets nobody's writes.
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html"""

KEPT = 2048
"""Counters, and expressions about them, that a process keeps: every family moves the same ones, and PynamoDB takes longer to make an
expression than to write it down."""


def in_batch(found: Found, commune: str, service: str, month: str) -> ServiceMonth:
    """The counter out of a batch that asked for it."""
    item = found.item(keys.service_month(commune, service, month))
    if item is None:
        return ServiceMonth(service, month)
    return counted(item, service, month)


def counted(item: Item, service: str, month: str) -> ServiceMonth:
    """The counter out of its item."""
    taken = {_counter(name): count for name, count in item.taken.items()}
    waiting = None
    if item.waiting is not None:
        waiting = {
            _counter(name).day: {
                child: msgspec.json.decode(entry, type=QueueEntry) for child, entry in queue.items()
            }
            for name, queue in item.waiting.items()
        }
    return ServiceMonth(service, month, taken, exists=True, waiting=waiting)


def take(
    transaction: Transaction,
    commune: str,
    counted: ServiceMonth,
    takings: Mapping[Counter, Taking],
    guards: QueueGuards = NO_GUARDS,
    given: Sequence[tuple[int, QueueEntry]] = (),
) -> None:
    """Take and free places. Refused (why: `("places", service, month)`) where one does not fit, or a guard does not hold.

    `given`: the days and the entries of children who waited for these places, and leave the queue with them.
    """
    key = keys.service_month(commune, counted.service, counted.month)
    why = ("places", counted.service, counted.month)
    conditions = list(_guarding(counted, guards))
    if not counted.exists:
        _create(transaction, key, why, takings)
    elif len(takings) + len(conditions) <= MOST_AT_ONCE:
        _update(transaction, key, why, takings, conditions, given)
    else:
        _rewrite(transaction, key, why, counted, takings, conditions, given)


def _update(
    transaction: Transaction,
    key: Key,
    why: tuple[str, ...],
    takings: Mapping[Counter, Taking],
    conditions: list[Condition],
    given: Sequence[tuple[int, QueueEntry]],
) -> None:
    actions: list[Action] = []
    for counter, taking in takings.items():
        actions.append(_moving(counter, taking.places))
        if taking.places > 0 and taking.capacity is not None:
            conditions.append(_at_most(counter, taking.capacity - taking.places))
    for place in given:
        actions.append(place_in_queue(*place).remove())
        conditions.append(waits(*place))
    transaction.update(key, actions, why=why, condition=reduce(and_, conditions) if conditions else None)


@lru_cache(KEPT)
def _moving(counter: Counter, places: int) -> CounterMoved:
    return CounterMoved(_name(counter), places)


@lru_cache(KEPT)
def _at_most(counter: Counter, taken: int) -> CounterAtMost:
    return CounterAtMost(_name(counter), taken)


def counter_path(counter: Counter) -> Path:
    return Path(["taken", _name(counter)])


def queue_name(day: int) -> str:
    return _name(Counter(day))


def queue_path(day: int) -> Path:
    return Path(["waiting", queue_name(day)])


def place_in_queue(day: int, entry: QueueEntry) -> Path:
    return Path(["waiting", queue_name(day), entry.child])


def length(path: Path) -> Any:
    """What DynamoDB's `size` says of a map: how many it holds; nothing, which equals no number, where there is no map."""
    return size(path)  # type: ignore[no-untyped-call]  # PynamoDB leaves it untyped


def waits(day: int, entry: QueueEntry) -> Condition:
    """Still in the queue, and for the same family: the child's other household may have joined since."""
    return place_in_queue(day, entry).contains(f'"family":"{entry.family}"')


def _guarding(counted: ServiceMonth, guards: QueueGuards) -> Iterator[Condition]:
    if guards.nobody_waiting and counted.waiting is None:
        yield Path("waiting").does_not_exist()
    elif guards.nobody_waiting:
        for day in sorted(guards.nobody_waiting):
            yield queue_path(day).does_not_exist() | (length(queue_path(day)) == 0)
    for day in sorted(guards.same_waiting):
        yield length(queue_path(day)) == len(counted.queue(day))
        yield from (waits(day, entry) for entry in counted.queue(day).values())
    for counter, most in guards.still_full.items():
        yield counter_path(counter) >= most
    for counter, taken in guards.as_read.items():
        path = counter_path(counter)
        yield path == taken if taken else path.does_not_exist() | (path == 0)


def _rewrite(
    transaction: Transaction,
    key: Key,
    why: tuple[str, ...],
    counted: ServiceMonth,
    takings: Mapping[Counter, Taking],
    conditions: list[Condition],
    given: Sequence[tuple[int, QueueEntry]],
) -> None:
    """A whole month of several schools: every counter at once, provided that none moved since it was read.

    What was read had room for all of it.
    """
    read = {_name(counter): taken for counter, taken in counted.taken.items()}
    moved = {
        _name(counter): counted.taken.get(counter, 0) + taking.places for counter, taking in takings.items()
    }
    condition = reduce(and_, [*conditions, *(waits(*place) for place in given)], Item.taken == read)
    leaving = [place_in_queue(*place).remove() for place in given]
    transaction.update(key, [Item.taken.set(read | moved), *leaving], why=why, condition=condition)


def _create(
    transaction: Transaction, key: Key, why: tuple[str, ...], takings: Mapping[Counter, Taking]
) -> None:
    """The first bookings of the month: who comes second finds the item there, and updates it."""
    taken = {_name(counter): taking.places for counter, taking in takings.items()}
    transaction.put_item(Item(key.pk, key.sk, taken=taken), why=why, condition=Path("pk").does_not_exist())


def _name(counter: Counter) -> str:
    return f"d{counter.day}" if counter.school is None else f"d{counter.day}@{counter.school}"


@lru_cache(KEPT)
def _counter(name: str) -> Counter:
    day, _, school = name[1:].partition("@")
    return Counter(int(day), school or None)
