"""Previews of invoices: what a run would issue. The latest of a period, and the one before it, to tell what changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from functions.domain.billing.run_preview import PreviewRow
from functions.storage.invoicing.billing_sheets import HouseholdToBill
from functions.storage.table import keys
from functions.storage.table.item import Item
from functions.storage.table.reading import read, read_one
from functions.storage.table.stored import Stored, encode
from functions.storage.table.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Head:
    """`before`, `parts_before`: the preview that this one follows; empty: the first."""

    id: str
    regie: str
    period: str
    parts: int
    by: str
    at: datetime
    before: str = ""
    parts_before: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    number: int
    households: tuple[HouseholdToBill, ...]
    rows: tuple[PreviewRow, ...] | None = None
    """None: not looked at yet."""


def head(commune: str, regie: str, period: str) -> Stored[Head] | None:
    return read_one(keys.preview(commune, regie, period), Head)


def put_head(transaction: Transaction, stored: Stored[Head]) -> None:
    transaction.put(stored, why="preview")


def put_parts(commune: str, regie: str, period: str, preview: str, parts: Iterable[Part]) -> None:
    """Before the head names them."""
    for part in parts:
        key = keys.preview(commune, regie, period, preview, part.number)
        Item(key.pk, key.sk, body=encode(part), version=1).save()


def part(commune: str, of: Head, number: int) -> Stored[Part] | None:
    return read_one(keys.preview(commune, of.regie, of.period, of.id, number), Part)


def put_part(transaction: Transaction, stored: Stored[Part]) -> None:
    transaction.put(stored, why="part")


def parts(commune: str, of: Head, *, before: bool = False) -> list[Part]:
    """Those of the preview, or of the one before it."""
    preview, count = (of.before, of.parts_before) if before else (of.id, of.parts)
    places = [keys.preview(commune, of.regie, of.period, preview, number) for number in range(count)]
    found = read(places)
    return [stored.value for place in places if (stored := found.get(place, Part)) is not None]


def remove_parts(commune: str, of: Head) -> None:
    """Those of the preview before: nobody compares with it any more."""
    for number in range(of.parts_before):
        key = keys.preview(commune, of.regie, of.period, of.before, number)
        Item(key.pk, key.sk).delete()
