"""What a unit costs a family, and why."""

import math
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import NamedTuple

from functions.domain.errors import Conflict
from functions.domain.money import RoundingMode, round_cents
from functions.domain.reglement.deadline_rules import Surcharge
from functions.domain.reglement.reglement import Reglement, Service, cached_in_reglement
from functions.domain.reglement.tariff_grids import (
    OUTSIDE,
    QUOTIENT,
    REGULAR,
    RESIDENT,
    Effort,
    Facts,
    Tariff,
    TariffLine,
)

UNBOUNDED = Decimal("Infinity")
_WHOLE = {RoundingMode.HALF_UP: ROUND_HALF_UP, RoundingMode.UP: ROUND_CEILING, RoundingMode.DOWN: ROUND_FLOOR}


class NoPrice(Conflict):
    """The grid has no line for that family or for that kind of price. `facts` are in the data, and what the town has to
    say to such a family (`told`, empty where it says nothing)."""

    code = "no_price"


class Household(NamedTuple):
    """What a price depends on: the family, and the child within it."""

    quotient_familial: Decimal | int | None = None
    """None: the town has no proof of it."""
    resident: bool = True
    rank: int = 1
    """The child's place among its siblings, the eldest first."""
    children: int = 1
    age: int | None = None
    """The child's age on the day."""
    level: str | None = None
    scheme: str | None = None
    school: str | None = None


class StepCode(StrEnum):
    LINE = "line"
    """A price read in the grid."""
    EFFORT = "effort"
    EFFORT_FLOOR = "effort_floor"
    EFFORT_CEILING = "effort_ceiling"
    PROPORTION = "proportion"
    """A price that rises with the quotient, but is not a plain share of it."""
    NO_QUOTIENT = "no_quotient"
    """No proof of the quotient: what the town decided for that case was used."""
    ADJUSTMENT = "adjustment"
    SURCHARGE = "surcharge"


@dataclass(frozen=True, slots=True)
class PriceStep:
    """One line of the explanation. `cents` is the price once this step is done, not rounded yet."""

    code: StepCode
    cents: Decimal
    label: str = ""
    quotient: Decimal | None = None
    rate: Decimal | None = None
    percent: Decimal = Decimal(0)
    added_cents: int = 0


@dataclass(frozen=True, slots=True)
class Price:
    """The price of `quantity` units. `unit_cents` is rounded once, then multiplied."""

    unit_cents: int
    tranche: str
    """The label of the grid's line, as the town or the grid words it; empty for a single price."""
    steps: tuple[PriceStep, ...] = ()
    quantity: int = 1

    @property
    def total_cents(self) -> int:
        return self.unit_cents * self.quantity


def price(
    reglement: Reglement,
    service: Service,
    day: date,
    household: Household,
    *,
    kind: str = REGULAR,
    formula: str | None = None,
    days: int | None = None,
    minutes: int | None = None,
    surcharge: Surcharge | None = None,
) -> Price:
    """The price of `service` on `day`, under the grid in force that day. Raises UnknownTariff or NoPrice.

    `kind` is the price wanted (`regular`, `occasional`, `unreserved`, `pai`, `adult`…), `formula` the form of the day,
    `days` how many days a week are booked, `minutes` how long the child stayed at a service paid by time.
    """
    since = reglement.tariff_on(service.tariff, day).since
    kind = surcharge.kind if surcharge is not None and surcharge.kind is not None else kind
    return _price(reglement, service, since or date.min, household, kind, formula, days, minutes, surcharge)


@cached_in_reglement
def _price(
    reglement: Reglement,
    service: Service,
    day: date,
    household: Household,
    kind: str,
    formula: str | None,
    days: int | None,
    minutes: int | None,
    surcharge: Surcharge | None,
) -> Price:
    """`day` is the first day of the grid, so that one cached price serves every day on which that grid is in force."""
    tariff = reglement.tariff_on(service.tariff, day)
    return price_of(
        tariff, household, kind=kind, formula=formula, days=days, minutes=minutes, surcharge=surcharge
    )


