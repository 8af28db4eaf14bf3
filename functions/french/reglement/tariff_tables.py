"""A grid laid out as a table, for the règlement page."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from functions.domain.money import RoundingMode, round_cents
from functions.domain.reglement.tariff_grids import (
    QUOTIENT,
    REGULAR,
    Adjustment,
    Conditions,
    Tariff,
    TariffLine,
)
from functions.french.reglement.tariff_lines import NO_NAMES, label_of, line_label, value_label
from functions.french.reglement.tariffs import SINGLE_PRICE, adjustment_sentence, effort_phrase
from functions.french.words.dates import date_long, listing
from functions.french.words.money import euros, number

SHARE = "Taux d’effort"
_NEAREST = {
    RoundingMode.HALF_UP: "le plus proche",
    RoundingMode.UP: "supérieur",
    RoundingMode.DOWN: "inférieur",
}


@dataclass(frozen=True, slots=True)
class TariffTable:
    """A grid laid out for a page: quotients down, the other conditions across when there are both."""

    caption: str
    columns: tuple[str, ...]
    """Heads of the price columns; one empty head when there is only one."""
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    """Head of the row, then a price (or nothing) a column."""
    notes: tuple[str, ...]


def tariff_table(
    tariff: Tariff, schools: Mapping[str, str] = NO_NAMES, *, applied: Collection[str] | None = None
) -> TariffTable:
    """`schools`: their names by code. `applied`: the kinds of price that the portal bills; None: nothing is said of the others."""
    across = {
        line_label(_across(line), schools): _across(line) for line in tariff.lines if _has_quotient(line)
    }
    columns = across if len(across) > 1 else {"": Conditions()}
    included = _included(tariff)
    rows: dict[str, dict[str, str]] = {}
    for line in tariff.lines:
        head, held = _place(line, columns, tariff, schools)
        rows.setdefault(head, {}).update(dict.fromkeys(held, _line_price(line, tariff, included)))
    since = f", depuis le {date_long(tariff.since)}" if tariff.since is not None else ""
    return TariffTable(
        caption=f"Prix par {tariff.unit}{since}",
        columns=tuple(columns),
        rows=tuple(
            (head, tuple(prices.get(column, "") for column in columns)) for head, prices in rows.items()
        ),
        notes=(
            *_notes(tariff, tariff.adjustments[len(included) :], schools),
            *(() if applied is None else _only_shown(tariff, applied)),
        ),
    )


def _place(
    line: TariffLine, columns: dict[str, Conditions], tariff: Tariff, schools: Mapping[str, str]
) -> tuple[str, list[str]]:
    """The head of the row, and the columns of the price."""
    if len(columns) == 1:
        return line.label or (SINGLE_PRICE if line.effort is None else SHARE), list(columns)
    if _has_quotient(line):
        return _bracket(line, tariff, schools), [line_label(_across(line), schools)]
    named = [column for column, when in columns.items() if _names_all(line, when)]
    if named and line.label == label_of(line, schools):
        said = _without(line.when, columns[named[0]])
        return line_label(said, schools) or SINGLE_PRICE, named
    fitting = named or [column for column, when in columns.items() if not _contradicts(line, when)]
    kinds = {column: columns[column].value_of("kind") or REGULAR for column in fitting}
    wanted = line.kind if line.kind in kinds.values() else REGULAR
    held = [column for column, kind in kinds.items() if kind == wanted]
    return line.label or SINGLE_PRICE, held or fitting or list(columns)[:1]


def _bracket(line: TariffLine, tariff: Tariff, schools: Mapping[str, str]) -> str:
    """The town's own name of a bracket, where each of its prices has it."""
    bounds = line.when.range_of(QUOTIENT)
    alike = [
        other for other in tariff.lines if _has_quotient(other) and other.when.range_of(QUOTIENT) == bounds
    ]
    if line.label != label_of(line, schools) and {other.label for other in alike} == {line.label}:
        return line.label
    return line_label(Conditions(((QUOTIENT, bounds),)))


