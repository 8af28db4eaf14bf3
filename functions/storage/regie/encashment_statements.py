"""Encashment statements: the head, the lines in chunks beside it, and the lock on the till's book."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from pynamodb.expressions.operand import Path

from functions.domain.errors import NotFound
from functions.domain.regie.encashment_statements import TillLine, TillStatement
from functions.storage.table import keys
from functions.storage.table.accounting import kept_until
from functions.storage.table.reading import partition, read_one
from functions.storage.table.stored import Stored, encode
from functions.storage.table.transaction import Transaction

CHUNK_BYTES = 300_000
"""An item holds 400 kB."""


@dataclass(frozen=True, slots=True)
class Lines:
    lines: tuple[TillLine, ...]


def latest(commune: str, regie: str) -> Stored[TillStatement] | None:
    """The last that was numbered, whole or not."""
    return next(_heads(commune, regie, limit=1), None)


def all_of(commune: str, regie: str) -> list[TillStatement]:
    """Newest first."""
    return [stored.value for stored in _heads(commune, regie)]


def statement(commune: str, regie: str, label: str) -> Stored[TillStatement]:
    """Raises NotFound."""
    found = read_one(keys.statement(commune, regie, label), TillStatement)
    if found is None:
        raise NotFound
    return found


def lines(commune: str, statement: TillStatement) -> list[TillLine]:
    """In their order."""
    found: list[TillLine] = []
    for chunk in range(statement.chunks):
        key = keys.statement_lines(commune, statement.number.regie, statement.number.label, chunk)
        stored = read_one(key, Lines)
        if stored is None:
            raise NotFound
        found += stored.value.lines
    return found


def put(transaction: Transaction, stored: Stored[TillStatement]) -> None:
    transaction.put(stored, why="statement")


def lock(
    transaction: Transaction, commune: str, regie: str, *, since: datetime | None, until: datetime
) -> None:
    """Close the till's book until that instant. Refused (why: `till`) where it is not as it was read."""
    closed = Path("due_at")
    as_read = closed.does_not_exist() if since is None else closed == int(since.timestamp())
    key = keys.till_closed(commune, regie)
    transaction.update(key, [closed.set(int(until.timestamp()))], why="till", condition=as_read)


def chunks(found: Sequence[TillLine]) -> list[Lines]:
    """Lines in items that DynamoDB takes."""
    cut: list[Lines] = []
    waiting: list[TillLine] = []
    size = 0
    for line in found:
        more = len(encode(line).encode())
        if waiting and size + more > CHUNK_BYTES:
            cut.append(Lines(tuple(waiting)))
            waiting, size = [], 0
        waiting.append(line)
        size += more
    return [*cut, Lines(tuple(waiting))] if waiting else cut


def put_chunk(
    transaction: Transaction, commune: str, statement: TillStatement, number: int, chunk: Lines
) -> None:
    """Refused (why: `chunk`) where it was written before."""
    key = keys.statement_lines(commune, statement.number.regie, statement.number.label, number)
    transaction.put(Stored(key, chunk, 0), why="chunk", expires_at=kept_until(statement))


def _heads(commune: str, regie: str, *, limit: int | None = None) -> Iterator[Stored[TillStatement]]:
    pk = keys.statement(commune, regie, "").pk
    return partition(pk, "STATEMENT#", TillStatement, newest_first=True, limit=limit)
