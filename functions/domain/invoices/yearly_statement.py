"""The year of a family: what it was billed, what it paid, what is left."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from functions.domain.invoices.documents import DocumentKind, documents_of
from functions.domain.invoices.invoice_history import MONEY, PaymentDays
from functions.domain.invoices.receivable import EntryKind, LedgerEntry, Receivable


@dataclass(frozen=True, slots=True)
class StatementEntry:
    """An entry of the year, and the debt it was for."""

    debt: Receivable
    entry: LedgerEntry
    day: date
    document: DocumentKind | None = None
    """The kind of document that proves the entry."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What a family was invoiced in a year, and all that happened in that year to its debts."""

    year: int
    issued: tuple[Receivable, ...]
    """The invoices issued in the year, the oldest first."""
    happened: tuple[StatementEntry, ...]
    """The year's payments, credit notes and other entries by day, whatever the year of their invoice."""

    @property
    def invoiced_cents(self) -> int:
        return sum(debt.total_cents for debt in self.issued)

    @property
    def credited_cents(self) -> int:
        """What credit notes took back in the year."""
        return self._sum(frozenset({EntryKind.CREDIT_NOTE}))

    @property
    def written_off_cents(self) -> int:
        """What the commune gave up in the year."""
        return self._sum(frozenset({EntryKind.WRITE_OFF}))

    @property
    def paid_cents(self) -> int:
        return self._sum(MONEY)

    @property
    def left_cents(self) -> int:
        """What is still owed now of the year's invoices, to the régie or to the treasury."""
        return sum(debt.balance_cents for debt in self.issued)

    def _sum(self, kinds: frozenset[EntryKind]) -> int:
        return sum(one.entry.amount_cents for one in self.happened if one.entry.kind in kinds)


def statement(debts: Sequence[Receivable], payment_days: PaymentDays, year: int) -> Statement:
    issued = [debt for debt in debts if debt.issued_on.year == year]
    happened = [
        StatementEntry(debt, entry, day, document)
        for debt in debts
        for entry, document in zip(debt.entries, documents_of(debt.entries), strict=True)
        if (day := payment_days.day(entry)).year == year
    ]
    return Statement(
        year,
        tuple(sorted(issued, key=lambda debt: (debt.issued_on, debt.number.rank))),
        tuple(sorted(happened, key=lambda one: (one.day, one.debt.number.rank))),
    )


def years(debts: Iterable[Receivable], payment_days: PaymentDays) -> list[int]:
    """The years in which an invoice was issued or something happened to a debt, the newest first."""
    found = {debt.issued_on.year for debt in debts}
    found |= {payment_days.day(entry).year for debt in debts for entry in debt.entries}
    return sorted(found, reverse=True)
