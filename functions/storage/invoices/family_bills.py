"""Everything a family was billed and paid, for its statements and certificates. Five round trips, some kilobytes a month of its life."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from functions.domain.families.family import Child
from functions.domain.invoices.invoice_history import Bill, PaymentDays
from functions.domain.invoices.receivable import Receivable
from functions.domain.town.commune import Commune
from functions.storage.families import children
from functions.storage.invoices import invoices
from functions.storage.regie import counter_payments, online_payments
from functions.storage.table.reading import together


@dataclass(frozen=True, slots=True)
class FamilyBills:
    bills: tuple[Bill, ...]
    payment_days: PaymentDays
    means: Mapping[str, str | None]
    """How each payment online was made, by its id; the entry says it of those at the counter."""

    @property
    def debts(self) -> list[Receivable]:
        return [bill.debt for bill in self.bills]


def of_family(commune: Commune, family: str) -> FamilyBills:
    """The newest first. One round trip."""
    (issued, notes), (attempts, taken), debts = together(
        lambda: together(
            partial(invoices.documents, commune.id, family),
            partial(invoices.credit_notes, commune.id, family),
        ),
        lambda: together(
            partial(online_payments.of_family, commune.id, family),
            partial(counter_payments.of_family, commune.id, family),
        ),
        partial(invoices.receivables, commune.id, family),
    )
    documents = {invoice.id: invoice for invoice in issued}
    paid_on = {attempt.id: commune.day_of(attempt.paid_at) for attempt in attempts if attempt.paid_at} | {
        one.id: one.received.received_on for one in taken
    }
    bills = tuple(
        Bill(documents[debt.invoice], debt, tuple(note for note in notes if note.invoice == debt.invoice))
        for debt in debts
        # After the years of accounting a document and its debt go by themselves, not at the same hour.
        if debt.invoice in documents
    )
    return FamilyBills(
        bills, PaymentDays(commune.clock, paid_on), {attempt.id: attempt.means for attempt in attempts}
    )


def children_of(commune: Commune, found: FamilyBills, known: Mapping[str, Child]) -> dict[str, Child]:
    """Those who were billed, whether or not they still belong to the family. One round trip, for those that are not `known`."""
    billed = dict.fromkeys(line.child for bill in found.bills for line in bill.invoice.lines)
    others = children.files(commune.id, [child for child in billed if child not in known])
    return {child: file for child in billed if (file := known.get(child) or others.get(child)) is not None}
