"""Invoices and what is owed of them.

The document (`INVOICE#…`) is put once and never again, in a partition of its own; the debt (`RECEIVABLE#…`) is a small item of the
family's, so that its list and a payment read and write little, however long the documents are, and a reminder reads no child's days.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain

from pynamodb.expressions.operand import Path

from functions.domain.errors import NotFound
from functions.domain.invoices.credit import Credit
from functions.domain.invoices.credit_notes import CreditNote
from functions.domain.invoices.documents import DocumentKind, DocumentRef
from functions.domain.invoices.invoice import Invoice, InvoiceNumber
from functions.domain.invoices.receivable import Receivable, receivable_of
from functions.storage.table import keys, outbox
from functions.storage.table.ids import first_id
from functions.storage.table.item import Item
from functions.storage.table.reading import Found, listed, partition, read, read_one
from functions.storage.table.stored import Stored, decode
from functions.storage.table.transaction import Transaction


def put_new(transaction: Transaction, commune: str, invoice: Invoice, *, seen: int | None = None) -> None:
    """Refused (why: `invoice`) when it was issued before; (why: `documents`) when it was decided from `seen` documents of
    the family (`documents_seen`), and there are others now.

    The PDF of it is asked for in the same transaction, whoever issues it.
    """
    key = keys.invoice(commune, invoice.debtor.family, invoice.id)
    transaction.put(Stored(key, invoice, 0), why="invoice")
    _to_typeset(transaction, DocumentRef(commune, invoice.debtor.family, DocumentKind.INVOICE, invoice.id))
    count_document(transaction, commune, invoice.debtor.family, seen=seen)
    debt = receivable_of(invoice)
    of_debt = Stored(keys.receivable(commune, debt.family, debt.invoice), debt, 0)
    transaction.put(of_debt, why="invoice", listed=place_of(commune, debt))


def count_document(transaction: Transaction, commune: str, family: str, *, seen: int | None = None) -> None:
    """To be written with every document that changes what a family was asked for: an invoice, a credit note."""
    tally = Path("tally")
    unchanged = None if seen is None else (tally == seen if seen else tally.does_not_exist())
    transaction.update(keys.documents(commune, family), [tally.add(1)], why="documents", condition=unchanged)


def documents_seen(found: Found, commune: str, family: str) -> int:
    """How many documents there are, out of a batch that asked for it."""
    item = found.item(keys.documents(commune, family))
    return int(item.tally or 0) if item is not None else 0


def put(transaction: Transaction, commune: str, debt: Stored[Receivable]) -> None:
    """Listed with what is owed, with what was handed over, or with its year."""
    transaction.put(debt, why="receivable", listed=place_of(commune, debt.value))


def place_of(commune: str, debt: Receivable) -> tuple[str, str]:
    """In the index."""
    number = debt.number
    if debt.balance_cents <= 0:
        return keys.receivables_of_regie(commune, number.regie, number.year), f"{number.rank:06}"
    if debt.handed_over is None:
        return keys.receivables_owed(commune, number.regie), f"{debt.due_on}#{number.label}"
    day = debt.handed_over.at.date()
    return keys.receivables_handed_over(commune, number.regie), f"{day}#{number.label}"


def put_credit(transaction: Transaction, commune: str, family: str, credit: Credit) -> None:
    change_credit(transaction, Stored(keys.credit(commune, family, credit.id), credit, 0))


def change_credit(transaction: Transaction, stored: Stored[Credit]) -> None:
    transaction.put(stored, why="credit")


def put_credit_note(transaction: Transaction, commune: str, note: CreditNote) -> None:
    number = note.number
    place = (keys.credit_notes_of_regie(commune, number.regie, number.year), f"{number.rank:06}")
    key = keys.credit_note(commune, note.debtor.family, note.id)
    transaction.put(Stored(key, note, 0), why="credit_note", listed=place)
    _to_typeset(transaction, DocumentRef(commune, note.debtor.family, DocumentKind.CREDIT_NOTE, note.id))


def _to_typeset(transaction: Transaction, ref: DocumentRef) -> None:
    outbox.add(transaction, ref.message)


def invoice(commune: str, family: str, invoice_id: str) -> tuple[Invoice, Stored[Receivable]]:
    """The document and its debt, in one round trip. Raises NotFound."""
    document_key = keys.invoice(commune, family, invoice_id)
    debt_key = keys.receivable(commune, family, invoice_id)
    found = read([document_key, debt_key])
    document, debt = found.get(document_key, Invoice), found.get(debt_key, Receivable)
    if document is None or debt is None:
        raise NotFound
    return document.value, debt


def documents(commune: str, family: str) -> list[Invoice]:
    """Of one family, the oldest first."""
    pk = keys.invoice(commune, family, "").pk
    return [stored.value for stored in partition(pk, "INVOICE#", Invoice)]


def receivable(commune: str, family: str, invoice_id: str) -> Stored[Receivable]:
    """Raises NotFound."""
    found = read_one(keys.receivable(commune, family, invoice_id), Receivable)
    if found is None:
        raise NotFound
    return found


def receivables_of(commune: str, family: str, invoice_ids: Iterable[str]) -> list[Stored[Receivable]]:
    """Those of these invoices, in their order, in one round trip. Raises NotFound where one is missing."""
    places = [keys.receivable(commune, family, invoice_id) for invoice_id in invoice_ids]
    found = read(places)
    debts = [found.get(place, Receivable) for place in places]
    known = [debt for debt in debts if debt is not None]
    if len(known) < len(places):
        raise NotFound
    return known


def receivables(commune: str, family: str) -> list[Receivable]:
    """Of one family, the newest first."""
    return [stored.value for stored in stored_receivables(commune, family)]


def stored_receivables(commune: str, family: str) -> list[Stored[Receivable]]:
    """The same, with the versions that a write must find."""
    pk = keys.receivable(commune, family, "").pk
    return list(partition(pk, "RECEIVABLE#", Receivable, newest_first=True))


def receivables_since(commune: str, family: str, at: datetime) -> list[Receivable]:
    """Of one family, those whose ids were made from then on, oldest first."""
    pk = keys.receivable(commune, family, "").pk
    made_since = Item.sk.between(f"RECEIVABLE#{first_id(at)}", "RECEIVABLE#~")
    return [decode(item, Receivable).value for item in Item.query(pk, made_since, consistent_read=True)]


def credits_of(commune: str, family: str) -> list[Credit]:
    """Oldest first."""
    return [stored.value for stored in stored_credits(commune, family)]


def stored_credits(commune: str, family: str) -> list[Stored[Credit]]:
    return list(partition(keys.credit(commune, family, "").pk, "CREDIT#", Credit))


def credit(commune: str, family: str, credit_id: str) -> Stored[Credit] | None:
    return read_one(keys.credit(commune, family, credit_id), Credit)


def credit_note(commune: str, family: str, note: str) -> CreditNote:
    """Raises NotFound."""
    found = read_one(keys.credit_note(commune, family, note), CreditNote)
    if found is None:
        raise NotFound
    return found.value


def credit_notes(commune: str, family: str) -> list[CreditNote]:
    """Of one family, the newest first."""
    pk = keys.credit_note(commune, family, "").pk
    return [stored.value for stored in partition(pk, "CREDIT_NOTE#", CreditNote, newest_first=True)]


def owed(commune: str, regie: str) -> Iterator[Receivable]:
    """What families owe the régie, what is due first first. A moment late: read again before deciding."""
    return (stored.value for stored in listed(keys.receivables_owed(commune, regie), Receivable))


def handed_over(commune: str, regie: str) -> Iterator[Receivable]:
    """What the treasury collects, and has not said it got, by the day on which it was handed over."""
    return (stored.value for stored in listed(keys.receivables_handed_over(commune, regie), Receivable))


def of_year(commune: str, regie: str, year: int) -> list[Receivable]:
    """Every debt of a régie and year, by number. A moment late."""
    settled = (stored.value for stored in listed(keys.receivables_of_regie(commune, regie, year), Receivable))
    everything = chain(settled, owed(commune, regie), handed_over(commune, regie))
    return sorted(
        (debt for debt in everything if debt.number.year == year), key=lambda debt: debt.number.rank
    )


def by_number(commune: str, regie: str, label: str) -> Receivable | None:
    """The debt of the invoice that is read under that number. A moment late: read again before deciding."""
    year, _, rank = label.partition("-")
    if not (year.isdecimal() and rank.isdecimal()):
        return None
    settled = listed(
        keys.receivables_of_regie(commune, regie, int(year)), Receivable, prefix=f"{int(rank):06}"
    )
    everything = chain(
        (stored.value for stored in settled), owed(commune, regie), handed_over(commune, regie)
    )
    number = InvoiceNumber(regie, int(year), int(rank))
    return next((debt for debt in everything if debt.number == number), None)
