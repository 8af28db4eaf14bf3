"""Whether a grid gives each family exactly one price: no hole, no overlap, and no richer family that pays less."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise, product

from functions.domain.pricing.prices import effort_cents
from functions.domain.reglement.tariff_grids import (
    OUTSIDE,
    QUOTIENT,
    RESIDENT,
    Fact,
    Facts,
    Tariff,
    TariffLine,
)

_FIRST = {QUOTIENT: Decimal(0), "rank": Decimal(1), "children": Decimal(1)}
"""Every value of these facts must have a price, from this one on. A grid need not cover every age or number of days."""


class FlawCode(StrEnum):
    HOLE = "hole"
    OVERLAP = "overlap"
    CHEAPER = "cheaper"
    """The second of the two lines asks less of a higher quotient."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """`lines` are positions in the grid: those that overlap, or those on both sides of a hole."""

    code: FlawCode
    lines: tuple[int, ...]
    fact: str = ""
    """The fact whose values from `low` to `high` (None: no end) have the flaw."""
    low: Decimal | None = None
    high: Decimal | None = None
    example: tuple[tuple[str, Decimal | int | str | None], ...] = field(default=(), compare=False)
    """The other facts that the grid looks at, for one family that meets the flaw."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of values of one fact, all other facts being the same."""

    facts: Facts
    low: Decimal | None
    high: Decimal | None


def flaws(tariff: Tariff) -> list[Flaw]:
    """Every flaw of the grid, each once."""
    found: list[Flaw] = []
    for kind in dict.fromkeys(line.kind for line in tariff.lines):
        lines = {position: line for position, line in enumerate(tariff.lines) if line.kind == kind}
        found += _flaws_of_kind(tariff, lines, kind)
    return list(dict.fromkeys(found))


def _flaws_of_kind(tariff: Tariff, lines: dict[int, TariffLine], kind: str) -> Iterator[Flaw]:
    asked = lines | without_price_lines(tariff)
    words = {"kind": [kind], **_words(asked)}
    numbers = sorted({name for line in asked.values() for name, _ in line.when.ranges} - {QUOTIENT})
    swept = QUOTIENT if _names(asked, QUOTIENT) or not numbers else numbers.pop()
    others: list[list[tuple[str, Fact]]] = [
        [(name, value) for value, _, _ in samples(tariff, asked, name)] for name in numbers
    ]
    others += [[(name, value) for value in values] for name, values in words.items()]
    for facts in product(*others):
        cells = [
            Stretch({**dict(facts), swept: value}, low, high)
            for value, low, high in samples(tariff, asked, swept)
        ]
        yield from flaws_along(tariff, lines, swept, cells)
        if swept == QUOTIENT:
            yield from _cheaper(lines, cells)


def without_price_lines(tariff: Tariff) -> dict[int, TariffLine]:
    """Whom the town gives no price and tells so, as lines whose values are to be tried too."""
    return {-1 - place: TariffLine(each.when) for place, each in enumerate(tariff.without_price)}


def flaws_along(
    tariff: Tariff, lines: dict[int, TariffLine], swept: str, cells: list[Stretch]
) -> Iterator[Flaw]:
    """The holes and overlaps along the fact `swept`. Neighbouring cells with the same flaw make one flaw.

    Where the town says that a family has no price, it is no hole.
    """
    begun: Flaw | None = None
    before: tuple[int, ...] = ()
    for cell in cells:
        holding = tuple(position for position, line in lines.items() if line.holds(cell.facts))
        example = tuple((name, value) for name, value in cell.facts.items() if name != swept)
        is_told = not holding and any(each.when.hold(cell.facts) for each in tariff.without_price)
        if len(holding) == 1 or is_told:
            if begun is not None:
                yield _closed(begun, holding)
            begun = None
        elif (
            begun is not None
            and (begun.code is FlawCode.HOLE) == (not holding)
            and begun.lines == (holding or before)
        ):
            begun = Flaw(begun.code, begun.lines, swept, begun.low, cell.high, example)
        else:
            if begun is not None:
                yield _closed(begun, holding)
            code = FlawCode.OVERLAP if holding else FlawCode.HOLE
            begun = Flaw(code, holding or before, swept, cell.low, cell.high, example)
        before = holding or before
    if begun is not None:
        yield begun


def _closed(flaw: Flaw, after: tuple[int, ...]) -> Flaw:
    if flaw.code is FlawCode.OVERLAP:
        return flaw
    around = tuple(dict.fromkeys((*flaw.lines, *after)))
    return Flaw(flaw.code, around, flaw.fact, flaw.low, flaw.high, flaw.example)


def _cheaper(lines: dict[int, TariffLine], cells: list[Stretch]) -> Iterator[Flaw]:
    priced = []
    for cell in cells:
        holding = [position for position, line in lines.items() if line.holds(cell.facts)]
        quotient = cell.facts[QUOTIENT]
        if len(holding) == 1 and isinstance(quotient, Decimal):
            priced.append((holding[0], quotient, cell.low or Decimal(0)))
    for (poorer, _, _), (richer, quotient, reached) in pairwise(priced):
        if _cents(lines[richer], quotient) < _cents(lines[poorer], reached):
            yield Flaw(FlawCode.CHEAPER, (poorer, richer), QUOTIENT, reached, reached)


def _cents(line: TariffLine, quotient: Decimal) -> Decimal:
    return effort_cents(line.effort, quotient).cents if line.effort is not None else Decimal(line.price_cents)


def samples(
    tariff: Tariff, lines: dict[int, TariffLine], name: str
) -> list[tuple[Decimal, Decimal | None, Decimal | None]]:
    """The values to try, each with the lowest and highest it stands for: every bound, and one between two bounds."""
    bounds = [line.when.range_of(name) for line in lines.values()]
    cuts = {cut for bound in bounds for cut in (bound.low, bound.high) if cut is not None}
    first, last = _FIRST.get(name), None
    if first is None:
        first, last = min(cuts), max(cuts)
    points = sorted({first, *(cut for cut in cuts if cut >= first)})
    is_whole = name != QUOTIENT or tariff.quotient_rounding is not None
    found: list[tuple[Decimal, Decimal | None, Decimal | None]] = []
    for point, following in pairwise(points):
        found.append((point, point, point))
        if is_whole and following - point > 1:
            found.append((point + 1, point + 1, following - 1))
        elif not is_whole:
            found.append(((point + following) / 2, point, following))
    found.append((points[-1], points[-1], points[-1]))
    if last is None:
        found.append((points[-1] + 1, points[-1] + 1 if is_whole else points[-1], None))
    elif not any(bound.high_closed for bound in bounds if bound.high == last):
        found.pop()  # « moins de 12 ans » says nothing of 12, and need not
    return found


def _words(lines: dict[int, TariffLine]) -> dict[str, list[str]]:
    words: dict[str, list[str]] = {}
    for line in lines.values():
        for name, value in line.when.values:
            if name != "kind" and value not in words.setdefault(name, []):
                words[name].append(value)
    if "residence" in words:
        words["residence"] = [RESIDENT, OUTSIDE]
    return words


def _names(lines: dict[int, TariffLine], fact: str) -> bool:
    return any(name == fact for line in lines.values() for name, _ in line.when.ranges)
