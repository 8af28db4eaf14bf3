"""The job of the kitchens: what closed is ordered, what changed since is told, and nobody waits in vain for the caterer's word.

Each step is a transaction of its own, decided from what lies there. The days of a service are watched in one item, written with each order:
of two jobs at once, one orders and the other finds it ordered; killed anywhere, the next one goes on.
"""

import logging
from dataclasses import dataclass, replace
from datetime import datetime

from functions.domain.agents.staff import Role
from functions.domain.journal import JournalLine
from functions.domain.kitchen.orders import (
    LAST_LOOK,
    MOST_IN_ONE_MAIL,
    MOST_WATCHED,
    MealOrder,
    OrderRef,
    OrderWatch,
    SentOrders,
    is_alarming,
)
from functions.domain.messages import Message, MessageKind
from functions.storage.agents import staff as staffs
from functions.storage.kitchen import meal_orders
from functions.storage.table import journal, keys, outbox
from functions.storage.table.ids import new_id
from functions.storage.table.reading import read_one
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.storage.town import communes
from functions.storage.town.communes import ReglementHead
from functions.usecases.kitchen.ordering import Counted, Ordering, counted, marks, ordering, stable
from functions.usecases.retry import when_moved

_log = logging.getLogger(__name__)

BY = "job:meal_orders"
AT_ONCE = 200
"""Services of one firing: what is left is for the next."""
MOST_STEPS = 20
"""Mails of one service in one firing."""


@dataclass(slots=True)
class OrdersRun:
    ordered: int = 0
    changed: int = 0
    alarmed: int = 0
    failed: int = 0


def run_orders(*, now: datetime) -> OrdersRun:
    """Of all communes. One that fails is in nobody's way, and is due again at the next firing."""
    done = OrdersRun()
    for due in meal_orders.due(now, limit=AT_ONCE):
        try:
            advance(due.commune, due.service, now=now, done=done)
        except Exception:
            _log.exception("meals not ordered commune=%s service=%s", due.commune, due.service)
            done.failed += 1
    return done


def watch_meals(commune: str, *, now: datetime) -> None:
    """Have every service of the town that serves a meal looked at. Those that are watched already stay as they are. Raises Busy."""
    head = read_one(keys.reglement_head(commune), ReglementHead)
    if head is None:
        return
    for service in communes.reglement(commune, head.value.reglement).services:
        if service.serves_meal:
            when_moved(lambda code=service.code: _watch(commune, code, now))  # type: ignore[misc]


def _watch(commune: str, service: str, now: datetime) -> None:
    known = meal_orders.watch(commune, service)
    if known.version:
        return
    transaction = Transaction()
    meal_orders.put_watch(transaction, commune, known, due=now)
    transaction.commit()


def advance(commune: str, service: str, *, now: datetime, done: OrdersRun) -> None:
    """All that is to be done of one service at this instant. Raises Busy."""
    for _ in range(MOST_STEPS):
        ordered = when_moved(lambda: _order(commune, service, now))
        done.ordered += ordered
        if not ordered:
            break
    done.changed += when_moved(lambda: _tell_changes(commune, service, now))
    done.alarmed += _alarm(commune, service, now)
    when_moved(lambda: _settle(commune, service, now))


def _order(commune: str, service: str, now: datetime) -> int:
    """Order the days that closed at one instant; answers how many."""
    asked = ordering(commune, service, now)
    ripe = None if asked is None else asked.ripe()
    if asked is None or ripe is None:
        return 0
    closes_at, closed = ripe
    room = MOST_WATCHED - len(asked.watch.value.since(asked.today).days)
    days = closed[: min(MOST_IN_ONE_MAIL, room)]
    if not days:
        return 0
    count = stable(lambda: counted(asked, days, booked_before=closes_at))
    sent = _mail(asked, [OrderRef(day, 1) for day in days])
    orders = [
        MealOrder(
            service,
            day,
            1,
            now,
            count.lines[day],
            sent.id,
            closes_at,
            {"reglement": asked.head.value.reglement, "months": count.months},
        )
        for day in days
    ]
    _write(asked, orders, sent, count, did="meals_ordered")
    return len(days)


