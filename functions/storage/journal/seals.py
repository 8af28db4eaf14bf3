"""The seals of a commune's journal, and the lines of a day as a seal knows them."""

from datetime import UTC, date, datetime, timedelta

from functions.domain.journal import JournalLine
from functions.domain.journal_seals import JournalSeal, SealedLine, digest_of
from functions.domain.retention import accounting_until
from functions.storage.table import keys
from functions.storage.table.ids import first_id
from functions.storage.table.item import Item
from functions.storage.table.reading import partition
from functions.storage.table.stored import Stored, decode
from functions.storage.table.transaction import Transaction

EXPIRES = "expires_at"
"""Null where a line has no term of its own, which PynamoDB's types do not say."""


def last_seal(commune: str) -> JournalSeal | None:
    """Strongly consistent."""
    pk = keys.journal_seal(commune, "", 1).pk
    rows = partition(pk, "", JournalSeal, newest_first=True, limit=1)
    return next((stored.value for stored in rows), None)


def seals(commune: str) -> list[JournalSeal]:
    """In their order."""
    pk = keys.journal_seal(commune, "", 1).pk
    return [stored.value for stored in partition(pk, "", JournalSeal)]


def put_new(transaction: Transaction, commune: str, seal: JournalSeal) -> None:
    """Kept as long as the lines that are kept longest. Refused where that part of the day is sealed."""
    key = keys.journal_seal(commune, seal.day.isoformat(), seal.part)
    transaction.put(Stored(key, seal, 0), why="seal", expires_at=accounting_until(seal.day))


def lines_of_day(commune: str, day: date, *, after: str = "") -> list[tuple[SealedLine, JournalLine]]:
    """In the order of their ids, those that come after the one named. A moment late. A line that cannot be read fails: it is in no seal.

    Pages of a megabyte, which is some two thousand lines.
    """
    first, last = (first_id(at) for at in (_start(day), _start(day + timedelta(1))))
    within = Item.list_sk.between(first, last)
    rows = Item.by_list.query(keys.all_journal(commune), within)
    return [_line(item) for item in rows if (item.list_sk or "") < last and (item.list_sk or "") > after]


def _start(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _line(item: Item) -> tuple[SealedLine, JournalLine]:
    line = decode(item, JournalLine).value
    _, _, family = item.pk.partition("#F#")
    digest = digest_of(line.id, line.act, line.by, line.at, (line.decided_from, line.detail))
    expires: datetime | None = getattr(item, EXPIRES)
    until = None if expires is None else expires.date()
    return SealedLine(line.id, digest, family, until), line
