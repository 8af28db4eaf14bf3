"""The invoice: the document that a régie sends to a family, which never changes once it is issued."""

import re
from dataclasses import dataclass
from datetime import date

from functions.domain.errors import Conflict
from functions.domain.families.family import Address, Civility, Family
from functions.domain.invoices.invoice_lines import InvoiceLine, total_cents
from functions.domain.town.commune import Commune, Contact
from functions.domain.town.counter_means import CounterMeans


class PeriodNotOver(Conflict):
    """The month is still running on the town's clock: its bookings may still change."""

    code = "period_not_over"


@dataclass(frozen=True, slots=True)
class InvoiceNumber:
    """The numbers of one régie and one year follow each other from 1, without a gap."""

    regie: str
    year: int
    rank: int

    @property
    def label(self) -> str:
        """The number as people read it: `2026-000042`."""
        return f"{self.year:04}-{self.rank:06}"

    @property
    def reference(self) -> str:
        """The number as an online payment carries it, 11 to 30 letters and digits: `ENFANCE2026000042`."""
        letters = re.sub(r"[^A-Z0-9]", "", self.regie.upper())[:16]
        return f"{letters}{self.year:04}{self.rank:06}"


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who asks for the money: the public body, its régie, and how to reach somebody there."""

    name: str
    siret: str
    regie: str
    contact: Contact
    accepts: tuple[CounterMeans, ...] = ()
    """The means of payment taken at the counter; empty where the town has not said."""


@dataclass(frozen=True, slots=True)
class Person:
    civility: Civility
    first_name: str
    last_name: str


@dataclass(frozen=True, slots=True)
class Debtor:
    """Who owes the money, as the town's file said when the invoice was issued."""

    family: str
    name: str
    people: tuple[Person, ...]
    address: Address


@dataclass(frozen=True, slots=True)
class Issue:
    """What all the invoices of one run have in common. `due_on` is the last day on which a payment is on time."""

    issuer: Issuer
    period: str
    issued_on: date
    due_on: date


@dataclass(frozen=True, slots=True)
class Draft:
    """An invoice that has everything but its number."""

    id: str
    debtor: Debtor
    lines: tuple[InvoiceLine, ...]
    seen: int = 0
    """How many documents about money the family had when this draft was decided."""

    def numbered(self, number: InvoiceNumber, issue: Issue) -> "Invoice":
        """Return the numbered invoice. None is below zero: what the lines owe the family becomes its credit."""
        credited = max(-total_cents(self.lines), 0)
        return Invoice(self.id, number, issue, self.debtor, self.lines, credited)


@dataclass(frozen=True, slots=True)
class Invoice:
    """The invoice as a document: a régie's request for payment, and never a *titre* of the treasury."""

    id: str
    number: InvoiceNumber
    issue: Issue
    debtor: Debtor
    lines: tuple[InvoiceLine, ...]
    credited_cents: int = 0
    """The amount by which the lines come to less than zero, kept as the family's credit; 0 for most invoices."""
    instead_of: str = ""
    """The id of the cancelled invoice that this one replaces; empty for most invoices."""

    @property
    def total_cents(self) -> int:
        """What is asked for: the sum of the lines, or 0 where they come to less."""
        return total_cents(self.lines) + self.credited_cents


def issuer_of(commune: Commune) -> Issuer:
    regie = commune.regie
    return Issuer(commune.name, commune.siret, regie.name, commune.contact, regie.accepts)


def debtor_of(family: Family) -> Debtor:
    people = tuple(
        Person(guardian.civility, guardian.first_name, guardian.last_name) for guardian in family.guardians
    )
    return Debtor(family.id, family.name, people, family.address)
