"""What a régie asks a family for, and what has been paid of it.

An `Invoice` is the document: frozen when it is issued, never written again. What happens to the debt lives beside it in its
`Receivable`, whose entries are only ever appended. Sum of lines = total = entries + balance, at every step.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Self

from functions.domain.commune import Commune, Contact
from functions.domain.errors import Refusal
from functions.domain.families import Address, Civility, Family
from functions.domain.lines import Line, total_cents


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

    def numbered(self, number: InvoiceNumber, issue: Issue) -> "Invoice":
        return Invoice(self.id, number, issue, self.debtor, self.lines)


@dataclass(frozen=True, slots=True)
class Invoice:
    """The document. Never a *titre*: it is a régie's payment order."""

    id: str
    number: InvoiceNumber
    issue: Issue
    debtor: Debtor
    lines: tuple[Line, ...]

    @property
    def total_cents(self) -> int:
        return total_cents(self.lines)


class InvoiceState(StrEnum):
    """Derived from the entries and the clock, stored nowhere."""

    OPEN = "open"
    OVERDUE = "overdue"
    PAID = "paid"


class EntryKind(StrEnum):
    """What may lower the balance. Corrections are entries too: none is ever taken back by erasing it."""

    PAYMENT = "payment"


@dataclass(frozen=True, slots=True)
class Entry:
    """`source`: the id of what it came from, a payment attempt for a payment. `amount_cents` lowers the balance."""

    kind: EntryKind
    amount_cents: int
    at: datetime
    source: str


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

    @property
    def balance_cents(self) -> int:
        return self.total_cents - sum(entry.amount_cents for entry in self.entries)

    def state(self, today: date) -> InvoiceState:
        if self.balance_cents <= 0:
            return InvoiceState.PAID
        return InvoiceState.OVERDUE if today > self.due_on else InvoiceState.OPEN

    def receive(self, amount_cents: int, *, source: str, at: datetime) -> tuple[Self, int]:
        """With a payment, up to what is owed; and the cents beyond, which belong to the family."""
        kept = min(amount_cents, self.balance_cents)
        if kept <= 0:
            return self, amount_cents
        entry = Entry(EntryKind.PAYMENT, kept, at, source)
        return replace(self, entries=(*self.entries, entry)), amount_cents - kept


@dataclass(frozen=True, slots=True)
class Credit:
    """Money the family paid and did not owe. `payment`: the attempt it came from."""

    id: str
    amount_cents: int
    invoice: str
    payment: str
    at: datetime


def issuer_of(commune: Commune) -> Issuer:
    return Issuer(commune.name, commune.siret, commune.regie.name, commune.contact)


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
