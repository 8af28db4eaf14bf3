"""What the table holds of journals, numbers, runs and tills, read as no screen of the portal reads it."""

from collections.abc import Iterator

from functions.domain.invoices.credit_notes import CreditNote
from functions.domain.invoices.invoice import InvoiceNumber
from functions.domain.journal import JournalLine
from functions.domain.regie.till_movements import Movement
from functions.storage.invoices import invoices
from functions.storage.invoicing.runs import Run
from functions.storage.table import keys
from functions.storage.table.item import Item
from functions.storage.table.keys import Key
from functions.storage.table.reading import listed, partition


def journal_of_commune(commune: str) -> list[JournalLine]:
    """Newest first."""
    rows = partition(keys.journal_of_commune(commune, "").pk, "", JournalLine, newest_first=True)
    return [stored.value for stored in rows]


def journal_of_account(account: str) -> list[JournalLine]:
    """Newest first."""
    rows = partition(keys.account(account).pk, "JOURNAL#", JournalLine, newest_first=True)
    return [stored.value for stored in rows]


def numbers_of_year(commune: str, regie: str, year: int) -> list[InvoiceNumber]:
    """The number of every document in the régie's series, invoices and credit notes: 1, 2, 3…"""
    notes = listed(keys.credit_notes_of_regie(commune, regie, year), CreditNote)
    numbers = [debt.number for debt in invoices.of_year(commune, regie, year)]
    return sorted([*numbers, *(stored.value.number for stored in notes)], key=lambda number: number.rank)


def left_of_run(commune: str, run: Run) -> list[Key]:
    """What is still there of the run's plans: nothing, once the run is done."""
    shards = keys.run_shard(commune, run.regie, run.period)
    of_chunks = [keys.drafts(commune, run.plan, number).pk for number in range(run.shards)]
    return [*_keys(shards.pk, shards.sk), *(key for pk in of_chunks for key in _keys(pk))]


def till_book(commune: str, regie: str) -> Iterator[Movement]:
    """Every movement of the till, oldest first."""
    return (stored.value for stored in partition(keys.till(commune, regie, "").pk, "", Movement))


def _keys(pk: str, prefix: str = "") -> list[Key]:
    condition = Item.sk.startswith(prefix) if prefix else None
    rows = Item.query(pk, condition, consistent_read=True, attributes_to_get=["pk", "sk"])
    return [Key(item.pk, item.sk) for item in rows]
