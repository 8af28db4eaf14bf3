"""Invoices and what is owed of them.

The document (`INVOICE#…`) is put once and never again; the debt (`RECEIVABLE#…`) is a small item of its own, so that a family's
list and a payment read and write little, however long the documents are.
"""

from functions.domain.errors import NotFound
from functions.domain.invoices import Credit, Invoice, Receivable, receivable_of
from functions.storage import keys
from functions.storage.bodies import Stored
from functions.storage.reading import partition, read, read_one
from functions.storage.transaction import Transaction


def put_new(transaction: Transaction, commune: str, invoice: Invoice) -> None:
    """Refused (why: `invoice`) when it was issued before."""
    key = keys.invoice(commune, invoice.debtor.family, invoice.id)
    transaction.put(Stored(key, invoice, 0), why="invoice")
    debt = receivable_of(invoice)
    put(transaction, commune, Stored(keys.receivable(commune, debt.family, debt.invoice), debt, 0))


def put(transaction: Transaction, commune: str, debt: Stored[Receivable]) -> None:
    number = debt.value.number
    place = (keys.receivables_of_regie(commune, number.regie, number.year), f"{number.rank:06}")
    transaction.put(debt, why="receivable", listed=place)


def put_credit(transaction: Transaction, commune: str, family: str, credit: Credit) -> None:
    transaction.put(Stored(keys.credit(commune, family, credit.id), credit, 0), why="credit")


def invoice(commune: str, family: str, invoice_id: str) -> tuple[Invoice, Stored[Receivable]]:
    """The document and its debt, in one round trip. Raises NotFound."""
    document_key = keys.invoice(commune, family, invoice_id)
    debt_key = keys.receivable(commune, family, invoice_id)
    found = read([document_key, debt_key])
    document, debt = found.get(document_key, Invoice), found.get(debt_key, Receivable)
    if document is None or debt is None:
        raise NotFound
    return document.value, debt


def receivable(commune: str, family: str, invoice_id: str) -> Stored[Receivable]:
    """Raises NotFound."""
    found = read_one(keys.receivable(commune, family, invoice_id), Receivable)
    if found is None:
        raise NotFound
    return found


def receivables(commune: str, family: str) -> list[Receivable]:
    """Of one family, the newest first."""
    pk = keys.receivable(commune, family, "").pk
    return [stored.value for stored in partition(pk, "RECEIVABLE#", Receivable, newest_first=True)]


def credits_of(commune: str, family: str) -> list[Credit]:
    """Oldest first."""
    return [stored.value for stored in partition(keys.credit(commune, family, "").pk, "CREDIT#", Credit)]
