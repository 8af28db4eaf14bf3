"""Whether a child came, as it is kept in its month."""

from dataclasses import dataclass, replace
from datetime import datetime, time
from enum import StrEnum

from functions.domain.invoices.invoice_lines import LineKind


class Presence(StrEnum):
    PRESENT = "present"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Charge:
    """What attendance adds to a bill, at the price of the day on which it was written down."""

    kind: LineKind
    quantity: int
    unit_price_cents: int
    tranche: str
    price_kind: str = "regular"
    """Which price of the tariff it is."""
    priced: bool = True
    """False: the town's tariff says nothing of it, so that nothing is billed until it does."""


@dataclass(frozen=True, slots=True)
class Attended:
    presence: Presence
    by: str
    """The account that wrote it down last; the journal has what it corrected."""
    at: datetime
    payer: str
    """The family that pays what it adds."""
    reason: str = ""
    """Of an absence: a word of the town's, or a Motive; empty: nobody knows."""
    excused: bool = False
    """The town bills no absence for that reason."""
    arrived: time | None = None
    left: time | None = None
    picked_up_late: bool = False
    units: int | None = None
    """Units of time of a booked stay, where time is what is paid."""
    charges: tuple[Charge, ...] = ()

    def says_the_same_as(self, other: "Attended") -> bool:
        """Whatever the hand and the hour that wrote it."""
        return replace(other, by=self.by, at=self.at) == self
