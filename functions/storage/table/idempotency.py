"""The answer of an act already done, kept with the act itself.

`Idempotency-Key` of the IETF draft (draft-ietf-httpapi-idempotency-key-header): the same key gets the same answer, the
same key with another body is refused.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

import msgspec

from functions.domain import retention
from functions.domain.errors import KeyReused
from functions.storage.table.keys import Key
from functions.storage.table.reading import read_one
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Done:
    """`request` is a digest of what was asked, `answer` its JSON."""

    request: str
    answer: str


def digest(request: object) -> str:
    return hashlib.sha256(msgspec.json.encode(request, order="deterministic")).hexdigest()


def earlier_answer(key: Key, request: object, kind: type[T]) -> T | None:
    """What the same request with the same key was answered; None the first time. Raises KeyReused."""
    return answer_in(read_one(key, Done), request, kind)


def answer_in(found: Stored[Done] | None, request: object, kind: type[T]) -> T | None:
    """The same, of an act that was read with what it is decided from."""
    if found is None:
        return None
    if found.value.request != digest(request):
        raise KeyReused(field="Idempotency-Key")
    return msgspec.json.decode(found.value.answer, type=kind)


def remember(transaction: Transaction, key: Key, request: object, answer: object, *, now: datetime) -> None:
    """Keep the answer with the act. A twin that came first makes the transaction refused with why `"key"`."""
    done = Done(digest(request), msgspec.json.encode(answer).decode())
    transaction.put(Stored(key, done, 0), why="key", expires_at=now + retention.DONE_ACT)
