"""Places taken, by service and month: a counter for each day (`taken.d23`), and for each school (`taken.d23@ferry`).

DynamoDB's `ADD` does not reach into a map, so a day is set to what it held plus what is taken, under the condition that it
fits. What frees a place needs no condition.
"""

from collections.abc import Mapping
from functools import reduce
from operator import and_

from pynamodb.expressions.condition import Condition
from pynamodb.expressions.operand import Path
from pynamodb.expressions.update import Action

from functions.domain.places import Counter, ServiceMonth, Taking
from functions.storage import keys
from functions.storage.item import Item
from functions.storage.keys import Key
from functions.storage.reading import Found
from functions.storage.transaction import Transaction

MOST_AT_ONCE = 70
"""Counters that one expression moves, each with its condition: it may hold 4 kB and 300 operators. A month has 23 working
days at most, so a family whose children go to two schools still fits, and meets nobody's writes.
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html"""


def in_batch(found: Found, commune: str, service: str, month: str) -> ServiceMonth:
    """The counter out of a batch that asked for it."""
    item = found.item(keys.service_month(commune, service, month))
    if item is None:
        return ServiceMonth(service, month)
    taken = {_counter(name): int(count) for name, count in item.taken.attribute_values.items()}
    return ServiceMonth(service, month, taken, exists=True)


def take(
    transaction: Transaction, commune: str, counted: ServiceMonth, takings: Mapping[Counter, Taking]
) -> None:
    """Take and free places. Refused (why: `("places", service, month)`) where one does not fit."""
    key = keys.service_month(commune, counted.service, counted.month)
    why = ("places", counted.service, counted.month)
    if not counted.exists:
        _create(transaction, key, why, takings)
    elif len(takings) <= MOST_AT_ONCE:
        _update(transaction, key, why, takings)
    else:
        _rewrite(transaction, key, why, counted, takings)


def _update(
    transaction: Transaction, key: Key, why: tuple[str, ...], takings: Mapping[Counter, Taking]
) -> None:
    actions: list[Action] = []
    conditions: list[Condition] = []
    for counter, taking in takings.items():
        day = Path(["taken", _name(counter)])
        actions.append(day.set((day | 0) + taking.places))
        if taking.places > 0 and taking.capacity is not None:
            conditions.append(day.does_not_exist() | (day <= taking.capacity - taking.places))
    transaction.update(key, actions, why=why, condition=reduce(and_, conditions) if conditions else None)


def _rewrite(
    transaction: Transaction,
    key: Key,
    why: tuple[str, ...],
    counted: ServiceMonth,
    takings: Mapping[Counter, Taking],
) -> None:
    """A whole month of several schools: every counter at once, provided that none moved since it was read.

    What was read had room for all of it.
    """
    read = {_name(counter): taken for counter, taken in counted.taken.items()}
    moved = {
        _name(counter): counted.taken.get(counter, 0) + taking.places for counter, taking in takings.items()
    }
    transaction.update(key, [Item.taken.set(read | moved)], why=why, condition=Item.taken == read)


def _create(
    transaction: Transaction, key: Key, why: tuple[str, ...], takings: Mapping[Counter, Taking]
) -> None:
    """The first bookings of the month: who comes second finds the item there, and updates it."""
    taken = {_name(counter): taking.places for counter, taking in takings.items()}
    transaction.put_item(Item(key.pk, key.sk, taken=taken), why=why, condition=Path("pk").does_not_exist())


def _name(counter: Counter) -> str:
    return f"d{counter.day}" if counter.school is None else f"d{counter.day}@{counter.school}"


def _counter(name: str) -> Counter:
    day, _, school = name[1:].partition("@")
    return Counter(int(day), school or None)
