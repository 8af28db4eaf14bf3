"""The year of a family: what it was billed and paid, and what it may declare for the care of its young children."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from chalice.app import Blueprint
from msgspec import Meta, Struct

from functions.domain.errors import NotFound
from functions.domain.families.child_names import told_apart
from functions.domain.families.family import Child
from functions.domain.invoices.documents import DocumentKind
from functions.domain.invoices.receivable import EntryKind
from functions.domain.invoices.tax_certificate import certified, young
from functions.domain.invoices.yearly_statement import StatementEntry, statement
from functions.french.invoices import debts, yearly
from functions.storage.families import children
from functions.storage.invoices import family_bills
from functions.storage.invoices.family_bills import FamilyBills
from functions.storage.table.reading import together
from functions.web.api.endpoint import Routes
from functions.web.api.paths import FAMILY
from functions.web.callers.members import MEMBER_OF_TOWN, MemberOfTown
from functions.web.invoices.answers import summary
from functions.web.invoices.types import InvoiceSummary

routes = Routes(Blueprint(__name__))


class YearEntry(Struct):
    """A payment, a credit note, or whatever else moved the balance of an invoice."""

    id: str
    invoice: str
    number: str
    """Of the invoice."""
    day: date
    kind: EntryKind
    amount_cents: int
    """Below zero where a payment was taken back."""
    sentence: str
    document: DocumentKind | None
    """What proves it, to download: its subject is `id`."""


class CareOfChild(Struct):
    name: str
    birth_date: date
    amount_cents: int


class Certificate(Struct):
    children: list[CareOfChild]
    """Those under six on the 1st of January, the eldest first."""
    total_cents: int
    available: bool
    """Whether the year is over and there is something to declare: then the document can be downloaded."""
    sentence: str


class Year(Struct):
    year: int
    invoiced_cents: int
    credited_cents: int
    """What credit notes took back in the year."""
    written_off_cents: int
    """What the commune gave up in the year."""
    paid_cents: int
    left_cents: int
    """Of the invoices of the year, what is owed today."""
    invoices: list[InvoiceSummary]
    """The oldest first."""
    entries: list[YearEntry]
    """Day by day."""
    certificate: Certificate


class YearAsked(Struct):
    """`year`: left out, the one that it is in the town."""

    year: Annotated[int, Meta(ge=2000, le=2099)] | None = None


@routes.route("GET", f"{FAMILY}/year", MEMBER_OF_TOWN, takes=YearAsked, answers=Year)
def read_year(caller: MemberOfTown, asked: YearAsked) -> Year:
    """What a year came to, and the care part of what was paid in it."""
    commune, today = caller.town, caller.today
    year = today.year if asked.year is None else asked.year
    if year > today.year:
        raise NotFound
    family = caller.family.value
    found, files = together(
        lambda: family_bills.of_family(commune, family.id),
        lambda: children.files(commune.id, family.children),
    )
    told = statement(found.debts, found.payment_days, year)
    return Year(
        year=year,
        invoiced_cents=told.invoiced_cents,
        credited_cents=told.credited_cents,
        written_off_cents=told.written_off_cents,
        paid_cents=told.paid_cents,
        left_cents=told.left_cents,
        invoices=[summary(debt, commune, today) for debt in told.issued],
        entries=[_entry(one, found) for one in told.happened],
        certificate=_certificate(found, family_bills.children_of(commune, found, files), year, today),
    )


def _entry(one: StatementEntry, found: FamilyBills) -> YearEntry:
    entry = one.entry
    means = found.means.get(entry.source) or entry.means or None
    return YearEntry(
        id=entry.source,
        invoice=one.debt.invoice,
        number=one.debt.number.label,
        day=one.day,
        kind=entry.kind,
        amount_cents=entry.amount_cents,
        sentence=debts.entry(entry, means_code=means, day=one.day),
        document=one.document,
    )


def _certificate(found: FamilyBills, billed: Mapping[str, Child], year: int, today: date) -> Certificate:
    files = billed.values()
    names = told_apart(files)
    of_children = [
        CareOfChild(names[child.id], child.birth_date, cents)
        for child, cents in certified(found.bills, files, found.payment_days, year)
    ]
    total = sum(child.amount_cents for child in of_children)
    return Certificate(
        children=of_children,
        total_cents=total,
        available=year < today.year and total > 0,
        sentence=yearly.certificate_state(
            year, today=today, any_child=bool(young(files, year)), total_cents=total
        ),
    )
