"""Credit notes (*avoirs*): the only way an invoice is taken back. They are documents, numbered with the invoices of their régie."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from functions.domain.errors import Conflict, NotFound
from functions.domain.invoices.credit import Credit, CreditOrigin
from functions.domain.invoices.invoice import Debtor, Invoice, InvoiceNumber, Issuer
from functions.domain.invoices.invoice_lines import InvoiceLine
from functions.domain.invoices.receivable import EntryKind, HandedOver, LedgerEntry, Receivable


class NothingToCredit(Conflict):
    """Credit notes have taken back all of the invoice, or all of the line whose place is `line` in the data."""

    code = "nothing_to_credit"


class CreditTooLarge(Conflict):
    """The amount exceeds what is left of the line or of the invoice, which is `most_cents` in the data."""

    code = "credit_too_large"


@dataclass(frozen=True, slots=True)
class CreditedLine:
    """A line of the invoice, taken back whole or in part. `place` is its place in the invoice, counted from 0."""

    place: int
    line: InvoiceLine
    amount_cents: int
    """Below zero; above zero where the invoice's line was itself below zero."""


@dataclass(frozen=True, slots=True)
class CreditNote:
    """The credit note as a document, which never changes once issued. It names the invoice that it corrects."""

    id: str
    number: InvoiceNumber
    issuer: Issuer
    debtor: Debtor
    issued_on: date
    invoice: str
    invoice_number: InvoiceNumber
    period: str
    lines: tuple[CreditedLine, ...]
    reason: str
    credited_cents: int = 0
    """The part of the amount that the family had already paid, and that became its credit."""

    @property
    def total_cents(self) -> int:
        """The sum of the lines, which is below zero."""
        return sum(line.amount_cents for line in self.lines)


def whole(invoice: Invoice, debt: Receivable) -> tuple[CreditedLine, ...]:
    """Take back all that is left of the invoice. Raises NothingToCredit."""
    lines = tuple(
        CreditedLine(place, line, debt.credited.get(place, 0) - line.amount_cents)
        for place, line in enumerate(invoice.lines)
        if line.amount_cents != debt.credited.get(place, 0)
    )
    if sum(line.amount_cents for line in lines) >= 0:
        raise NothingToCredit
    return lines


def of_lines(invoice: Invoice, debt: Receivable, asked: Mapping[int, int | None]) -> tuple[CreditedLine, ...]:
    """Take back some lines. `asked`: by the line's place, None for the whole line, or cents above zero for a part.

    Raises NotFound for a place that the invoice does not have, NothingToCredit, CreditTooLarge.
    """
    lines = tuple(_line(invoice, debt, place, amount) for place, amount in sorted(asked.items()))
    total = -sum(line.amount_cents for line in lines)
    left = debt.total_cents - sum(debt.credited.values())
    if total <= 0:
        raise NothingToCredit
    if total > left:
        raise CreditTooLarge(field="lines", most_cents=left)
    return lines


def _line(invoice: Invoice, debt: Receivable, place: int, amount: int | None) -> CreditedLine:
    if not 0 <= place < len(invoice.lines):
        raise NotFound(field="lines")
    line = invoice.lines[place]
    left = line.amount_cents - debt.credited.get(place, 0)
    if left <= 0:
        raise NothingToCredit(field="lines", line=place)
    if amount is not None and not 0 < amount <= left:
        raise CreditTooLarge(field="lines", most_cents=left)
    return CreditedLine(place, line, -(left if amount is None else amount))


def take_back(debt: Receivable, note: CreditNote, *, at: datetime) -> tuple[Receivable, Credit | None]:
    """Return the debt after the credit note, and a credit of what the family had paid beyond it.

    Raises HandedOver, and LedgerFull for a debt of which credit notes took back parts too often: only the whole rest may
    still be taken back.
    """
    if debt.handed_over is not None:
        raise HandedOver
    if sum(debt.credited.values()) - note.total_cents < debt.total_cents:
        debt.check_room()
    credited = dict(debt.credited)
    for line in note.lines:
        credited[line.place] = credited.get(line.place, 0) - line.amount_cents
    entry = LedgerEntry(
        EntryKind.CREDIT_NOTE, -note.total_cents, at, note.id, number=note.number.label, reason=note.reason
    )
    lowered = replace(debt.with_entry(entry), credited=credited)
    beyond = -lowered.balance_cents
    if beyond <= 0:
        return lowered, None
    settled = lowered.with_entry(
        LedgerEntry(EntryKind.CREDITED, -beyond, at, note.id, number=note.number.label)
    )
    return settled, Credit(note.id, beyond, debt.invoice, note.id, at, CreditOrigin.CREDIT_NOTE)
