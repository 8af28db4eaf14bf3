"""What a family that the town does not know yet would pay: the questions to ask it, and every price it would have."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from functions.domain.pricing.prices import Household, NoPrice, Price, price
from functions.domain.reglement.reglement import Reglement, Service, UnknownTariff
from functions.domain.reglement.tariff_grids import QUOTIENT, REGULAR, Conditions, Tariff


@dataclass(frozen=True, slots=True)
class Questions:
    """The facts on which the grids, in force or announced, depend. `words`: the values that grids name, by fact."""

    facts: frozenset[str]
    words: dict[str, tuple[str, ...]]

    def asks(self, fact: str) -> bool:
        return fact in self.facts


@dataclass(frozen=True, slots=True)
class Quote:
    """One price of a service: its `kind`, the form of the day (`formula`), and what a unit costs.

    `price` is None where the town's grid has no line for that family, and `told` is what the town says then.
    """

    service: Service
    kind: str
    formula: str | None
    price: Price | None
    told: str = ""


def questions(reglement: Reglement, day: date) -> Questions:
    """What a family must be asked before it is told the prices of `day` and later days."""
    facts: set[str] = set()
    words: dict[str, dict[str, None]] = {}
    for tariff in _tariffs(reglement, day):
        for when in _conditions(tariff):
            facts |= when.names
            for name, value in when.values:
                words.setdefault(name, {})[value] = None
        if any(line.effort is not None for line in tariff.lines):
            facts.add(QUOTIENT)
    return Questions(frozenset(facts), {name: tuple(values) for name, values in words.items()})


def quotes(
    reglement: Reglement, day: date, household: Household, *, days: int | None = None
) -> Iterator[Quote]:
    """Every price of every service on `day` for that family, computed by the function that prices bookings."""
    for service in reglement.services:
        try:
            tariff = reglement.tariff_on(service.tariff, day)
        except UnknownTariff:
            yield Quote(service, REGULAR, None, None)
            continue
        for kind, formula in _offered(tariff):
            try:
                found = price(reglement, service, day, household, kind=kind, formula=formula, days=days)
            except NoPrice as refusal:
                yield Quote(service, kind, formula, None, str(refusal.data["told"]))
            else:
                yield Quote(service, kind, formula, found)


def _tariffs(reglement: Reglement, day: date) -> Iterator[Tariff]:
    for code in dict.fromkeys(service.tariff for service in reglement.services):
        grids = [tariff for tariff in reglement.tariffs if tariff.code == code]
        begun = [grid for grid in grids if (grid.since or date.min) <= day]
        yield from (grid for grid in grids if (grid.since or date.min) > day)
        if begun:
            yield reglement.tariff_on(code, day)


def _conditions(tariff: Tariff) -> Iterator[Conditions]:
    yield from (line.when for line in tariff.lines)
    yield from (adjustment.when for adjustment in tariff.adjustments)


def _offered(tariff: Tariff) -> list[tuple[str, str | None]]:
    """The kinds and formulas that the lines name, in the order the town wrote them."""
    return list(dict.fromkeys((line.kind, line.when.value_of("formula")) for line in tariff.lines))
