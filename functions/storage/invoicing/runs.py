"""Invoicing runs: the parts of the town's families, what was planned for each, and the claim of one block of numbers for all.

A plan is too large for one item, one transaction or one function: the families are cut into shards, each of which is planned by
itself into chunks that are written first; the shard's item then adopts them. Once every shard is planned, the claim takes the
numbers of the whole run in one transaction. What was not adopted is removed with the rest.
"""

import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec
from pynamodb.expressions.operand import Path

from functions.domain.invoices.invoice import Draft, InvoiceNumber, Issue
from functions.storage.invoicing.billing_sheets import HouseholdToBill
from functions.storage.table import keys
from functions.storage.table.item import Item
from functions.storage.table.keys import Key
from functions.storage.table.reading import listed, read, read_one
from functions.storage.table.stored import Stored, encode
from functions.storage.table.transaction import Transaction

CHUNK_BYTES = 300_000
"""Of JSON, which is packed before it is written. An item holds 400 kB."""

ORPHANED = timedelta(days=400)
"""What a planning that died left behind goes by itself, long after its run is done."""


@dataclass(frozen=True, slots=True)
class Run:
    """The invoices of one period. Once claimed, its numbers are `base + 1 … base + count`, shard after shard."""

    regie: str
    year: int
    base: int
    count: int
    plan: str
    chunks: int
    """Of a run older than shards."""
    issue: Issue
    claimed_at: datetime | None
    total_cents: int
    done_at: datetime | None = None
    shards: int = 0
    starts: tuple[int, ...] = ()
    """How many invoices come before each shard's."""
    by: str = ""
    begun_at: datetime | None = None
    preview: str = ""
    """The preview it was issued from; empty: from none."""

    @property
    def period(self) -> str:
        return self.issue.period

    def first_and_last(self) -> tuple[str, str]:
        """The numbers as they are read; empty where there are none."""
        if not self.count:
            return "", ""
        ends = (self.base + 1, self.base + self.count)
        first, last = (InvoiceNumber(self.regie, self.year, rank).label for rank in ends)
        return first, last


@dataclass(frozen=True, slots=True)
class Planned:
    """What one planning of a shard came to. Several may have tried: `attempt` is the one that counts."""

    attempt: str
    chunks: int
    count: int
    total_cents: int


@dataclass(frozen=True, slots=True)
class Shard:
    number: int
    households: tuple[HouseholdToBill, ...]
    planned: Planned | None = None
    written_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Chunk:
    """Drafts of a shard; `first` is the place of the first of them, from 0."""

    first: int
    drafts: tuple[Draft, ...]

    def numbered(self, run: Run, shard: Shard) -> Iterator[tuple[Draft, InvoiceNumber]]:
        before = run.base + run.starts[shard.number]
        for place, draft in enumerate(self.drafts, start=self.first):
            yield draft, InvoiceNumber(run.regie, run.year, before + place + 1)


@dataclass(frozen=True, slots=True)
class _Packed:
    """A chunk as it is kept: lines of invoices say much the same, and pack to a tenth."""

    drafts: str


def run(commune: str, regie: str, period: str) -> Stored[Run] | None:
    return read_one(keys.invoicing_run(commune, regie, period), Run)


def put(transaction: Transaction, commune: str, stored: Stored[Run]) -> None:
    """Listed until it is done."""
    place = (keys.RUNS_OPEN, f"{commune}#{stored.value.period}") if stored.value.done_at is None else None
    transaction.put(stored, why="run", listed=place)


def not_done() -> list[tuple[str, Run]]:
    """Of every commune (its id), the runs that have begun. A moment late."""
    return [(stored.key.pk.split("#")[1], stored.value) for stored in listed(keys.RUNS_OPEN, Run)]


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


def put_shards(commune: str, regie: str, period: str, plan: str, shards: Iterable[Shard]) -> None:
    """Of a plan that nobody has adopted yet."""
    for shard in shards:
        key = keys.run_shard(commune, regie, period, plan, shard.number)
        Item(key.pk, key.sk, body=encode(shard), version=1).save()


def shard(commune: str, run: Run, number: int) -> Stored[Shard] | None:
    """None once the run is done with its plan."""
    return read_one(keys.run_shard(commune, run.regie, run.period, run.plan, number), Shard)


def shards(commune: str, run: Run) -> list[Stored[Shard] | None]:
    places = [
        keys.run_shard(commune, run.regie, run.period, run.plan, number) for number in range(run.shards)
    ]
    found = read(places)
    return [found.get(place, Shard) for place in places]


def put_shard(transaction: Transaction, stored: Stored[Shard]) -> None:
    transaction.put(stored, why="shard")


def chunks(drafts: Iterable[Draft]) -> Iterator[Chunk]:
    """Drafts in items that DynamoDB takes, each as soon as it is full."""
    waiting: list[Draft] = []
    size = first = 0
    for draft in drafts:
        more = len(encode(draft).encode())
        if waiting and size + more > CHUNK_BYTES:
            yield Chunk(first, tuple(waiting))
            first, size, waiting = first + len(waiting), 0, []
        waiting.append(draft)
        size += more
    if waiting:
        yield Chunk(first, tuple(waiting))


def put_chunk(
    commune: str, run: Run, shard: int, attempt: str, number: int, chunk: Chunk, *, now: datetime
) -> None:
    """By itself and without a condition: nothing reads it before the shard adopts its attempt."""
    key = _chunk_key(commune, run, shard, attempt, number)
    packed = b64encode(zlib.compress(msgspec.json.encode(chunk), 6)).decode()
    Item(key.pk, key.sk, body=encode(_Packed(packed)), version=1, expires_at=now + ORPHANED).save()


def chunk(commune: str, run: Run, shard: Shard, number: int) -> Chunk | None:
    """None once the shard is written."""
    if shard.planned is None:
        return None
    key = _chunk_key(commune, run, shard.number, shard.planned.attempt, number)
    found = read_one(key, _Packed)
    if found is None:
        return None
    return msgspec.json.decode(zlib.decompress(b64decode(found.value.drafts)), type=Chunk)


def remove_chunks(commune: str, run: Run, shard: int, planned: Planned) -> None:
    _remove([_chunk_key(commune, run, shard, planned.attempt, number) for number in range(planned.chunks)])


def _chunk_key(commune: str, run: Run, shard: int, attempt: str, number: int) -> Key:
    return keys.drafts(commune, run.plan, shard, f"{attempt}#{number:04}")


def remove_shards(commune: str, regie: str, period: str, *, plan: str = "") -> None:
    """Those of a plan, or of every plan of the period."""
    prefix = keys.run_shard(commune, regie, period, plan)
    _remove(_keys(prefix.pk, prefix.sk))


def _keys(pk: str, prefix: str) -> list[Key]:
    condition = Item.sk.startswith(prefix) if prefix else None
    rows = Item.query(pk, condition, consistent_read=True, attributes_to_get=["pk", "sk"])
    return [Key(item.pk, item.sk) for item in rows]


def _remove(found: Sequence[Key]) -> None:
    for key in found:
        Item(key.pk, key.sk).delete()
