"""For whom a line or an adjustment is."""

from decimal import Decimal

from functions.domain.reglement.tariff_grids import OUTSIDE, QUOTIENT, RESIDENT, Conditions, Range
from functions.reglement_file.reader import Table

_WHOLE_FACTS = {"rank": 1, "children": 1, "age": 0, "days": 1}
_WORD_FACTS = ("kind", "formula", "level", "scheme", "school")


def read_conditions(table: Table, *, with_quotient: bool = False) -> Conditions:
    ranges = []
    if with_quotient or "above" in table or "below" in table or "from" in table or "to" in table:
        quotient = _quotient_range(table)
        if quotient != Range():
            ranges.append((QUOTIENT, quotient))
    for fact, least in _WHOLE_FACTS.items():
        bounds = _whole_range(table, fact, least)
        if bounds != Range():
            ranges.append((fact, bounds))
    values = [(fact, table.text(fact)) for fact in _WORD_FACTS if fact in table]
    if "resident" in table:
        values.append(("residence", RESIDENT if table.flag("resident") else OUTSIDE))
    return Conditions(tuple(ranges), tuple(values))


def _quotient_range(table: Table) -> Range:
    """`from` and `to` are in, `above` and `below` are out."""
    low, high = table.at_most_one("from", "above"), table.at_most_one("to", "below")
    bounds = Range(
        low=table.number(low, None) if low is not None else None,
        high=table.number(high, None) if high is not None else None,
        low_open=low == "above",
        high_closed=high == "to",
    )
    if bounds.low is not None and bounds.low < 0:
        table.problem("un quotient familial ne peut pas être négatif.", low)
    if bounds.low is not None and bounds.high is not None:
        is_empty = bounds.low > bounds.high or (bounds.low == bounds.high and not bounds.holds(bounds.low))
        if is_empty:
            table.problem(f"la tranche est vide : « {high} » est avant « {low} ».", high)
    return bounds


def _whole_range(table: Table, fact: str, least: int) -> Range:
    """`rank = 3`, or `rank_from` and `rank_to`, both in."""
    exact = table.whole(fact, None, least=least, most=99)
    low = table.whole(f"{fact}_from", exact, least=least, most=99)
    high = table.whole(f"{fact}_to", exact, least=least, most=99)
    if fact in table:
        for key in (f"{fact}_from", f"{fact}_to"):
            if key in table:
                table.problem(f"« {fact} » et « {key} » disent deux fois la même chose.", key)
    if low is not None and high is not None and high < low:
        table.problem(f"« {fact}_to » est avant « {fact}_from ».", f"{fact}_to")
    return Range(
        None if low is None else Decimal(low),
        None if high is None else Decimal(high),
        high_closed=high is not None,
    )
