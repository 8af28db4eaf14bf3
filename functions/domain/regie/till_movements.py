"""What goes in and out of the till, line by line, as the régie's book has it. Never changed: a correction is a line below zero."""

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
    """When it was recorded: this places it in a statement."""
    kind: MovementKind
    means: str
    """`CounterMeans`, or that of the provider: `card`, `direct_debit`."""
    amount_cents: int
    family: str
    source: str
    """The encashment, the attempt or the refund."""
    shares: tuple[Share, ...] = ()
    """What of it went to which invoice, with the sign of the whole. The rest is credit of the family."""
    reference: str = ""
    """`refdet` of an online payment."""
    provider_id: str = ""
    """`idOp`."""
    proof: str = ""
    """The authorisation, the cheque's number, the transfer's."""
    receipt: str = ""
