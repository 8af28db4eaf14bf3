"""The debts that the régisseur follows and hands over: who owes what, since when, and what was done about it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from functions.domain.invoices.invoice import Debtor, Invoice
from functions.domain.invoices.receivable import InvoiceState, Receivable
from functions.domain.regie.hand_over import MINIMUM_CENTS, ready_for_hand_over


@dataclass(frozen=True, slots=True)
class Unpaid:
    """A debt as the list shows it. `settled_cents` is what its entries took off, so that total = settled + left."""

    family: str
    debtor: Debtor
    invoice: str
    number: str
    period: str
    children: tuple[str, ...]
    issued_on: date
    due_on: date
    days_late: int
    total_cents: int
    settled_cents: int
    left_cents: int
    reminders: int
    state: InvoiceState
    paying: bool
    """A payment online is under way."""
    ready_for_hand_over: bool
    """The debt is late, with all of the régie's reminders sent."""
    below_minimum: bool
    """Together, the family's debts ready for hand-over are below the smallest amount for which a *titre* is made."""


def unpaid(documents: Iterable[tuple[Invoice, Receivable]], today: date, *, planned: int) -> list[Unpaid]:
    """The debts as the list shows them, in the order given. `planned`: how many reminders the régie sends."""
    found = list(documents)
    by_family: defaultdict[str, int] = defaultdict(int)
    for _, debt in found:
        if ready_for_hand_over(debt, today, planned=planned):
            by_family[debt.family] += debt.balance_cents
    return [
        Unpaid(
            family=debt.family,
            debtor=document.debtor,
            invoice=debt.invoice,
            number=debt.number.label,
            period=debt.period,
            children=tuple(dict.fromkeys(line.child_name for line in document.lines)),
            issued_on=debt.issued_on,
            due_on=debt.due_on,
            days_late=max((today - debt.due_on).days, 0),
            total_cents=debt.total_cents,
            settled_cents=debt.total_cents - debt.balance_cents,
            left_cents=debt.balance_cents,
            reminders=len(debt.reminders),
            state=debt.state(today),
            paying=debt.attempt is not None,
            ready_for_hand_over=ready_for_hand_over(debt, today, planned=planned),
            below_minimum=0 < by_family[debt.family] < MINIMUM_CENTS,
        )
        for document, debt in found
    ]
