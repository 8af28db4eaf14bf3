"""The conditions of a tariff's line in a few French words."""

from collections.abc import Mapping
from decimal import Decimal

from functions.domain.reglement.tariff_grids import (
    OUTSIDE,
    QUOTIENT,
    REGULAR,
    RESIDENT,
    Conditions,
    Fact,
    Range,
    TariffLine,
)
from functions.french.words.money import NO_BREAK, number

KINDS = {
    REGULAR: "tarif habituel",
    "occasional": "occasionnel",
    "unreserved": "sans réservation",
    "late_pickup": "reprise en retard",
    "adult": "adulte",
    "pai": "repas fourni (PAI)",
}
"""Other kinds of price are said in the town's own words."""
NO_NAMES: Mapping[str, str] = {}
_RESIDENCES = {RESIDENT: "habitants", OUTSIDE: "extérieurs"}
_FACTS = {
    QUOTIENT: "le quotient",
    "rank": "le rang de l’enfant",
    "children": "le nombre d’enfants",
    "age": "l’âge",
    "days": "le nombre de jours",
}


def label_of(line: TariffLine, schools: Mapping[str, str] = NO_NAMES) -> str:
    """What a line is called where the town gives it no label; empty for one price, or one share, for everyone."""
    parts = [line_label(line.when, schools)]
    if line.effort is not None and not line.effort.is_share_of_quotient:
        parts.append("en proportion du quotient")
    return ", ".join(part for part in parts if part)


def line_label(when: Conditions, schools: Mapping[str, str] = NO_NAMES) -> str:
    """« QF 700 à 1 099, extérieurs »; empty when a line is for everyone."""
    parts = [range_label(name, bounds) for name, bounds in when.ranges]
    parts += [
        value_label(name, value, schools) for name, value in when.values if (name, value) != ("kind", REGULAR)
    ]
    return ", ".join(parts)


def range_label(name: str, bounds: Range) -> str:
    match name:
        case "rank":
            return _rank(bounds)
        case "children":
            return _counted(bounds, "enfant", "enfants")
        case "age":
            return _counted(bounds, "an", "ans")
        case "days":
            return _counted(bounds, "jour", "jours")
        case _:
            return _quotient(bounds)


def value_label(name: str, value: str, schools: Mapping[str, str] = NO_NAMES) -> str:
    """`schools`: their names by code."""
    if name == "school":
        return schools.get(value, value)
    if name == "residence":
        return _RESIDENCES[value]
    return KINDS.get(value, value) if name == "kind" else value


def fact_name(name: str) -> str:
    return _FACTS.get(name, name)


def fact_value(name: str, value: Fact) -> str:
    if isinstance(value, str):
        return value_label(name, value)
    return f"{fact_name(name)} : {number(value)}" if value is not None else fact_name(name)


def _quotient(bounds: Range) -> str:
    low, high = bounds.low, bounds.high
    if low is None or (low == 0 and not bounds.low_open):
        if high is None:
            return "tout QF"
        return f"QF jusqu’à {number(high)}" if bounds.high_closed else f"QF moins de {number(high)}"
    if high is None:
        return f"QF plus de {number(low)}" if bounds.low_open else f"QF {number(low)} et plus"
    # « 700 à 1 099 » reads better than « 700 à moins de 1 100 », and means the same to a family.
    last = high if bounds.high_closed or high != high.to_integral_value() else high - 1
    first = low + 1 if bounds.low_open and low == low.to_integral_value() else low
    return f"QF {number(first)} à {number(last)}"


def _rank(bounds: Range) -> str:
    low, high = int(bounds.low or Decimal(1)), bounds.high
    if high is None:
        return "tout enfant" if low == 1 else f"à partir du {_ordinal(low)}{NO_BREAK}enfant"
    if low == high:
        return f"{_ordinal(low)}{NO_BREAK}enfant"
    return f"du {_ordinal(low)} au {_ordinal(int(high))}{NO_BREAK}enfant"


def _counted(bounds: Range, one: str, many: str) -> str:
    low, high = bounds.low, bounds.high
    if low is not None and low == high:
        return f"{number(low)}{NO_BREAK}{one if low == 1 else many}"
    if low is None:
        return f"jusqu’à {number(high or 0)}{NO_BREAK}{one if high == 1 else many}"
    if high is None:
        return f"{number(low)}{NO_BREAK}{many} et plus"
    return f"{number(low)} à {number(high)}{NO_BREAK}{many}"


def _ordinal(rank: int) -> str:
    return "1er" if rank == 1 else f"{rank}e"
