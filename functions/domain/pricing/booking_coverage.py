"""Whether every family that can exist has a price for a day that it books, from what the portal knows of a booking.

A grid may look at facts that no booking tells (`NEVER_TOLD`). A line that depends on one of them is nobody's, so that a grid without a
hole may still leave families without a price: those with the lowest quotients, where all lines but the last ask for a scheme.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import product

from functions.domain.pricing.grid_coverage import (
    Flaw,
    FlawCode,
    Stretch,
    flaws_along,
    samples,
    without_price_lines,
)
from functions.domain.reglement.reglement import Reglement, Service
from functions.domain.reglement.tariff_grids import (
    OUTSIDE,
    QUOTIENT,
    REGULAR,
    RESIDENT,
    Fact,
    Tariff,
    TariffLine,
)

OLDEST = 17
"""Of a child whose service says no age."""


def families_without_price(reglement: Reglement, service: Service, tariff: Tariff) -> list[Flaw]:
    """The holes that families of the service would fall in, whom the town tells nothing: each once, lowest quotients first."""
    lines = {place: line for place, line in enumerate(tariff.lines) if line.kind == REGULAR}
    asked = lines | without_price_lines(tariff)
    if not lines:
        return [Flaw(FlawCode.HOLE, (), QUOTIENT)]
    found: dict[tuple[object, ...], Flaw] = {}
    for facts in _families(reglement, service, asked.values()):
        cells = [
            Stretch({**facts, "kind": REGULAR, QUOTIENT: value}, low, high)
            for value, low, high in samples(tariff, asked, QUOTIENT)
        ]
        for flaw in flaws_along(tariff, lines, QUOTIENT, cells):
            if flaw.code is FlawCode.HOLE:
                found.setdefault((flaw.low, flaw.high, flaw.lines), flaw)
    return sorted(found.values(), key=lambda flaw: flaw.low or Decimal(0))


def _families(
    reglement: Reglement, service: Service, lines: Iterable[TariffLine]
) -> Iterator[dict[str, Fact]]:
    """Every family that a line can tell from another, by what is known of a booking. The quotient is left out."""
    asked = tuple(lines)
    named = frozenset().union(*(line.when.names for line in asked))
    known: dict[str, list[Fact]] = {}
    if "residence" in named:
        known["residence"] = [RESIDENT] if service.conditions.residents_only else [RESIDENT, OUTSIDE]
    if "school" in named:
        codes = service.schools if service.schools is not None else (*reglement.school_names, None)
        known["school"] = list(codes)
    for name, least, most in (("children", 1, None), ("rank", 1, None), ("age", *_ages(service))):
        if name in named:
            known[name] = list(_whole_values(asked, name, least, most))
    for values in product(*known.values()):
        facts = dict(zip(known, values, strict=True))
        rank, children = facts.get("rank"), facts.get("children")
        if not (isinstance(rank, int) and isinstance(children, int) and rank > children):
            yield facts


def _ages(service: Service) -> tuple[int, int]:
    asked = service.conditions
    youngest = asked.age_from if asked.age_from is not None else 0
    return youngest, asked.age_to if asked.age_to is not None else max(OLDEST, youngest)


def _whole_values(lines: Iterable[TariffLine], name: str, least: int, most: int | None) -> Iterator[int]:
    """One of each stretch that the lines cut out, from `least` to `most` (None: to beyond the last cut)."""
    bounds = [line.when.range_of(name) for line in lines]
    cuts = {int(cut) for bound in bounds for cut in (bound.low, bound.high) if cut is not None}
    near = {least, *(cut + shift for cut in cuts for shift in (-1, 0, 1)), *(() if most is None else (most,))}
    return iter(sorted(value for value in near if value >= least and (most is None or value <= most)))
