"""Everything a family was billed and paid, for its statements and certificates. Five round trips, some kilobytes a month of its life."""

from collections.abc import Mapping
from dataclasses import dataclass

from functions.domain.families.family import Child
from functions.domain.invoices.invoice_history import Bill, PaymentDays
from functions.domain.invoices.receivable import Receivable
from functions.domain.town.commune import Commune
from functions.storage.families import children
from functions.storage.invoices import invoices
from functions.storage.regie import counter_payments, online_payments


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
    """The newest first."""
    documents = {invoice.id: invoice for invoice in invoices.documents(commune.id, family)}
    notes = invoices.credit_notes(commune.id, family)
    attempts = online_payments.of_family(commune.id, family)
    paid_on = {attempt.id: commune.day_of(attempt.paid_at) for attempt in attempts if attempt.paid_at} | {
        one.id: one.received.received_on for one in counter_payments.of_family(commune.id, family)
    }
    bills = tuple(
        Bill(documents[debt.invoice], debt, tuple(note for note in notes if note.invoice == debt.invoice))
        for debt in invoices.receivables(commune.id, family)
        # After the years of accounting a document and its debt go by themselves, not at the same hour.
        if debt.invoice in documents
    )
    return FamilyBills(
        bills, PaymentDays(commune.clock, paid_on), {attempt.id: attempt.means for attempt in attempts}
    )


def children_of(commune: Commune, found: FamilyBills) -> dict[str, Child]:
    """Those who were billed, whether or not they still belong to the family."""
    billed = dict.fromkeys(line.child for bill in found.bills for line in bill.invoice.lines)
    return {child: stored.value for child, stored in children.children(commune.id, billed).items()}
