"""What the régisseur must look at: money moved, or may have, in a way that no rule can settle."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Self

from functions.domain.errors import Conflict


class AlertClosed(Conflict):
    """Somebody dealt with it already."""

    code = "alert_closed"


class AlertKind(StrEnum):
    PAYMENT_HELD = "payment_held"
    """Nobody knows what became of it, or it is not what was asked for. The invoice is not called paid."""
    PAID_BEYOND = "paid_beyond"
    """Paid, and not owed any more: twice, after a cancelling, after the hand-over. It became the family's credit."""
    FAILED_AFTERWARDS = "failed_afterwards"
    """The bank settled it, then says that it fell through. The books still have it."""
    FORGED = "forged"
    """Somebody sent a notification in the bank's name, about a payment of ours. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class Alert:
    id: str
    kind: AlertKind
    at: datetime
    family: str
    invoice: str
    payment: str
    number: str
    """Of the invoice, as it is read."""
    amount_cents: int
    reported_cents: int | None = None
    """What the provider speaks of, where it said."""
    code: str = ""
    """The provider's own."""
    closed_at: datetime | None = None
    closed_by: str = ""
    note: str = ""
    """What was done about it, in the régisseur's words."""

    def closed(self, *, by: str, note: str, at: datetime) -> Self:
        """Raises AlertClosed."""
        if self.closed_at is not None:
            raise AlertClosed
        return replace(self, closed_at=at, closed_by=by, note=note)