def _across(line: TariffLine) -> Conditions:
    """The conditions of a line without its quotient."""
    ranges = tuple(pair for pair in line.when.ranges if pair[0] != QUOTIENT)
    values = tuple(pair for pair in line.when.values if pair != ("kind", REGULAR))
    return Conditions(ranges, values)


def _names_all(line: TariffLine, column: Conditions) -> bool:
    """Whether the line is for that column alone."""
    return (
        column != Conditions()
        and set(column.ranges) <= set(line.when.ranges)
        and set(column.values) <= set(line.when.values)
    )


def _without(when: Conditions, column: Conditions) -> Conditions:
    return Conditions(
        tuple(pair for pair in when.ranges if pair not in column.ranges),
        tuple(pair for pair in when.values if pair not in column.values),
    )


def _contradicts(line: TariffLine, column: Conditions) -> bool:
    """Of another residence, another rank…; kinds of price are compared apart."""
    ranges, values = dict(line.when.ranges), dict(line.when.values)
    return any(name in ranges and ranges[name] != bounds for name, bounds in column.ranges) or any(
        name in values and name != "kind" and values[name] != value for name, value in column.values
    )


def _has_quotient(line: TariffLine) -> bool:
    return any(name == QUOTIENT for name, _ in line.when.ranges)


def _included(tariff: Tariff) -> tuple[Adjustment, ...]:
    """The adjustments that come first and hold of a kind of price whoever the family is: prices are shown with them."""
    found: list[Adjustment] = []
    for adjustment in tariff.adjustments:
        kind = adjustment.when.value_of("kind")
        alone = kind is not None and adjustment.when.names == {"kind"} and not adjustment.brackets
        if not alone or any(line.effort is not None for line in tariff.lines if line.kind == kind):
            break
        found.append(adjustment)
    return tuple(found)


def _line_price(line: TariffLine, tariff: Tariff, included: tuple[Adjustment, ...]) -> str:
    if line.effort is not None:
        return effort_phrase(line.effort)
    cents = Decimal(line.price_cents)
    changes = [change for change in included if change.when.value_of("kind") == line.kind]
    for change in changes:
        cents = max(cents + cents * change.percent / 100 + change.cents, Decimal(0))
    return euros(round_cents(cents, tariff.rounding, step=tariff.step_cents) if changes else line.price_cents)


def _only_shown(tariff: Tariff, applied: Collection[str]) -> Iterator[str]:
    kinds = dict.fromkeys(line.kind for line in tariff.lines if line.kind not in applied)
    if kinds:
        names = listing([value_label("kind", kind) for kind in kinds])
        yield f"Le portail n’applique pas de lui-même : {names}. Voyez avec la mairie."


def _notes(tariff: Tariff, adjustments: tuple[Adjustment, ...], schools: Mapping[str, str]) -> Iterator[str]:
    yield from (adjustment_sentence(adjustment, schools) for adjustment in adjustments)
    for families in tariff.without_price:
        whose = line_label(families.when, schools) or "autres familles"
        yield f"Sans prix en ligne ({whose}) : {families.told}"
    if any(_has_quotient(line) or line.effort is not None for line in tariff.lines):
        if tariff.without_quotient is None:
            yield "Sans justificatif du quotient familial : le prix le plus élevé."
        else:
            yield f"Sans justificatif : le prix d’un quotient de {number(tariff.without_quotient)}."
    if tariff.quotient_rounding is not None:
        how = {
            RoundingMode.HALF_UP: "à l’entier le plus proche",
            RoundingMode.UP: "à l’entier supérieur",
            RoundingMode.DOWN: "à l’entier inférieur",
        }[tariff.quotient_rounding]
        yield f"Le quotient familial est arrondi {how}."
    if tariff.step_cents > 1:
        yield f"Le prix est arrondi au multiple de {euros(tariff.step_cents)} {_NEAREST[tariff.rounding]}."
    elif tariff.rounding is not RoundingMode.HALF_UP:
        yield f"Le prix est arrondi au centime {_NEAREST[tariff.rounding]}."
    if tariff.minutes is not None:
        yield f"Toute tranche de {tariff.minutes} minutes commencée est due."
