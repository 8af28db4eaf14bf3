"""An act of an agent in the kitchen: what each of them does around its change."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from functions.domain.journal import JournalLine
from functions.domain.reglement.reglement import Reglement, Service, UnknownService
from functions.storage.table import idempotency, journal, keys
from functions.storage.table.idempotency import Done
from functions.storage.table.ids import new_id
from functions.storage.table.keys import Key
from functions.storage.table.reading import read
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.retry import when_moved

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class KitchenAct:
    """Which agent acts, for which commune; `key`: the idempotency key."""

    commune: str
    reglement: Reglement
    by: str
    key: str
    now: datetime

    def meal_service(self, code: str) -> Service:
        """Raises UnknownService, also for one that serves no meal."""
        service = self.reglement.service(code)
        if not service.serves_meal:
            raise UnknownService(service=code)
        return service


def change(
    act: KitchenAct,
    key: Key,
    empty: T,
    after: Callable[[T], T],
    *,
    request: object,
    did: str,
    detail: dict[str, object],
    expires_at: datetime | None = None,
    also: Callable[[Transaction], None] | None = None,
) -> Stored[T]:
    """What lies at `key` as `after` leaves it, with a line of the journal; sent again, or said again, nothing changes.

    `also` adds to the transaction, and reads afresh what it adds from. Raises KeyReused, Busy, and what `after` raises.
    """
    done_key = keys.of_account(act.by, f"KEY#{act.key}")

    def again() -> Stored[T]:
        found = read([done_key, key])
        known = found.get_or(key, empty)
        if idempotency.answer_in(found.get(done_key, Done), request, bool) is not None:
            return known
        changed = after(known.value)
        if changed == known.value:
            return known
        transaction = Transaction()
        transaction.put(Stored(key, changed, known.version), why="written", expires_at=expires_at)
        line = JournalLine(new_id(act.now), did, act.by, act.now, detail=detail)
        journal.add_to_commune(transaction, act.commune, line)
        idempotency.remember(transaction, done_key, request, True, now=act.now)
        if also is not None:
            also(transaction)
        transaction.commit()
        return Stored(key, changed, known.version + 1)

    return when_moved(again)
