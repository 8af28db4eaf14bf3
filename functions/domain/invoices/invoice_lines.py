"""The line of an invoice: what is billed, for which child and which day, and why it costs what it does."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from functions.domain.pricing.prices import StepCode
from functions.domain.reglement.absence_policy import Because, Proof
from functions.domain.reglement.tariff_grids import REGULAR


class LineKind(StrEnum):
    """What a line bills. Of one kind, a family is billed at most once for a child, a day and a service."""

    BOOKING = "booking"
    """A booked day, whether or not the child came."""
    LATE = "late"
    """What booking after the deadline added."""
    ABSENCE = "absence"
    """What is taken off for a day that was booked and missed: the line is below zero."""
    UNRESERVED = "unreserved"
    """The child came without a booking."""
    ATTENDANCE = "attendance"
    """The child came to a service where nothing is booked beforehand."""
    LATE_PICKUP = "late_pickup"
    LATE_CANCEL = "late_cancel"
    """What cancelling after the deadline leaves due."""
    FLAT = "flat"
    """A month, a term or an instalment at one price, whatever the days. The line's day is the period's first."""
    CORRECTION = "correction"
    """A difference that an agent stated."""


WITHOUT_A_BOOKING = (LineKind.UNRESERVED, LineKind.ATTENDANCE)
"""What a child is charged for who came and had booked nothing."""


@dataclass(frozen=True, slots=True, order=True)
class LineKey:
    """What a line is about, whatever its amount.

    When a period is billed again, the new lines and those billed before are compared key by key.
    """

    day: date
    child: str
    service: str
    kind: LineKind = LineKind.BOOKING


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a unit costs what it does.

    Except `tranche`, fields are filled only where the tariff still explains the price to the cent.
    """

    tranche: str
    """The bracket's label, as it was when the basket was validated; empty for a single price."""
    explained: bool = False
    """Whether the règlement in force on the day of issue still gives this price; the fields below then say how."""
    quotient_familial: int | None = None
    """The family's quotient on the billed day, where the price depends on it."""
    without_quotient: bool = False
    """Whether the price depends on the quotient and the town had no proof of it."""
    effort: StepCode | None = None
    rate: Decimal | None = None
    """Euros for one point of quotient."""
    adjustments: tuple[str, ...] = ()
    absence: Because | None = None
    """For a missed day, why it is billed or taken off."""
    proof: Proof = Proof.NONE
    word: str = ""
    """The reason of the absence: one of the town's own words, or a `Motive`."""
    credited_in: str = ""
    """The later month (`2026-12`) on whose invoice the day is taken off, where the town's rule delays it."""
    price_kind: str = REGULAR
    """Which of the tariff's prices was used: `regular`, `occasional`, …"""
    late_since: datetime | None = None
    """The limit that had passed when the day was booked or cancelled."""
    by_town: bool = False
    """Whether an agent booked or cancelled in the place of the family."""
    past: tuple[str, ...] = ()
    """What of the règlement the agent passed over, by its codes (`Over`)."""
    town_reason: str = ""
    """In the agent's words, which the family reads."""


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    """What is billed of one kind for one child, one service and one day.

    Names are copied into the line, because the document must read the same in ten years. `unit_price_cents` is below
    zero for what is taken off or given back: code that reads lines may not assume that each adds to the bill.
    """

    day: date
    child: str
    child_name: str
    service: str
    service_name: str
    quantity: int
    unit_price_cents: int
    reason: Reason
    booked_on: date | None = None
    """The day on which it was booked, on the town's clock; None if it never was."""
    kind: LineKind = LineKind.BOOKING
    unit: str = ""
    """What the quantity counts, in the town's words: « repas », « demi-heure ». Empty means days."""
    care_percent: Decimal = Decimal(0)
    """The part of the amount that is care, for the tax certificate. Penalties have none."""

    corrects: str = ""
    """The number of the invoice that had billed this day before (`2026-000042`); empty if none had."""
    share_percent: int = 100
    """The part of a shared child's price that this family pays."""

    @property
    def key(self) -> LineKey:
        return LineKey(self.day, self.child, self.service, self.kind)

    @property
    def amount_cents(self) -> int:
        return self.quantity * self.unit_price_cents


def total_cents(lines: Iterable[InvoiceLine]) -> int:
    return sum(line.amount_cents for line in lines)
