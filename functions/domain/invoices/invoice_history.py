"""An invoice and all that happened to it, and what of it was kept at the end of a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from functions.domain.invoices.credit_notes import CreditNote
from functions.domain.invoices.invoice import Invoice
from functions.domain.invoices.receivable import EntryKind, LedgerEntry, Receivable

MONEY = frozenset({EntryKind.PAYMENT, EntryKind.REJECTED, EntryKind.CREDIT_USED, EntryKind.CREDITED})
"""What the family gave for an invoice, or was given back of it. Credit counts where it is used: until then it paid for nothing."""


@dataclass(frozen=True, slots=True)
class Bill:
    invoice: Invoice
    debt: Receivable
    notes: tuple[CreditNote, ...] = ()
    """The credit notes on it."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """On which day things were paid, for the family and for the tax office."""

    zone: ZoneInfo
    paid_on: Mapping[str, date]
    """By payment: the day on which the cheque was handed over, or the bank's; the entry may have been written later."""

    def day(self, entry: LedgerEntry) -> date:
        known = self.paid_on.get(entry.source) if entry.kind is EntryKind.PAYMENT else None
        return known or entry.at.astimezone(self.zone).date()


def kept_cents(bill: Bill, calendar: Calendar, *, until: date) -> int:
    """What the family had given for it, less what it was given back, at the end of that day.

    Below zero for an invoice whose lines are: what they come to was given to the family as credit when it was issued.
    """
    if bill.invoice.issue.issued_on > until:
        return 0
    entries = sum(
        entry.amount_cents
        for entry in bill.debt.entries
        if entry.kind in MONEY and calendar.day(entry) <= until
    )
    return entries - bill.invoice.credited_cents


def net_cents(bill: Bill, calendar: Calendar, *, until: date) -> list[int]:
    """The lines of the invoice, less what credit notes had taken back of each by the end of that day."""
    issued = {
        entry.source
        for entry in bill.debt.entries
        if entry.kind is EntryKind.CREDIT_NOTE and calendar.day(entry) <= until
    }
    amounts = [line.amount_cents for line in bill.invoice.lines]
    for note in bill.notes:
        if note.id in issued:
            for credited in note.lines:
                amounts[credited.place] += credited.amount_cents
    return amounts
