"""The document that a régie sends to a family: frozen when it is issued, never written again."""

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
    lines: tuple[InvoiceLine, ...]
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
    lines: tuple[InvoiceLine, ...]
    credited_cents: int = 0
    """What the lines come to below zero, kept as the family's credit."""
    instead_of: str = ""
    """The id of the invoice that was cancelled to issue this one."""

    @property
    def total_cents(self) -> int:
        """What the lines come to, and never below zero."""
        return total_cents(self.lines) + self.credited_cents


def issuer_of(commune: Commune) -> Issuer:
    regie = commune.regie
    return Issuer(commune.name, commune.siret, regie.name, commune.contact, regie.accepts)


def debtor_of(family: Family) -> Debtor:
    people = tuple(
        Person(guardian.civility, guardian.first_name, guardian.last_name) for guardian in family.guardians
    )
    return Debtor(family.id, family.name, people, family.address)
