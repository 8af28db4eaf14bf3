"""The debt of an invoice, and what has been paid of it.

The document (`Invoice`) never changes. What happens to the debt is kept beside it in a `Receivable`, to which entries
are added and from which none is removed. At every step, sum of the lines = total = sum of the entries + balance.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Self

from functions.domain.errors import Conflict
from functions.domain.invoices.invoice import Invoice, InvoiceNumber

MOST_ENTRIES = 200
"""Entries of one debt that may be added at will: most debts have two. What must be written down whatever happens still is: money
that came online, and the rejection of a payment, of which there are never more than payments."""
MOST_RECALLS = 20
"""Hand-overs of one debt that were taken back."""


class LedgerFull(Conflict):
    """So much happened to this debt that nothing more may be added to it at will."""

    code = "ledger_full"


class AlreadyPaid(Conflict):
    """Nothing is left to pay of this invoice."""

    code = "already_paid"


class HandedOver(Conflict):
    """The treasury collects the debt now: the régie accepts no payment for it any more."""

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
    """Credit notes took back the whole invoice."""


class EntryKind(StrEnum):
    """What moves the balance. Corrections are entries too: none is ever taken back by erasing it."""

    PAYMENT = "payment"
    REJECTED = "rejected"
    """A payment that the bank took back. The entry is below zero, so that the debt opens again."""
    CREDIT_NOTE = "credit_note"
    CREDIT_USED = "credit_used"
    """The family's credit paid for this debt; `source` is the id of the credit."""
    CREDITED = "credited"
    """What was paid and is not owed any more became the family's credit. The entry is below zero."""
    WRITE_OFF = "write_off"


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One change of the balance, which it lowers by `amount_cents`.

    `source` is the id of what caused it: for a payment online, the payment attempt.
    """

    kind: EntryKind
    amount_cents: int
    at: datetime
    source: str
    number: str = ""
    """The number of the receipt or of the credit note, as people read it."""
    means: str = ""
    """How a payment at the counter was made. For a payment online, its attempt says so."""
    undoes: str = ""
    """For a rejection, the `source` of the payment that it takes back."""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder that was sent. Each `rank`, counted from 1, is sent once."""

    rank: int
    at: datetime


@dataclass(frozen=True, slots=True)
class HandOver:
    """The debt was given to the treasury. Small debts handed over together share the régisseur's `act`, an id."""

    act: str
    at: datetime
    amount_cents: int


@dataclass(frozen=True, slots=True)
class Recall:
    """A hand-over that the régisseur took back, and why."""

    hand_over: HandOver
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Receivable:
    """The debt of one invoice (*créance*). Lists show it, and a payment changes it and never the invoice."""

    invoice: str
    family: str
    number: InvoiceNumber
    period: str
    issued_on: date
    due_on: date
    total_cents: int
    entries: tuple[LedgerEntry, ...] = ()
    attempt: str | None = None
    """The payment under way. There is one at a time, which is what keeps a debt from being paid twice."""
    credited: dict[int, int] = field(default_factory=dict)
    """Cents that credit notes took back, by the line's place in the document, counted from 0."""
    reminders: tuple[Reminder, ...] = ()
    handed_over: HandOver | None = None
    recalls: tuple[Recall, ...] = ()
    lapsed: bool = False
    """The invoice was to be paid when booking, and nobody paid in time: it was cancelled together with its bookings."""

    @property
    def balance_cents(self) -> int:
        return self.total_cents - sum(entry.amount_cents for entry in self.entries)

    @property
    def owed_cents(self) -> int:
        """What the régie may still be paid, which is nothing once the treasury collects the debt."""
        return 0 if self.handed_over is not None else max(self.balance_cents, 0)

    @property
    def settled(self) -> bool:
        """Whether nothing is left to pay, for another reason than that credit notes took back all of it."""
        cancelled = sum(self.credited.values()) >= self.total_cents > 0
        return self.balance_cents <= 0 and not cancelled

    def state(self, today: date) -> InvoiceState:
        if self.balance_cents <= 0:
            return InvoiceState.PAID if self.settled else InvoiceState.CANCELLED
        if self.handed_over is not None:
            return InvoiceState.HANDED_OVER
        return InvoiceState.OVERDUE if today > self.due_on else InvoiceState.OPEN

    @property
    def takes_no_more(self) -> bool:
        return len(self.entries) >= MOST_ENTRIES

    def check_room(self) -> None:
        """Raises LedgerFull where no payment, credit note or write-off may be added at will."""
        if self.takes_no_more:
            raise LedgerFull

    def with_entry(self, entry: LedgerEntry) -> Self:
        return replace(self, entries=(*self.entries, entry))

    def paid_by(self, source: str) -> int:
        """Cents of the payment that `source` names."""
        return sum(
            entry.amount_cents
            for entry in self.entries
            if entry.kind is EntryKind.PAYMENT and entry.source == source
        )

    def receive(
        self, amount_cents: int, *, source: str, at: datetime, number: str = "", means: str = ""
    ) -> tuple[Self, int]:
        """Return the debt with a payment of at most what is owed, and the cents beyond, which belong to the family."""
        kept = min(amount_cents, self.owed_cents)
        if kept <= 0:
            return self, amount_cents
        entry = LedgerEntry(EntryKind.PAYMENT, kept, at, source, number, means)
        return self.with_entry(entry), amount_cents - kept


def labels(debts: Iterable[Receivable]) -> str:
    """Their numbers as people read them: `2026-000042, 2026-000057`."""
    return ", ".join(debt.number.label for debt in debts)


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
