"""Bills with care in them: what was billed, what was paid and when."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal

from functions.domain.invoices.invoice_history import Bill, PaymentDays
from functions.domain.invoices.invoice_lines import InvoiceLine
from functions.domain.invoices.receivable import EntryKind, LedgerEntry, receivable_of
from functions.domain.money import round_cents
from tests.support.builders import PARIS
from tests.support.debts import a_line, an_invoice

PAYMENT_DAYS = PaymentDays(PARIS, {})


def care(cents: int, percent: int = 100, *, child: str = "guilhem") -> InvoiceLine:
    return replace(a_line(cents), child=child, care_percent=Decimal(percent))


def care_cents(line: InvoiceLine) -> int:
    """The care part of a line's amount, with its sign."""
    return round_cents(line.amount_cents * line.care_percent / 100)


def an_entry(day: date, cents: int, kind: EntryKind = EntryKind.PAYMENT, *, source: str = "p") -> LedgerEntry:
    return LedgerEntry(kind, cents, datetime.combine(day, time(12), PARIS), source)


def a_bill(lines: Sequence[InvoiceLine], *entries: LedgerEntry, rank: int = 42) -> Bill:
    invoice = replace(an_invoice(rank=rank), lines=tuple(lines))
    return Bill(invoice, replace(receivable_of(invoice), entries=entries))
