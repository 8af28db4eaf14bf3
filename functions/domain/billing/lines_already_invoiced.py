"""What the invoices that a family was sent ask for, line by line, as they stand today.

An invoice that was issued again and the one that replaces it count once: they ask for the lines of the first, less what
the régisseur took off when issuing it again. Only what was taken off counts as given up. The rest still counts as asked
for, so that what changes later is invoiced as usual.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from functions.domain.billing.lines_to_invoice import InvoicedLine
from functions.domain.invoices.invoice import Invoice
from functions.domain.invoices.invoice_lines import InvoiceLine, LineKey
from functions.domain.invoices.receivable import Receivable


@dataclass(frozen=True, slots=True)
class SentInvoice:
    """An invoice that was sent, and what became of its debt."""

    invoice: Invoice
    debt: Receivable

    def asked(self) -> list[InvoicedLine]:
        number, credited = self.invoice.number.label, self.debt.credited
        return [
            InvoicedLine(line, number, credited.get(place, 0))
            for place, line in enumerate(self.invoice.lines)
        ]


def asked_by(documents: Sequence[SentInvoice]) -> Iterator[InvoicedLine]:
    """The lines that `documents` ask for, of the oldest one first. An invoice that lapsed asks for nothing."""
    by_id = {each.invoice.id: each for each in documents}
    replaced = {each.invoice.instead_of for each in documents}
    for each in documents:
        if each.invoice.id not in replaced and not each.debt.lapsed:
            yield from _standing(each, by_id)


def _standing(sent: SentInvoice, by_id: dict[str, SentInvoice]) -> list[InvoicedLine]:
    asked, first = sent.asked(), by_id.get(sent.invoice.instead_of)
    while first is not None:
        asked = _instead(first.invoice.lines, asked, sent.invoice.number.label)
        first = by_id.get(first.invoice.instead_of)
    return asked


def _instead(lines: Sequence[InvoiceLine], again: Sequence[InvoicedLine], number: str) -> list[InvoicedLine]:
    """The first invoice's `lines`, with what the one that replaces it (`again`) does not ask for counted as taken
    back."""
    left: defaultdict[LineKey, list[InvoicedLine]] = defaultdict(list)
    for each in again:
        left[each.line.key].append(each)
    standing = []
    for line in lines:
        same = left[line.key]
        still = same.pop(0) if same else None
        cents = 0 if still is None else still.line.amount_cents - still.taken_back_cents
        standing.append(InvoicedLine(line, number, line.amount_cents - cents))
    return [*standing, *(replace(each, number=number) for rest in left.values() for each in rest)]
