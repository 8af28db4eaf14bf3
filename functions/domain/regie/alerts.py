"""What the régisseur must look at: money moved, or may have moved, in a way that no rule can settle."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Self

from functions.domain.errors import Conflict


class AlertClosed(Conflict):
    """Somebody has already dealt with this alert."""

    code = "alert_closed"


class AlertKind(StrEnum):
    PAYMENT_HELD = "payment_held"
    """Nobody knows what became of the payment, or it is not what was asked for. The invoice does not count as paid."""
    PAID_BEYOND = "paid_beyond"
    """The money was not owed any more: paid twice, cancelled or handed over before. It became the family's credit."""
    FAILED_AFTERWARDS = "failed_afterwards"
    """The bank confirmed the payment, then said that it fell through. The books still count it."""
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
    """The number of the invoice, as people read it."""
    amount_cents: int
    reported_cents: int | None = None
    """The amount that the provider spoke of, where it did."""
    code: str = ""
    """The provider's own code for what happened."""
    closed_at: datetime | None = None
    closed_by: str = ""
    note: str = ""
    """What was done about it, in the régisseur's words."""

    def closed(self, *, by: str, note: str, at: datetime) -> Self:
        """The alert once the régisseur has dealt with it. Raises AlertClosed."""
        if self.closed_at is not None:
            raise AlertClosed
        return replace(self, closed_at=at, closed_by=by, note=note)
