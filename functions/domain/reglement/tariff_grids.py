"""What a town's tariffs are made of: priced lines with their conditions, and adjustments."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from functions.domain.money import RoundingMode

QUOTIENT = "quotient_familial"
REGULAR = "regular"
RESIDENT, OUTSIDE = "resident", "outside"

Fact = Decimal | int | str | None
Facts = dict[str, Fact]
"""Numbers: the quotient, the child's place among siblings (`rank`), how many they are (`children`), its `age`, `days` booked a week. Words: which price
(`kind`, see `REGULAR`), `residence` (`resident` or `outside`), `formula` (a day or half of one), `level`, `scheme`, `school`."""


@dataclass(frozen=True, slots=True)
class Range:
    """From `low` to `high`; each end is in or out as the town wrote it. None: no bound."""

    low: Decimal | None = None
    high: Decimal | None = None
    low_open: bool = False
    """« plus de 1 000 »: 1 000 itself is out."""
    high_closed: bool = False
    """« jusqu'à 1 000 »: 1 000 itself is in."""

    def holds(self, value: Decimal | int) -> bool:
        if self.low is not None and (value <= self.low if self.low_open else value < self.low):
            return False
        return self.high is None or (value <= self.high if self.high_closed else value < self.high)


@dataclass(frozen=True, slots=True)
class Conditions:
    """Conditions that must all hold. A fact that none of them names does not matter."""

    ranges: tuple[tuple[str, Range], ...] = ()
    values: tuple[tuple[str, str], ...] = ()

    def hold(self, facts: Facts, *, ignoring: str | None = None) -> bool:
        """Whether the conditions hold for `facts`, leaving aside the fact named `ignoring`."""
        for name, wanted in self.values:
            if facts.get(name) != wanted and name != ignoring:
                return False
        for name, bounds in self.ranges:
            value = facts.get(name)
            if name != ignoring and not (isinstance(value, int | Decimal) and bounds.holds(value)):
                return False
        return True

    def range_of(self, name: str) -> Range:
        return dict(self.ranges).get(name, Range())

    def value_of(self, name: str) -> str | None:
        return dict(self.values).get(name)

    @property
    def names(self) -> frozenset[str]:
        return frozenset(name for name, _ in (*self.ranges, *self.values))


@dataclass(frozen=True, slots=True)
class Effort:
    """*Taux d'effort*: a share of the quotient familial, with bounds on the price or on the quotient."""

    rate: Decimal
    """Euros for `per` points of quotient. For one point, 0.0036 is 0,36 %; three points can write a third exactly."""
    per: Decimal = Decimal(1)
    origin: Decimal = Decimal(0)
    """The quotient from which points are counted, at the price of `base_cents`."""
    base_cents: int = 0
    floor_cents: int = 0
    ceiling_cents: int | None = None
    qf_floor: Decimal | None = None
    qf_ceiling: Decimal | None = None

    @property
    def share(self) -> Decimal:
        """Euros for one point of quotient, only to be shown: a price is computed by dividing last."""
        return self.rate / self.per

    @property
    def is_share_of_quotient(self) -> bool:
        """Whether the price, its bounds apart, is a plain share of the quotient: « 0,36 % de votre quotient »."""
        return self.per == 1 and self.origin == 0 and self.base_cents == 0

    @property
    def is_bounded(self) -> bool:
        return self.ceiling_cents is not None or self.qf_ceiling is not None or self.rate == 0


@dataclass(frozen=True, slots=True)
class TariffLine:
    """One price of a grid: `effort` where it is set, else `price_cents`."""

    when: Conditions = Conditions()
    price_cents: int = 0
    effort: Effort | None = None
    label: str = ""
    """What a parent reads on the invoice: « QF 700 à 1 099 »."""

    @property
    def kind(self) -> str:
        """A line that names no kind of price is for the regular one only."""
        return self.when.value_of("kind") or REGULAR

    def holds(self, facts: Facts, *, ignoring: str | None = None) -> bool:
        return self.kind == facts.get("kind", REGULAR) and self.when.hold(facts, ignoring=ignoring)


@dataclass(frozen=True, slots=True)
class Adjustment:
    """What changes a line's price when its conditions hold. They apply in the order the town wrote them."""

    when: Conditions
    label: str
    percent: Decimal = Decimal(0)
    """-20 takes a fifth off, 100 doubles."""
    cents: int = 0
    brackets: int = 0
    """-1: the price of the bracket of quotient just below."""


@dataclass(frozen=True, slots=True)
class WithoutPrice:
    """Families to whom the town gives no price, and what they read in its place."""

    when: Conditions
    told: str


@dataclass(frozen=True, slots=True)
class Tariff:
    """A grid in force from a date on. Each family falls in exactly one of its lines: no hole, no overlap."""

    code: str
    unit: str
    """What a price is for, in the town's words: « repas », « demi-heure », « mois »."""
    lines: tuple[TariffLine, ...]
    adjustments: tuple[Adjustment, ...] = ()
    since: date | None = None
    quotient_rounding: RoundingMode | None = None
    """How a quotient is rounded to a whole number before its line is looked for; None: it is not rounded."""
    without_quotient: Decimal | None = None
    """The quotient assumed for a family that gave no proof; None: the family pays the highest price."""
    rounding: RoundingMode = RoundingMode.HALF_UP
    step_cents: int = 1
    minutes: int | None = None
    """The length of a unit, where time is paid: each unit begun is billed. None: time is not what is paid."""
    care_percent: Decimal = Decimal(0)
    """The part of the price that is care, for the tax certificate (food is not care)."""
    without_price: tuple[WithoutPrice, ...] = ()
    """Asked where no line holds; the first that holds is told."""
