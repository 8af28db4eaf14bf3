"""What goes in and out of the till, line by line, as in the régie's book.

A line is never changed: a correction is another line, below zero.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from functions.domain.regie.counter_payments import Share


class MovementKind(StrEnum):
    RECEIVED = "received"
    REJECTED = "rejected"
    REFUNDED = "refunded"


@dataclass(frozen=True, slots=True)
class Movement:
    """One act of the till. `amount_cents` is below zero where money left it."""

    id: str
    at: datetime
    """When it was recorded: this decides which statement it belongs to."""
    kind: MovementKind
    means: str
    """A value of `CounterMeans`, or the means that the provider told: `card`, `direct_debit`."""
    amount_cents: int
    family: str
    source: str
    """The id of the encashment, of the attempt or of the refund."""
    shares: tuple[Share, ...] = ()
    """The parts that went to invoices, with the sign of the whole. The rest is credit of the family."""
    reference: str = ""
    """`refdet` of an online payment."""
    provider_id: str = ""
    """`idOp`."""
    proof: str = ""
    """The provider's authorisation, or the number of the cheque, of the voucher or of the transfer."""
    receipt: str = ""
