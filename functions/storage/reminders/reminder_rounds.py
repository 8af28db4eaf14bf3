"""How far the reminders of an evening went, town by town."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from functions.storage.table import keys
from functions.storage.table.reading import read_one
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction

KEPT = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Round:
    """`after`: the last family of the index that was looked at; the next firing goes on from there."""

    after: str = ""
    done: bool = False
    reminded: int = 0


def round_of(commune: str, evening: date) -> Stored[Round]:
    key = keys.evening(commune, evening.isoformat())
    return read_one(key, Round) or Stored(key, Round(), 0)


def put(transaction: Transaction, stored: Stored[Round], *, now: datetime) -> None:
    transaction.put(stored, why="round", expires_at=now + KEPT)
