"""The debt of an invoice, and what has been paid of it.

The document never changes (`Invoice`). What happens to the debt lives beside it in its `Receivable`, whose entries are only ever
appended. Sum of lines = total = entries + balance, at every step.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Self

from functions.domain.errors import Conflict
from functions.domain.invoices.invoice import Invoice, InvoiceNumber


class AlreadyPaid(Conflict):
    """Nothing is left to pay of this invoice."""

    code = "already_paid"


class HandedOver(Conflict):
    """The debt is the treasury's to collect: the régie takes nothing for it any more."""

    code = "handed_over"


class InvoiceState(StrEnum):
    """Derived from the entries and the clock, stored nowhere."""

    OPEN = "open"
    OVERDUE = "overdue"
    HANDED_OVER = "handed_over"
    """The treasury collects what is left."""
    PAID = "paid"
    """Nothing is left to pay."""
    CANCELLED = "cancelled"
    """Credit notes took back all of it."""


class EntryKind(StrEnum):
    """What moves the balance. Corrections are entries too: none is ever taken back by erasing it."""

    PAYMENT = "payment"
    REJECTED = "rejected"
    """A payment the bank took back. Below zero: the debt opens again."""
    CREDIT_NOTE = "credit_note"
    CREDIT_USED = "credit_used"
    """Credit of the family (`source`) that paid for this."""
    CREDITED = "credited"
    """What was paid and is not owed any more, given to the family as credit. Below zero."""
    WRITE_OFF = "write_off"


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """`source`: the id of what it came from, a payment attempt for a payment. `amount_cents` lowers the balance."""

    kind: EntryKind
    amount_cents: int
    at: datetime
    source: str
    number: str = ""
    """Of the receipt or of the credit note, as it is read."""
    means: str = ""
    """How a payment at the counter was made; the attempt knows it of one online."""
    undoes: str = ""
    """The source of the payment that a rejection takes back."""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Reminder:
    """Sent once, `rank` counting from 1."""

    rank: int
    at: datetime


@dataclass(frozen=True, slots=True)
class HandOver:
    """`act`: that of the régisseur, shared by the small debts that were handed over together."""

    act: str
    at: datetime
    amount_cents: int


@dataclass(frozen=True, slots=True)
class Recall:
    """A hand-over that was taken back, and why."""

    hand_over: HandOver
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Receivable:
    """The debt of one invoice (*créance*): what lists show, and the only thing that a payment writes."""

    invoice: str
    family: str
    number: InvoiceNumber
    period: str
    issued_on: date
    due_on: date
    total_cents: int
    entries: tuple[LedgerEntry, ...] = ()
    attempt: str | None = None
    """The payment under way. One at a time: nothing else stops a debt from being paid twice."""
    credited: dict[int, int] = field(default_factory=dict)
    """Cents that credit notes took back, by the place of the line in the document, from 0."""
    reminders: tuple[Reminder, ...] = ()
    handed_over: HandOver | None = None
    recalls: tuple[Recall, ...] = ()
    lapsed: bool = False
    """Paid when it is booked, or rather not: it was taken back with its bookings, and asked for nothing."""

    @property
    def balance_cents(self) -> int:
        return self.total_cents - sum(entry.amount_cents for entry in self.entries)

    @property
    def owed_cents(self) -> int:
        """What the régie may still be paid: nothing, once the treasury collects it."""
        return 0 if self.handed_over is not None else max(self.balance_cents, 0)

    @property
    def settled(self) -> bool:
        """Nothing is left to pay, and not because all of it was taken back."""
        cancelled = sum(self.credited.values()) >= self.total_cents > 0
        return self.balance_cents <= 0 and not cancelled

    def state(self, today: date) -> InvoiceState:
        if self.balance_cents <= 0:
            return InvoiceState.PAID if self.settled else InvoiceState.CANCELLED
        if self.handed_over is not None:
            return InvoiceState.HANDED_OVER
        return InvoiceState.OVERDUE if today > self.due_on else InvoiceState.OPEN

    def with_entry(self, entry: LedgerEntry) -> Self:
        return replace(self, entries=(*self.entries, entry))

    def receive(
        self, amount_cents: int, *, source: str, at: datetime, number: str = "", means: str = ""
    ) -> tuple[Self, int]:
        """With a payment, up to what is owed; and the cents beyond, which belong to the family."""
        kept = min(amount_cents, self.owed_cents)
        if kept <= 0:
            return self, amount_cents
        entry = LedgerEntry(EntryKind.PAYMENT, kept, at, source, number, means)
        return self.with_entry(entry), amount_cents - kept


def receivable_of(invoice: Invoice) -> Receivable:
    return Receivable(
        invoice=invoice.id,
        family=invoice.debtor.family,
        number=invoice.number,
        period=invoice.issue.period,
        issued_on=invoice.issue.issued_on,
        due_on=invoice.issue.due_on,
        total_cents=invoice.total_cents,
    )
