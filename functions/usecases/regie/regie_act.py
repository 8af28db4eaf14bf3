"""What every act of a régisseur has in common: it is done once under its idempotency key, and in one transaction."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from functions.domain.journal import JournalLine
from functions.domain.town.commune import Commune
from functions.storage.families import families
from functions.storage.table import idempotency, journal, keys
from functions.storage.table.ids import new_id
from functions.storage.table.transaction import Transaction
from functions.storage.town import communes
from functions.usecases.retry import when_moved

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Act:
    """Who acts on the debts of which family. `by`: an account, or the command's user; `key`: the idempotency key."""

    commune: str
    family: str
    by: str
    key: str
    now: datetime

    def town(self) -> Commune:
        """The commune of the act. Raises NotFound, also if the family is not of this commune."""
        commune = communes.commune(self.commune)
        families.family(self.commune, self.family)
        return commune

    def today(self, commune: Commune) -> date:
        return commune.day_of(self.now)

    def note(self, transaction: Transaction, what: str, **detail: object) -> None:
        """Add the act's line to the journal of the family."""
        line = JournalLine(new_id(self.now), what, self.by, self.now, detail=detail)
        journal.add(transaction, self.commune, self.family, line)


def once(act: Act, request: object, kind: type[T], do: Callable[[Transaction], T]) -> T:
    """Let `do` fill a transaction, and commit it with the answer. The same request under the same key gets that answer again.

    `do` must read afresh what it decides from, because it is called again when that has changed before the commit.
    Raises KeyReused, Busy, and what `do` raises.
    """
    done = keys.done(act.commune, act.family, act.key)

    def again() -> T:
        earlier = idempotency.earlier_answer(done, request, kind)
        if earlier is not None:
            return earlier
        transaction = Transaction()
        answer = do(transaction)
        idempotency.remember(transaction, done, request, answer, now=act.now)
        transaction.commit()
        return answer

    return when_moved(again)
