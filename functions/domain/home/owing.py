"""What a family is to pay, of all its invoices."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from functions.domain.invoices.receivable import InvoiceState, Receivable


@dataclass(frozen=True, slots=True)
class Owing:
    """`due_on`: of the invoice that is due first; None where nothing is to pay. `handed_over`: invoices that the treasury collects."""

    count: int
    cents: int
    due_on: date | None
    is_late: bool
    handed_over: int


def owing(debts: Iterable[Receivable], today: date) -> Owing:
    known = list(debts)
    owed = [debt for debt in known if debt.owed_cents > 0]
    due_on = min((debt.due_on for debt in owed), default=None)
    return Owing(
        len(owed),
        sum(debt.owed_cents for debt in owed),
        due_on,
        due_on is not None and today > due_on,
        sum(debt.state(today) is InvoiceState.HANDED_OVER for debt in known),
    )
