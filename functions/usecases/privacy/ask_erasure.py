"""A parent asks the town to erase the family, and may take that back until the town has answered."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from functions.domain.families.family import Family
from functions.domain.families.file_corrections import Request, RequestKind, RequestState
from functions.domain.journal import JournalLine
from functions.domain.messages import Message, MessageKind
from functions.storage.families import requests
from functions.storage.table import idempotency, journal, keys, outbox
from functions.storage.table.ids import new_id
from functions.storage.table.reading import together
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.retry import when_moved


@dataclass(frozen=True, slots=True)
class ErasureWish:
    """What a parent of the family says. `key`: the idempotency key."""

    commune: str
    family: Stored[Family]
    account: str
    key: str
    now: datetime


@dataclass(frozen=True, slots=True)
class Wished:
    """Since when the town is asked; None: it is not."""

    asked_at: datetime | None


def standing_wish(commune: str, family: str) -> Stored[Request] | None:
    """The request that waits for the town's answer."""
    return next(
        (
            stored
            for stored in requests.of_family(commune, family)
            if stored.value.kind is RequestKind.ERASURE and stored.value.state is RequestState.OPEN
        ),
        None,
    )


def ask_erasure(wish: ErasureWish) -> Wished:
    """Ask once: while a request waits, another one changes nothing. The town is told by mail. Raises KeyReused, Busy."""

    def write(transaction: Transaction, known: Stored[Request] | None) -> Wished | None:
        if known is not None:
            return Wished(known.value.at)
        family = wish.family.value.id
        asked = Request(new_id(wish.now), RequestKind.ERASURE, family, wish.account, wish.now)
        requests.add(transaction, wish.commune, asked)
        message = Message(new_id(wish.now), MessageKind.ERASURE_ASKED, wish.commune, family)
        outbox.add(transaction, message)
        return None

    return _once(wish, "erasure_asked", write) or Wished(wish.now)


def withdraw_erasure(wish: ErasureWish) -> Wished:
    """Take the request back; without one, nothing happens. Raises KeyReused, Busy."""

    def write(transaction: Transaction, known: Stored[Request] | None) -> Wished | None:
        if known is None:
            return Wished(None)
        closed = replace(known.value, state=RequestState.CLOSED)
        requests.put(transaction, wish.commune, Stored(known.key, closed, known.version))
        return None

    return _once(wish, "erasure_withdrawn", write) or Wished(None)


def _once(
    wish: ErasureWish, act: str, write: Callable[[Transaction, Stored[Request] | None], Wished | None]
) -> Wished | None:
    """None where it was written, now or under the same key before. The family must be as the parent was admitted to it."""
    done_key = keys.done(wish.commune, wish.family.value.id, wish.key)
    request = (act, wish.account)

    def again() -> Wished | None:
        earlier, known = together(
            lambda: idempotency.earlier_answer(done_key, request, bool),
            lambda: standing_wish(wish.commune, wish.family.value.id),
        )
        if earlier is not None:
            return Wished(None if known is None else known.value.at)
        transaction = Transaction()
        standing = write(transaction, known)
        if standing is not None:
            return standing
        transaction.check(wish.family, why="family")
        line = JournalLine(new_id(wish.now), act, wish.account, wish.now)
        journal.add(transaction, wish.commune, wish.family.value.id, line)
        idempotency.remember(transaction, done_key, request, True, now=wish.now)
        transaction.commit()
        return None

    return when_moved(again)