def _tell_changes(commune: str, service: str, now: datetime) -> int:
    """What changed since the orders left, of all days that can still be changed, in one mail; answers of how many days."""
    asked = ordering(commune, service, now)
    if asked is None:
        return 0
    watch = asked.watch.value
    open_days = [day for day in watch.days if now < asked.last_call(day) + LAST_LOOK and day >= asked.today]
    seen = marks(asked, open_days) if open_days else {}
    looked = [
        day
        for day in open_days
        if watch.days[day].needs_look(seen[day], now=now, last_call=asked.last_call(day))
    ]
    if not looked:
        return 0
    count = stable(lambda: counted(asked, looked))
    changed = watch.differences(count.lines)
    numbers = {day: watch.days[day].number + 1 for day in changed}
    sent = _mail(asked, [OrderRef(day, number) for day, number in numbers.items()])
    orders = [
        MealOrder(service, day, numbers[day], now, lines, sent.id) for day, lines in sorted(changed.items())
    ]
    _write(asked, orders, sent if orders else None, count, did="meals_order_changed")
    return len(orders)


def _mail(asked: Ordering, orders: list[OrderRef]) -> SentOrders:
    own = asked.own
    return SentOrders(new_id(asked.now), asked.code, asked.now, own.email, own.caterer, tuple(orders))


def _write(
    asked: Ordering, orders: list[MealOrder], sent: SentOrders | None, count: Counted, *, did: str
) -> None:
    """The orders, the days that are watched, the mail and the line of the journal, decided from what was read."""
    now, commune = asked.now, asked.commune
    transaction = Transaction()
    watch = _looked(asked.watch.value.since(asked.today), orders, count, now)
    for order in orders:
        meal_orders.put_order(transaction, commune, order)
    meal_orders.put_watch(transaction, commune, Stored(asked.watch.key, watch, asked.watch.version), due=now)
    transaction.check(asked.head, why="reglement")
    transaction.check(asked.settings, why="settings")
    if sent is not None:
        meal_orders.put_sent(transaction, commune, Stored(keys.sent_orders(commune, sent.id), sent, 0))
        detail: dict[str, object] = {
            "service": asked.code,
            "sent": sent.id,
            "orders": [f"{order.day}#{order.number}" for order in orders],
        }
        line = JournalLine(new_id(now), did, BY, now, {"reglement": asked.head.value.reglement}, detail)
        journal.add_to_commune(transaction, commune, line)
        if sent.email:
            outbox.add(
                transaction, Message(new_id(now), MessageKind.MEAL_ORDER, commune, data={"sent": sent.id})
            )
    transaction.commit()


def _looked(watch: OrderWatch, orders: list[MealOrder], count: Counted, now: datetime) -> OrderWatch:
    """What is ordered for the first time is looked at again at once: what was booked since the limit has moved its marks already."""
    for order in orders:
        watch = watch.with_order(order, seen="" if order.number == 1 else count.seen[order.day], at=now)
    ordered = {order.day for order in orders}
    for day in count.lines.keys() - ordered:
        watch = watch.looked(day, seen=count.seen[day], at=now)
    return watch


def _settle(commune: str, service: str, now: datetime) -> None:
    """Say when something is next to be done."""
    asked = ordering(commune, service, now)
    if asked is None:
        return
    watch = asked.watch.value.since(asked.today)
    transaction = Transaction()
    meal_orders.put_watch(
        transaction,
        commune,
        Stored(asked.watch.key, watch, asked.watch.version),
        due=asked.next_due(),
    )
    transaction.commit()


def _alarm(commune: str, service: str, now: datetime) -> int:
    """Tell the secretaries, once, of each mail of which nobody said that it came; answers of how many."""
    waiting = [each for each in meal_orders.waiting(commune) if each.value.service == service]
    asked = ordering(commune, service, now) if waiting else None
    return sum(
        when_moved(lambda sent=each.value.id: _alarm_of(asked, sent))  # type: ignore[misc]
        for each in waiting
        if asked is not None
    )


def _alarm_of(asked: Ordering, sent_id: str) -> int:
    stored = meal_orders.sent(asked.commune, sent_id)
    if stored is None or not stored.value.waits:
        return 0
    sent, now = stored.value, asked.now
    days = [order.day for order in sent.orders if order.day >= asked.today]
    if not days:
        transaction = Transaction()
        meal_orders.forget_waiting(transaction, asked.commune, stored)
        transaction.commit()
        return 0
    if not is_alarming(sent, asked.last_call(min(days)), now):
        return 0
    transaction = Transaction()
    alarmed = Stored(stored.key, replace(sent, alarmed_at=now), stored.version)
    meal_orders.put_sent(transaction, asked.commune, alarmed)
    staff = staffs.staff(asked.commune).value
    for account in staff.appointments:
        held = staff.appointed(account, on=asked.today)
        if held is not None and Role.SECRETARY in held.roles:
            data: dict[str, str | int] = {"account": account, "sent": sent_id}
            outbox.add(
                transaction, Message(new_id(now), MessageKind.MEAL_ORDER_WAITS, asked.commune, data=data)
            )
    transaction.commit()
    return 1
