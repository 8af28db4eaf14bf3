"""The journal of a family, of a commune, and of a login: one line an act, never changed."""

from collections.abc import Iterable
from datetime import datetime

from functions.domain.journal import JournalLine
from functions.storage.table import keys
from functions.storage.table.ids import first_id
from functions.storage.table.reading import between, partition
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction


def add(
    transaction: Transaction,
    commune: str,
    family: str,
    line: JournalLine,
    *,
    expires_at: datetime | None = None,
) -> None:
    """In the family's partition, and in the commune's list, which agents read by month (functions/storage/journal)."""
    stored = Stored(keys.journal(commune, family, line.id), line, 0)
    transaction.put(stored, why=("journal", line.id), listed=_listed(commune, line), expires_at=expires_at)


def add_to_account(transaction: Transaction, account: str, line: JournalLine) -> None:
    """What a person does with their own login."""
    transaction.put(Stored(keys.of_account(account, f"JOURNAL#{line.id}"), line, 0), why=("journal", line.id))


def add_to_commune(
    transaction: Transaction, commune: str, line: JournalLine, *, expires_at: datetime | None = None
) -> None:
    """What concerns no family: agents, runs, the règlement."""
    stored = Stored(keys.journal_of_commune(commune, line.id), line, 0)
    transaction.put(stored, why=("journal", line.id), listed=_listed(commune, line), expires_at=expires_at)


def _listed(commune: str, line: JournalLine) -> tuple[str, str]:
    return keys.all_journal(commune), line.id


def lines(commune: str, family: str) -> list[JournalLine]:
    """Newest first."""
    pk = keys.journal(commune, family, "").pk
    return [stored.value for stored in partition(pk, "JOURNAL#", JournalLine, newest_first=True)]


def latest_of_account(account: str, *, limit: int) -> list[JournalLine]:
    """What somebody did with their own login, the newest first."""
    pk = keys.of_account(account, "").pk
    rows = partition(pk, "JOURNAL#", JournalLine, newest_first=True, limit=limit)
    return [stored.value for stored in rows]


def since(commune: str, family: str, at: datetime) -> list[JournalLine]:
    """What was done from that instant on."""
    first, last = (keys.journal(commune, family, line) for line in (first_id(at), "~"))
    return between(first, last).values(JournalLine)


def lines_of_all(commune: str, families: Iterable[str]) -> list[JournalLine]:
    """Of a file and of those that were merged into it, newest first."""
    return sorted(
        (line for family in families for line in lines(commune, family)),
        key=lambda line: line.id,
        reverse=True,
    )


def latest(commune: str, family: str, *, limit: int) -> list[JournalLine]:
    """The newest lines, newest first."""
    rows = partition(
        keys.journal(commune, family, "").pk, "JOURNAL#", JournalLine, newest_first=True, limit=limit
    )
    return [stored.value for stored in rows]
