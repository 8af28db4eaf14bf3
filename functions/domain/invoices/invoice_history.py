"""An invoice with all that happened to it, and how much of its money the régie had kept by the end of a given day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from functions.domain.invoices.credit_notes import CreditNote
from functions.domain.invoices.invoice import Invoice
from functions.domain.invoices.receivable import EntryKind, LedgerEntry, Receivable

MONEY = frozenset({EntryKind.PAYMENT, EntryKind.REJECTED, EntryKind.CREDIT_USED, EntryKind.CREDITED})
"""The entries by which the family gave money for an invoice, or was given some back.

Credit counts for the invoice on which it is used: until then it has paid for nothing.
"""


@dataclass(frozen=True, slots=True)
class Bill:
    """An invoice, its debt, and the credit notes on it."""

    invoice: Invoice
    debt: Receivable
    notes: tuple[CreditNote, ...] = ()


@dataclass(frozen=True, slots=True)
class PaymentDays:
    """Tells on which day something was paid, as it counts for the family and for the tax office."""

    zone: ZoneInfo
    paid_on: Mapping[str, date]
    """By payment, the day on which the cheque was handed over or the bank paid; its entry may be of a later day."""

    def day(self, entry: LedgerEntry) -> date:
        known = self.paid_on.get(entry.source) if entry.kind is EntryKind.PAYMENT else None
        return known or entry.at.astimezone(self.zone).date()


def kept_cents(bill: Bill, payment_days: PaymentDays, *, until: date) -> int:
    """What the family had given for the invoice by the end of the day `until`, less what it was given back.

    It is below zero where the lines of the invoice are: the family got their amount as credit when it was issued.
    """
    if bill.invoice.issue.issued_on > until:
        return 0
    entries = sum(
        entry.amount_cents
        for entry in bill.debt.entries
        if entry.kind in MONEY and payment_days.day(entry) <= until
    )
    return entries - bill.invoice.credited_cents


def net_cents(bill: Bill, payment_days: PaymentDays, *, until: date) -> list[int]:
    """The amount of each line, less what credit notes had taken back of it by the end of the day `until`."""
    issued = {
        entry.source
        for entry in bill.debt.entries
        if entry.kind is EntryKind.CREDIT_NOTE and payment_days.day(entry) <= until
    }
    amounts = [line.amount_cents for line in bill.invoice.lines]
    for note in bill.notes:
        if note.id in issued:
            for credited in note.lines:
                amounts[credited.place] += credited.amount_cents
    return amounts
