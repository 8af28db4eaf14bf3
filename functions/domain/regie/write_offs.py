"""A debt that the commune gives up, in whole or in part."""

from datetime import datetime
from enum import StrEnum

from functions.domain.errors import Conflict
from functions.domain.invoices.receivable import EntryKind, LedgerEntry, Receivable


class MoreThanBalance(Conflict):
    """The amount to give up is more than what is owed. What is owed, `most_cents`, is in the data."""

    code = "more_than_balance"


class WriteOffKind(StrEnum):
    GRACE = "grace"
    """*Remise gracieuse*: the council forgives the debt."""
    IRRECOVERABLE = "irrecoverable"
    """*Admission en non-valeur*: nobody can collect it."""


def write_off(
    debt: Receivable, amount_cents: int, *, kind: WriteOffKind, source: str, reason: str, at: datetime
) -> Receivable:
    """The debt once the commune has given up `amount_cents` of it. Raises MoreThanBalance, LedgerFull."""
    debt.check_room()
    if amount_cents > debt.balance_cents:
        raise MoreThanBalance(field="amount_cents", most_cents=debt.balance_cents)
    entry = LedgerEntry(EntryKind.WRITE_OFF, amount_cents, at, source, means=kind.value, reason=reason)
    return debt.with_entry(entry)
