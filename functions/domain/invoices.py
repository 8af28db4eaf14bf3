"""What a régie asks a family for, and what has been paid of it.

An `Invoice` is the document: frozen when it is issued, never written again. What happens to the debt lives beside it in its
`Receivable`, whose entries are only ever appended. Sum of lines = total = entries + balance, at every step.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Self

from functions.domain.commune import Commune, Contact
from functions.domain.errors import Refusal
from functions.domain.families import Address, Civility, Family
from functions.domain.lines import Line, total_cents
from functions.domain.means import CounterMeans


class AlreadyPaid(Refusal):
    """Nothing is left to pay of this invoice."""

    code = "already_paid"


class PeriodNotOver(Refusal):
    """The month is still running on the town's clock: its bookings may still change."""

    code = "period_not_over"


@dataclass(frozen=True, slots=True)
class InvoiceNumber:
    """Numbers of a régie and year follow each other from 1, without a gap."""

    regie: str
    year: int
    rank: int

    @property
    def label(self) -> str:
        """As it is read: `2026-000042`."""
        return f"{self.year:04}-{self.rank:06}"

    @property
    def reference(self) -> str:
        """As a payment carries it: 11 to 30 letters and digits, `ENFANCE2026000042`."""
        letters = re.sub(r"[^A-Z0-9]", "", self.regie.upper())[:16]
        return f"{letters}{self.year:04}{self.rank:06}"


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who asks: the public body, its régie, and where to find somebody."""

    name: str
    siret: str
    regie: str
    contact: Contact
    accepts: tuple[CounterMeans, ...] = ()
    """What is taken at the counter; empty where nobody said."""


@dataclass(frozen=True, slots=True)
class Person:
    civility: Civility
    first_name: str
    last_name: str


@dataclass(frozen=True, slots=True)
class Debtor:
    """Who owes, as the town's file said when the invoice was issued."""

    family: str
    name: str
    people: tuple[Person, ...]
    address: Address


@dataclass(frozen=True, slots=True)
class Issue:
    """What all the invoices of one run have in common. `due_on`: the last day on which paying is on time."""

    issuer: Issuer
    period: str
    issued_on: date
    due_on: date


@dataclass(frozen=True, slots=True)
class Draft:
    """An invoice that has everything but its number."""

    id: str
    debtor: Debtor
    lines: tuple[Line, ...]
    seen: int = 0
    """How many documents of the family it was decided from."""

    def numbered(self, number: InvoiceNumber, issue: Issue) -> "Invoice":
        """No invoice is below zero: what is owed to the family becomes its credit."""
        credited = max(-total_cents(self.lines), 0)
        return Invoice(self.id, number, issue, self.debtor, self.lines, credited)


@dataclass(frozen=True, slots=True)
class Invoice:
    """The document. Never a *titre*: it is a régie's payment order."""

    id: str
    number: InvoiceNumber
    issue: Issue
    debtor: Debtor
    lines: tuple[Line, ...]
    credited_cents: int = 0
    """What the lines come to below zero, kept as the family's credit."""
    instead_of: str = ""
    """The id of the invoice that was cancelled to issue this one."""

    @property
    def total_cents(self) -> int:
        """What the lines come to, and never below zero."""
        return total_cents(self.lines) + self.credited_cents


class HandedOver(Refusal):
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
class Entry:
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
    entries: tuple[Entry, ...] = ()
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

    def with_entry(self, entry: Entry) -> Self:
        return replace(self, entries=(*self.entries, entry))

    def receive(
        self, amount_cents: int, *, source: str, at: datetime, number: str = "", means: str = ""
    ) -> tuple[Self, int]:
        """With a payment, up to what is owed; and the cents beyond, which belong to the family."""
        kept = min(amount_cents, self.owed_cents)
        if kept <= 0:
            return self, amount_cents
        entry = Entry(EntryKind.PAYMENT, kept, at, source, number, means)
        return self.with_entry(entry), amount_cents - kept


class CreditOrigin(StrEnum):
    PAYMENT = "payment"
    """Paid, and not owed."""
    CREDIT_NOTE = "credit_note"
    """Paid, then taken back by a credit note."""
    CORRECTION = "correction"
    """An invoice whose corrections came to less than nothing."""


class CreditUseKind(StrEnum):
    INVOICE = "invoice"
    """It paid for an invoice (`source`)."""
    REFUND = "refund"
    """The money was given back."""
    TAKEN_BACK = "taken_back"
    """The payment it came from was rejected."""


@dataclass(frozen=True, slots=True)
class CreditUse:
    kind: CreditUseKind
    amount_cents: int
    at: datetime
    source: str


@dataclass(frozen=True, slots=True)
class Credit:
    """Money the family paid and does not owe. `payment`: the payment it came from, or the credit note that took back what was paid."""

    id: str
    amount_cents: int
    invoice: str
    payment: str
    at: datetime
    origin: CreditOrigin = CreditOrigin.PAYMENT
    uses: tuple[CreditUse, ...] = ()

    @property
    def left_cents(self) -> int:
        return self.amount_cents - sum(use.amount_cents for use in self.uses)

    def with_use(self, use: CreditUse) -> Self:
        return replace(self, uses=(*self.uses, use))


def issuer_of(commune: Commune) -> Issuer:
    regie = commune.regie
    return Issuer(commune.name, commune.siret, regie.name, commune.contact, regie.accepts)


def debtor_of(family: Family) -> Debtor:
    people = tuple(
        Person(guardian.civility, guardian.first_name, guardian.last_name) for guardian in family.guardians
    )
    return Debtor(family.id, family.name, people, family.address)


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
