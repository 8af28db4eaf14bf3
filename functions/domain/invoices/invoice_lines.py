"""The shape of a billed line: what was billed, of whom, for which day, and why it costs what it does."""

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
    """Booked, and come or not."""
    LATE = "late"
    """What booking after the deadline added."""
    ABSENCE = "absence"
    """What is taken off again for a day that was booked and missed: below zero."""
    UNRESERVED = "unreserved"
    """Came without a booking."""
    ATTENDANCE = "attendance"
    """Came to a service where nothing is booked."""
    LATE_PICKUP = "late_pickup"
    LATE_CANCEL = "late_cancel"
    """What cancelling after the deadline leaves due."""
    FLAT = "flat"
    """A month, a term or an instalment, whatever the days; its day is the first of the period."""
    CORRECTION = "correction"
    """A difference that an agent stated."""


@dataclass(frozen=True, slots=True, order=True)
class LineKey:
    """What a line is, whatever it comes to.

    What is billed today of a period, minus what was billed of it before, is a difference key by key.
    """

    day: date
    child: str
    service: str
    kind: LineKind = LineKind.BOOKING


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a unit costs what it does. Beyond `tranche`, only what the tariff still explains to the cent."""

    tranche: str
    """The bracket's label, as it was when the basket was validated; empty for a single price."""
    explained: bool = False
    """Whether what follows was found again under the règlement of the day of issue."""
    quotient_familial: int | None = None
    """The family's on that day, where the price depends on it."""
    without_quotient: bool = False
    """The price depends on it, and the town had no proof."""
    effort: StepCode | None = None
    rate: Decimal | None = None
    """Euros for one point of quotient."""
    adjustments: tuple[str, ...] = ()
    absence: Because | None = None
    """Of a day that was missed: why it is billed, or taken off."""
    proof: Proof = Proof.NONE
    word: str = ""
    """The reason of the absence: a word of the town's, or a Motive."""
    credited_in: str = ""
    """The later month (`2026-12`) on whose invoice it is taken off, by the town's rule."""
    price_kind: str = REGULAR
    """Which of the tariff's prices."""
    late_since: datetime | None = None
    """The limit that had passed when it was booked, or cancelled."""


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    """One service on one day for one child. Names are frozen with the rest: the document must read the same in ten years.

    `unit_price_cents` is below zero for what is taken off or given back; nobody may assume that a line adds to a bill.
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
    """On the town's clock; None: never booked."""
    kind: LineKind = LineKind.BOOKING
    unit: str = ""
    """What the quantity counts, in the town's words: « repas », « demi-heure »; empty: days."""
    care_percent: Decimal = Decimal(0)
    """The part of it that is care, for the tax certificate. Penalties have none."""

    corrects: str = ""
    """The number of the invoice whose day it corrects (`2026-000042`); empty: that day was not on any."""
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
