"""Write down what an agent read of people: once an hour, in the journal of the family, or of the commune where it is of many families."""

from collections.abc import Callable
from datetime import datetime

from functions.domain import retention
from functions.domain.errors import Busy, OutcomeUnknown
from functions.domain.journal import FILE_READ, JournalLine
from functions.storage.table import journal
from functions.storage.table.ids import id_of
from functions.storage.table.transaction import Refused, Transaction
from functions.usecases.retry import when_contended


def note_read(commune: str, family: str, *, by: str, now: datetime, act: str = FILE_READ) -> None:
    """One line an hour for each agent, family and kind of reading, whose id is made of them: a second one is refused by the first.

    Where the table does not answer, what was asked is shown all the same and the next reading notes it.
    """
    line = JournalLine(_line_of(by if act == FILE_READ else f"{by}#{act}", now), act, by, now)
    until = now + retention.AGENTS_ACCESS
    _once(lambda transaction: journal.add(transaction, commune, family, line, expires_at=until))


def note_read_of_town(commune: str, *, by: str, now: datetime, act: str, of: dict[str, str]) -> None:
    """The same of a list of many families. `of`: which list, in codes and dates."""
    name = "#".join((by, act, *(f"{key}={value}" for key, value in sorted(of.items()))))
    line = JournalLine(_line_of(name, now), act, by, now, detail=dict(of))
    until = now + retention.AGENTS_ACCESS
    _once(lambda transaction: journal.add_to_commune(transaction, commune, line, expires_at=until))


def _once(add: Callable[[Transaction], None]) -> None:
    def act_once() -> None:
        transaction = Transaction()
        add(transaction)
        transaction.commit()

    try:
        when_contended(act_once)
    except (Refused, Busy, OutcomeUnknown):
        return


def _line_of(name: str, now: datetime) -> str:
    return id_of(name, now.replace(minute=0, second=0, microsecond=0))
