"""The series of a régie and year: its documents, the receipts of its till, its statements. A number is a condition of what it is given to."""

from pynamodb.expressions.operand import Path

from functions.domain.invoices.invoice import InvoiceNumber
from functions.domain.regie.counter_payments import ReceiptNumber
from functions.domain.regie.encashment_statements import StatementNumber
from functions.storage.table import keys
from functions.storage.table.item import Item
from functions.storage.table.keys import Key
from functions.storage.table.transaction import Transaction


def next_documents(
    transaction: Transaction, commune: str, regie: str, year: int, *, count: int
) -> list[InvoiceNumber]:
    """The next numbers of the series that invoices and credit notes share.

    The transaction is refused (why: `numbers`) when another took some since they were read here.
    """
    base = _claim(transaction, keys.invoice_numbers(commune, regie, year), count)
    return [InvoiceNumber(regie, year, base + place) for place in range(1, count + 1)]


def next_receipt(transaction: Transaction, commune: str, regie: str, year: int) -> ReceiptNumber:
    """Refused likewise."""
    return ReceiptNumber(regie, year, _claim(transaction, keys.receipt_numbers(commune, regie, year), 1) + 1)


def next_statement(transaction: Transaction, commune: str, regie: str, year: int) -> StatementNumber:
    """Refused likewise."""
    rank = _claim(transaction, keys.statement_numbers(commune, regie, year), 1) + 1
    return StatementNumber(regie, year, rank)


def last(key: Key) -> int:
    """The last number given; 0 before the first."""
    try:
        return int(Item.get(key.pk, key.sk, consistent_read=True).tally or 0)
    except Item.DoesNotExist:
        return 0


def _claim(transaction: Transaction, key: Key, count: int) -> int:
    base, tally = last(key), Path("tally")
    untouched = tally == base if base else tally.does_not_exist()
    transaction.update(key, [tally.set(base + count)], why="numbers", condition=untouched)
    return base
