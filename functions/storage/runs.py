"""Invoicing runs: the numbers of a régie, the claim of a block of them, and the plan frozen before it.

A plan is too large for one item or one transaction, so its chunks are written first under a name of their own; the claim then
adopts one plan and takes its numbers, in one transaction. Plans that were not adopted are removed with the rest.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from pynamodb.expressions.operand import Path

from functions.domain.invoices import Draft, InvoiceNumber, Issue
from functions.storage import keys
from functions.storage.bodies import Stored, encode
from functions.storage.item import Item
from functions.storage.keys import Key
from functions.storage.reading import read_one
from functions.storage.transaction import Transaction

CHUNK_BYTES = 300_000
"""An item holds 400 kB."""


@dataclass(frozen=True, slots=True)
class Run:
    """The numbers `base + 1 … base + count` are those of the drafts of `plan`, in their order."""

    regie: str
    year: int
    base: int
    count: int
    plan: str
    chunks: int
    issue: Issue
    claimed_at: datetime
    total_cents: int
    done_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Chunk:
    """Drafts of a plan; `first` is the place of the first of them, from 0."""

    first: int
    drafts: tuple[Draft, ...]

    def numbered(self, run: Run) -> Iterator[tuple[Draft, InvoiceNumber]]:
        for place, draft in enumerate(self.drafts, start=self.first):
            yield draft, InvoiceNumber(run.regie, run.year, run.base + place + 1)


def run(commune: str, regie: str, period: str) -> Stored[Run] | None:
    return read_one(keys.invoicing_run(commune, regie, period), Run)


def put(transaction: Transaction, commune: str, stored: Stored[Run]) -> None:
    transaction.put(stored, why="run")


def last_number(commune: str, regie: str, year: int) -> int:
    """The last number given; 0 before the first."""
    key = keys.invoice_numbers(commune, regie, year)
    try:
        return int(Item.get(key.pk, key.sk, consistent_read=True).tally or 0)
    except Item.DoesNotExist:
        return 0


def claim(transaction: Transaction, commune: str, run: Run) -> None:
    """Take the run's block of numbers. Refused (why: `numbers`) when another run took some since `run.base` was read."""
    key = keys.invoice_numbers(commune, run.regie, run.year)
    tally = Path("tally")
    untouched = tally == run.base if run.base else tally.does_not_exist()
    transaction.update(key, [tally.set(run.base + run.count)], why="numbers", condition=untouched)


def chunks(drafts: Sequence[Draft]) -> list[Chunk]:
    """Drafts in items that DynamoDB takes."""
    cut: list[Chunk] = []
    waiting: list[Draft] = []
    size = first = 0
    for draft in drafts:
        more = len(encode(draft).encode())
        if waiting and size + more > CHUNK_BYTES:
            cut.append(Chunk(first, tuple(waiting)))
            first, size, waiting = first + len(waiting), 0, []
        waiting.append(draft)
        size += more
    return [*cut, Chunk(first, tuple(waiting))] if waiting else cut


def chunk_key(commune: str, regie: str, period: str, plan: str, number: int) -> Key:
    return keys.drafts(commune, regie, period, plan, number)


def put_chunk(transaction: Transaction, key: Key, chunk: Chunk) -> None:
    transaction.put(Stored(key, chunk, 0), why="chunk")


def chunk(commune: str, run: Run, number: int) -> Chunk | None:
    """None once the run is done with its plan."""
    found = read_one(chunk_key(commune, run.regie, run.issue.period, run.plan, number), Chunk)
    return None if found is None else found.value


def chunk_keys(commune: str, regie: str, period: str, *, plan: str = "") -> list[Key]:
    """The chunks of a plan, or those of every plan of the period."""
    prefix = keys.drafts(commune, regie, period, plan)
    rows = Item.query(
        prefix.pk, Item.sk.startswith(prefix.sk), consistent_read=True, attributes_to_get=["pk", "sk"]
    )
    return [Key(item.pk, item.sk) for item in rows]


def delete_chunk(transaction: Transaction, key: Key) -> None:
    transaction.delete(key, why="chunk")
