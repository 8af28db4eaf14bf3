"""Messages written with the act that causes them, delivered after it at least once."""

import math
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from pynamodb.exceptions import UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.operand import Path

from functions.domain import retention
from functions.domain.messages import MAILS, Lane, Message, lane_of
from functions.storage.table import keys
from functions.storage.table.ids import made_at
from functions.storage.table.item import Item
from functions.storage.table.keys import Key
from functions.storage.table.reading import read, sound
from functions.storage.table.stored import Stored, decode, item_of
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
    transaction.put(Stored(_place(message), message, 0), why=("message", message.id))


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


@dataclass(frozen=True, slots=True)
class GivenUp:
    """A message that will not be delivered by itself any more, and why: a code, as `address_bounce`, `invalid_address`."""

    message: Stored[Message]
    at: datetime | None
    cause: str
    tries: int


def given_up(commune: str | None = None, *, unreadable: list[Key] | None = None) -> Iterator[GivenUp]:
    """Those of a commune, or those that concern none (a code, a changed password), oldest first."""
    for item in Item.query(keys.outbox_failed("", commune).pk, consistent_read=True):
        for stored in sound([item], Message, unreadable):
            yield _given_up(item, stored)


def given_up_one(message: str, commune: str | None) -> GivenUp | None:
    key = keys.outbox_failed(message, commune)
    try:
        item = Item.get(key.pk, key.sk, consistent_read=True)
    except Item.DoesNotExist:
        return None
    return _given_up(item, decode(item, Message))


def failed() -> list[Stored[Message]]:
    """Those that were given up and concern no commune, for somebody to look at."""
    return [each.message for each in given_up()]


def _given_up(item: Item, stored: Stored[Message]) -> GivenUp:
    seconds = int(item.due_at or 0)  # an earlier version did not say when
    at = datetime.fromtimestamp(seconds, UTC) if seconds else None
    return GivenUp(stored, at, item.state or "failed", int(item.tally or 0))


def send_again(transaction: Transaction, message: Stored[Message]) -> None:
    """Put back in its lane what was given up, as if it had just been written, under the id it had.

    Refused (why: `("message", id)`) where it is there no more: somebody else sent it again.
    """
    why = ("message", message.value.id)
    transaction.delete(message.key, why=why, condition=Path("pk").exists())
    add(transaction, message.value)


def forget(transaction: Transaction, message: Stored[Message]) -> None:
    """Of one that was given up: it is on no list any more. Refused (why: `("message", id)`) where it is there no more."""
    why = ("message", message.value.id)
    transaction.delete(message.key, why=why, condition=Path("pk").exists())


class MailState(StrEnum):
    """What the outbox knows of a message."""

    WAITING = "waiting"
    GIVEN_UP = "given_up"
    GONE = "gone"
    """It left. So it is of one that was never written, or that was given up a while ago."""


def states_of(messages: Collection[Message]) -> dict[str, MailState]:
    """By the id of each message, in one round trip up to fifty of them."""
    waits = {each.id: _place(each) for each in messages}
    aside = {each.id: keys.outbox_failed(each.id, each.commune) for each in messages}
    found = read([*waits.values(), *aside.values()])
    return {
        each: MailState.WAITING
        if found.item(waits[each]) is not None
        else MailState.GIVEN_UP
        if found.item(aside[each]) is not None
        else MailState.GONE
        for each in waits
    }


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


def give_up(taken: Taken, *, cause: str, now: datetime) -> None:
    """Put it aside, out of the way of those that can be sent, for somebody to look at and to send again. `cause`: a code."""
    message = taken.message
    place = keys.outbox_failed(message.key.sk, message.value.commune)
    aside: Item = item_of(Stored(place, message.value, 0))
    aside.state, aside.tally, aside.due_at = cause, taken.tries, int(now.timestamp())
    aside.expires_at = now + retention.UNSENT_MESSAGE
    transaction = Transaction()
    transaction.delete(message.key, why="message", condition=_held(taken))
    transaction.put_item(aside, why="aside")
    _unless_lost(transaction)


def _place(message: Message) -> Key:
    return _key(lane_of(message), zlib.crc32(message.id.encode()) % SHARDS, message.id)


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
    aside.state, aside.tally, aside.due_at = "unreadable", item.tally, int(now.timestamp())
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
