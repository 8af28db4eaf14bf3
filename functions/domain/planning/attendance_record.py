"""What a child's month keeps of attendance: whether the child came, and what that adds to the bill."""

from dataclasses import dataclass, replace
from datetime import datetime, time
from enum import StrEnum

from functions.domain.invoices.invoice_lines import LineKind


class Presence(StrEnum):
    PRESENT = "present"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Charge:
    """What attendance adds to a bill, at the price known when the attendance was written down."""

    kind: LineKind
    quantity: int
    unit_price_cents: int
    tranche: str
    price_kind: str = "regular"
    """Which of the tariff's prices was used."""
    priced: bool = True
    """False where the town's tariff has no such price: nothing is billed until it has one."""


@dataclass(frozen=True, slots=True)
class HomeCharges:
    """The same charges for another home of the child, at that home's own tariff: nobody reads them but that home and the town."""

    family: str
    charges: tuple[Charge, ...]


@dataclass(frozen=True, slots=True)
class Attended:
    """What was written down of one child, one service and one day."""

    presence: Presence
    by: str
    """The account that wrote it down last. What it corrected is in the journal."""
    at: datetime
    payer: str
    """The family that pays what the attendance adds."""
    reason: str = ""
    """Why the child is absent: one of the town's own words, or a `Motive`. Empty where nobody knows."""
    excused: bool = False
    """Whether that reason alone makes the town not bill the absence."""
    arrived: time | None = None
    left: time | None = None
    picked_up_late: bool = False
    units: int | None = None
    """How many units of time a booked child stayed, where the price is by time."""
    charges: tuple[Charge, ...] = ()
    others: tuple[HomeCharges, ...] = ()
    """Of the other homes that had agreed to pay a part of it when it was written down."""

    def charges_of(self, family: str) -> tuple[Charge, ...] | None:
        """At the price of that home; None where that was not fixed."""
        if family == self.payer:
            return self.charges
        return next((each.charges for each in self.others if each.family == family), None)

    def says_the_same_as(self, other: "Attended") -> bool:
        """Whether `other` says the same, whoever wrote it and whenever."""
        return replace(other, by=self.by, at=self.at) == self