def price_of(
    tariff: Tariff,
    household: Household,
    *,
    kind: str = REGULAR,
    formula: str | None = None,
    days: int | None = None,
    minutes: int | None = None,
    surcharge: Surcharge | None = None,
) -> Price:
    """The price under a given grid; the arguments are those of `price`. Raises NoPrice."""
    quotient = _quotient(tariff, household)
    facts = _facts(household, quotient, kind=kind, formula=formula, days=days)
    line = _line(tariff, facts)
    steps = []
    needs_quotient = line.effort is not None or any(name == QUOTIENT for name, _ in line.when.ranges)
    if household.quotient_familial is None and needs_quotient:
        steps.append(PriceStep(StepCode.NO_QUOTIENT, Decimal(0), quotient=tariff.without_quotient))
    adjustments = [adjustment for adjustment in tariff.adjustments if adjustment.when.hold(facts)]
    for adjustment in adjustments:
        if adjustment.brackets:
            line = _neighbour(tariff, line, facts, adjustment.brackets)
    steps.append(_line_step(line, quotient))
    for adjustment in adjustments:
        cents = steps[-1].cents
        added = cents * adjustment.percent / 100 + adjustment.cents
        step = PriceStep(
            StepCode.ADJUSTMENT,
            max(cents + added, Decimal(0)),
            adjustment.label,
            percent=adjustment.percent,
            added_cents=adjustment.cents,
        )
        steps.append(step)
    if surcharge is not None and (surcharge.cents or surcharge.percent):
        cents = steps[-1].cents
        cents += cents * surcharge.percent / 100 + surcharge.cents
        step = PriceStep(StepCode.SURCHARGE, cents, percent=surcharge.percent, added_cents=surcharge.cents)
        steps.append(step)
    unit_cents = round_cents(steps[-1].cents, tariff.rounding, step=tariff.step_cents)
    return Price(unit_cents, line.label, tuple(steps), _quantity(tariff, minutes))


def effort_cents(effort: Effort, quotient: Decimal) -> PriceStep:
    """The price of a *taux d'effort* before rounding, and which bound decided it, if one did."""
    if effort.qf_ceiling is not None:
        quotient = min(quotient, effort.qf_ceiling)
    if effort.qf_floor is not None:
        quotient = max(quotient, effort.qf_floor)
    exact = Decimal(effort.base_cents)
    if effort.rate:
        exact += (quotient - effort.origin) * effort.rate * 100 / effort.per
    code = StepCode.EFFORT
    if exact < effort.floor_cents:
        code, exact = StepCode.EFFORT_FLOOR, Decimal(effort.floor_cents)
    elif effort.ceiling_cents is not None and exact > effort.ceiling_cents:
        code, exact = StepCode.EFFORT_CEILING, Decimal(effort.ceiling_cents)
    if not effort.is_share_of_quotient:
        return PriceStep(StepCode.PROPORTION, exact, quotient=quotient)
    return PriceStep(code, exact, quotient=quotient, rate=effort.rate)


def rounded_quotient(tariff: Tariff, quotient: Decimal | int) -> Decimal:
    """The quotient, rounded to a whole number where the grid says so."""
    quotient = Decimal(quotient)
    if tariff.quotient_rounding is None or not quotient.is_finite():
        return quotient
    return quotient.quantize(Decimal(1), rounding=_WHOLE[tariff.quotient_rounding])


def _quotient(tariff: Tariff, household: Household) -> Decimal:
    if household.quotient_familial is not None:
        return rounded_quotient(tariff, household.quotient_familial)
    return UNBOUNDED if tariff.without_quotient is None else tariff.without_quotient


def _facts(household: Household, quotient: Decimal, **asked: str | int | None) -> Facts:
    return {
        QUOTIENT: quotient,
        "residence": RESIDENT if household.resident else OUTSIDE,
        "rank": household.rank,
        "children": household.children,
        "age": household.age,
        "level": household.level,
        "scheme": household.scheme,
        "school": household.school,
        **asked,
    }


def _line(tariff: Tariff, facts: Facts) -> TariffLine:
    for line in tariff.lines:
        if line.holds(facts):
            return line
    named = sorted(frozenset().union(*(line.when.names for line in tariff.lines)))
    told = next((each.told for each in tariff.without_price if each.when.hold(facts)), "")
    raise NoPrice(tariff=tariff.code, facts={name: facts.get(name) for name in named}, told=told)


def _neighbour(tariff: Tariff, line: TariffLine, facts: Facts, shift: int) -> TariffLine:
    """The line `shift` brackets of quotient away, all other facts being the same, or the last one in that direction."""
    brackets = [candidate for candidate in tariff.lines if candidate.holds(facts, ignoring=QUOTIENT)]
    brackets.sort(key=lambda candidate: candidate.when.range_of(QUOTIENT).low or Decimal(0))
    return brackets[min(max(brackets.index(line) + shift, 0), len(brackets) - 1)]


def _line_step(line: TariffLine, quotient: Decimal) -> PriceStep:
    if line.effort is not None:
        return effort_cents(line.effort, quotient)
    return PriceStep(StepCode.LINE, Decimal(line.price_cents), line.label)


def _quantity(tariff: Tariff, minutes: int | None) -> int:
    """How many units to bill: at least one, because a child who came is billed even for no minute."""
    if tariff.minutes is None or minutes is None:
        return 1
    return max(math.ceil(minutes / tariff.minutes), 1)
