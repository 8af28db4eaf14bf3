"""Which items are pieces of accounting, and so go by themselves once the law asks for them no more."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from functions.domain.retention import accounting_until

DAY_OF: dict[str, Callable[[Any], date]] = {
    "Invoice": lambda invoice: invoice.issue.issued_on,
    "Receivable": lambda debt: debt.issued_on,
    "CreditNote": lambda note: note.issued_on,
    "Credit": lambda credit: credit.at,
    "Encashment": lambda payment: payment.at,
    "Attempt": lambda attempt: attempt.opened_at,
    "Movement": lambda movement: movement.at,
    "TillStatement": lambda statement: statement.until,
    "Alert": lambda alert: alert.at,
    "Filed": lambda filed: filed.filed_at,
}
"""The day that counts, by the class's own name, as in `upgrades.py`: no function imports the kinds that it does not write."""


def kept_until(value: object) -> datetime | None:
    """None for what is no piece of accounting."""
    day_of = DAY_OF.get(type(value).__name__)
    return None if day_of is None else accounting_until(day_of(value))
