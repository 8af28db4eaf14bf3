"""Messages written with the act that causes them, delivered after it at least once."""

import math
import zlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from pynamodb.exceptions import UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.operand import Path

from functions.domain import retention
from functions.domain.messages import MAILS, Lane, Message, lane_of
from functions.storage.table import keys
from functions.storage.table.ids import made_at
from functions.storage.table.item import Item
from functions.storage.table.keys import Key
from functions.storage.table.reading import sound
from functions.storage.table.stored import Stored, item_of
from functions.storage.table.transaction import Refused, Transaction, no_answer

SHARDS = 4
UNREADABLE_WAIT = timedelta(hours=1)
UNREADABLE_TRIES = 24
"""A day: by then, a deployment that was under way is over."""
_due_at = Path("due_at")


@dataclass(frozen=True, slots=True)
class Taken:
    """A message that one delivery holds until `due_at`; after it, another may take it."""

    message: Stored[Message]
    due_at: int
    tries: int
    """This one included."""


def add(transaction: Transaction, message: Message) -> None:
    """Refused (why: `("message", id)`) while a message of that id waits."""
    key = _key(lane_of(message), zlib.crc32(message.id.encode()) % SHARDS, message.id)
    transaction.put(Stored(key, message, 0), why=("message", message.id))


def waiting(lane: Lane | None = None, *, limit_per_shard: int = 25) -> list[Stored[Message]]:
    """The oldest messages of each shard, due or not; without a lane, of those that mails are in."""
    lanes = MAILS if lane is None else (lane,)
    return [stored for each in lanes for stored in _of_each_shard(each, limit_per_shard)]


def oldest_at(lane: Lane) -> datetime | None:
    """When the oldest message of the lane was written, held, postponed or unreadable ones included; None where none waits.

    A document's message has no such instant: it is named after the document.
    """
    first = [
        item.sk
        for shard in range(SHARDS)
        for item in Item.query(_key(lane, shard, "").pk, consistent_read=True, limit=1)
    ]
    return min(filter(None, map(made_at, first)), default=None)


def due(now: datetime, lane: Lane = Lane.MAIN, *, limit_per_shard: int = 25) -> list[Stored[Message]]:
    """The oldest messages of each shard that nobody holds and that may be tried now.

    One that cannot be read (a newer version may have written it) is looked at again an hour later, and put aside in the end:
    it is in nobody's way.
    """
    free = _due_at.does_not_exist() | (_due_at <= int(now.timestamp()))
    return _of_each_shard(lane, limit_per_shard, free, now=now)


def failed() -> list[Stored[Message]]:
    """Those that were given up, oldest first, for somebody to look at."""
    return list(sound(Item.query(keys.outbox_failed("").pk, consistent_read=True), Message))


def take(message: Stored[Message], *, now: datetime, until: datetime) -> Taken | None:
    """Hold the message until that instant. None where another delivery holds it, or has sent it, or where nobody answers: then it
    may be held, and is due again at that instant."""
    due_at = math.ceil(until.timestamp())
    item = Item(message.key.pk, message.key.sk)
    free = _due_at.does_not_exist() | (_due_at <= int(now.timestamp()))
    try:
        item.update(
            actions=[_due_at.set(due_at), Path("tally").add(1)],
            condition=Path("pk").exists() & free,
        )
    except UpdateError as error:
        if no_answer(error) or error.cause_response_code in (
            "ConditionalCheckFailedException",
            "TransactionConflictException",
        ):
            return None
        raise
    return Taken(message, due_at, int(item.tally or 0))


def sent(taken: Taken) -> None:
    """Nothing is left of a message that was delivered. Raises Contended, Unanswered."""
    transaction = Transaction()
    transaction.delete(taken.message.key, why="message", condition=_held(taken))
    _unless_lost(transaction)


def postpone(taken: Taken, *, until: datetime) -> None:
    """Let it be tried again from that instant on."""
    transaction = Transaction()
    due_at = _due_at.set(math.ceil(until.timestamp()))
    transaction.update(taken.message.key, [due_at], why="message", condition=_held(taken))
    _unless_lost(transaction)


def give_up(taken: Taken, *, now: datetime) -> None:
    """Put it aside, out of the way of those that can be sent, for somebody to look at."""
    message = taken.message
    aside: Item = item_of(Stored(keys.outbox_failed(message.key.sk), message.value, 0))
    aside.state, aside.tally = "failed", taken.tries
    aside.expires_at = now + retention.UNSENT_MESSAGE
    transaction = Transaction()
    transaction.delete(message.key, why="message", condition=_held(taken))
    transaction.put_item(aside, why="aside")
    _unless_lost(transaction)


def _key(lane: Lane, shard: int, message: str) -> Key:
    return keys.outbox(shard, message, "" if lane is Lane.MAIN else lane.value)


def _of_each_shard(
    lane: Lane, limit: int, condition: Condition | None = None, *, now: datetime | None = None
) -> list[Stored[Message]]:
    """With `now`, messages that cannot be read are postponed; without, they are passed by."""
    found: list[Stored[Message]] = []
    for shard in range(SHARDS):
        place = _key(lane, shard, "")
        rows = Item.query(place.pk, filter_condition=condition, consistent_read=True, limit=limit)
        unreadable: list[Key] = []
        found += sound(rows, Message, unreadable)
        for key in unreadable if now is not None else ():
            _postpone_unreadable(key, now)
    return found


def _postpone_unreadable(key: Key, now: datetime | None) -> None:
    assert now is not None, "only who delivers postpones"
    item = Item(key.pk, key.sk)
    try:
        item.update(
            actions=[_due_at.set(math.ceil((now + UNREADABLE_WAIT).timestamp())), Path("tally").add(1)],
            condition=Path("pk").exists(),
        )
    except UpdateError as error:
        if error.cause_response_code in ("ConditionalCheckFailedException", "TransactionConflictException"):
            return
        raise
    if int(item.tally or 0) < UNREADABLE_TRIES:
        return
    aside = Item(*keys.outbox_failed(key.sk), body=item.body, schema=item.schema, version=1)
    aside.state, aside.tally = "failed", item.tally
    transaction = Transaction()
    transaction.delete(key, why="message")
    transaction.put_item(aside, why="aside")
    _unless_lost(transaction)


def _held(taken: Taken) -> Condition:
    return _due_at == taken.due_at


def _unless_lost(transaction: Transaction) -> None:
    """Another delivery took it meanwhile: it will be sent twice, which is what « at least once » allows."""
    try:
        transaction.commit()
    except Refused:
        return
