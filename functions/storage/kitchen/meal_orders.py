"""Orders, the mails that they left with, and the days that are watched for changes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from functions.domain import retention
from functions.domain.kitchen.orders import MealOrder, OrderWatch, SentOrders
from functions.storage.table import keys
from functions.storage.table.item import Item
from functions.storage.table.keys import Key
from functions.storage.table.reading import listed, read, read_one, sound
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction

MOST_WAITING = 50
"""Mails of which nobody said that they came: who never says so fills no screen."""


def put_order(transaction: Transaction, commune: str, order: MealOrder) -> None:
    """Once: refused (why: `("order", day, number)`) where somebody ordered it."""
    key = keys.meal_order(commune, order.service, order.day.isoformat(), order.number)
    why = ("order", order.day, order.number)
    transaction.put(Stored(key, order, 0), why=why, expires_at=order.at + retention.MEAL_ORDERS)


def of_days(commune: str, service: str, first: date, last: date) -> list[MealOrder]:
    """Those of the days from `first` to `last`, by day and number."""
    between = Item.sk.between(
        keys.meal_order(commune, service, first.isoformat(), 0).sk,
        keys.meal_order(commune, service, last.isoformat(), 999).sk,
    )
    rows = Item.query(keys.meal_orders(commune).pk, between, consistent_read=True)
    return [stored.value for stored in sound(rows, MealOrder)]


def put_sent(transaction: Transaction, commune: str, stored: Stored[SentOrders]) -> None:
    """It is in the list of those that wait, until somebody says that it came or the days are gone by."""
    sent = stored.value
    listed_as = (keys.orders_waiting(commune), sent.id) if sent.waits else None
    transaction.put(stored, why="sent", listed=listed_as, expires_at=sent.at + retention.MEAL_ORDERS)


def forget_waiting(transaction: Transaction, commune: str, stored: Stored[SentOrders]) -> None:
    """Its days are gone by, and nobody said that it came: nobody is asked any more."""
    expires_at = stored.value.at + retention.MEAL_ORDERS
    transaction.put(stored, why="sent", expires_at=expires_at)


def sent(commune: str, sent_id: str) -> Stored[SentOrders] | None:
    return read_one(keys.sent_orders(commune, sent_id), SentOrders)


def sent_among(commune: str, ids: set[str]) -> dict[str, SentOrders]:
    """By id. One that cannot be read is not among them."""
    wanted = {each: keys.sent_orders(commune, each) for each in ids}
    found = read(wanted.values())
    known = {each: found.get_sound(key, SentOrders) for each, key in wanted.items()}
    return {each: stored.value for each, stored in known.items() if stored is not None}


def waiting(commune: str) -> list[Stored[SentOrders]]:
    """What nobody said had come, the oldest first. A moment late."""
    return list(listed(keys.orders_waiting(commune), SentOrders, limit=MOST_WAITING))


def watch(commune: str, service: str) -> Stored[OrderWatch]:
    key = keys.order_watch(commune, service)
    return read([key]).get_or(key, OrderWatch(service))


def put_watch(
    transaction: Transaction, commune: str, stored: Stored[OrderWatch], *, due: datetime | None
) -> None:
    """`due`: when something is next to be done. Refused (why: `"watch"`) where it was written since it was read."""
    place = None if due is None else (keys.ORDERS_DUE, _place(due, commune, stored.value.service))
    transaction.put(stored, why="watch", listed=place)


@dataclass(frozen=True, slots=True)
class DueWatch:
    commune: str
    service: str


def due(now: datetime, *, limit: int) -> list[DueWatch]:
    """Of all communes, the longest due first. A moment late."""
    passed = Item.list_sk <= f"{_sortable(now)}$"  # `$` follows `#`: all of that second
    rows = Item.by_list.query(keys.ORDERS_DUE, passed, page_size=limit, limit=limit)
    return list(_due(rows))


def _due(rows: Iterator[Item]) -> Iterator[DueWatch]:
    for item in rows:
        yield DueWatch(keys.commune_of(Key(item.pk, item.sk)), item.sk.removeprefix("WATCH#"))


def _place(due_at: datetime, commune: str, service: str) -> str:
    return f"{_sortable(due_at)}#{commune}#{service}"


def _sortable(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")
