"""Tariffs, their lines and adjustments."""

from collections.abc import Mapping
from decimal import Decimal

from functions.domain.reglement.tariff_grids import (
    OUTSIDE,
    QUOTIENT,
    Adjustment,
    Conditions,
    Effort,
    Range,
    Tariff,
    TariffLine,
)
from functions.french.reglement.tariff_lines import label_of
from functions.reglement_file.writing.values import Written, euros, listed, unless


def written_tariff(tariff: Tariff, schools: Mapping[str, str]) -> Written:
    """`schools`: their names by code."""
    return {
        "code": tariff.code,
        "unit": tariff.unit,
        **unless("since", tariff.since, None),
        **unless("minutes", tariff.minutes, None),
        **unless("quotient_rounding", tariff.quotient_rounding, None),
        **unless("without_quotient", tariff.without_quotient, None),
        **unless("rounding", tariff.rounding, Tariff("", "", ()).rounding),
        **({"step": euros(tariff.step_cents)} if tariff.step_cents != 1 else {}),
        **unless("care_percent", tariff.care_percent, Decimal(0)),
        **_prices(list(tariff.lines), schools),
        **listed(
            "without_price", [_conditions(each.when) | {"told": each.told} for each in tariff.without_price]
        ),
        **listed("adjustments", [_adjustment(adjustment) for adjustment in tariff.adjustments]),
    }


def _prices(lines: list[TariffLine], schools: Mapping[str, str]) -> Written:
    """Prices of other kinds that end the grid are `other_prices`; a line for everyone alone is the tariff's own."""
    others: dict[str, object] = {}
    while lines and _is_other_price(lines[-1]):
        line = lines.pop()
        others = {line.kind: euros(line.price_cents), **others}
    if len(lines) == 1 and lines[0].when == Conditions() and lines[0].label == label_of(lines[0]):
        written = _price(lines[0])
    else:
        written = {"lines": [_line(line, schools) for line in lines]} if lines else {}
    return {**written, **({"other_prices": others} if others else {})}


def _is_other_price(line: TariffLine) -> bool:
    return (
        line.when == Conditions(values=(("kind", line.kind),))
        and line.effort is None
        and line.label == label_of(line)
    )


def _price(line: TariffLine) -> Written:
    return {"price": euros(line.price_cents)} if line.effort is None else _effort(line.effort)


def _line(line: TariffLine, schools: Mapping[str, str]) -> Written:
    return {**_conditions(line.when), **_price(line), **unless("label", line.label, label_of(line, schools))}


def _effort(effort: Effort) -> Written:
    if effort.per != 1:
        line = {
            "from": effort.origin,
            "to": effort.origin + effort.per,
            "price_from": euros(effort.floor_cents),
            "price_to": euros(effort.ceiling_cents or 0),
        }
        return {"linear": line}
    return {
        "coefficient": effort.rate,
        **({"base": euros(effort.base_cents)} if effort.base_cents else {}),
        **({"floor": euros(effort.floor_cents)} if effort.floor_cents else {}),
        **({"ceiling": euros(effort.ceiling_cents)} if effort.ceiling_cents is not None else {}),
        **unless("qf_floor", effort.qf_floor, None),
        **unless("qf_ceiling", effort.qf_ceiling, None),
    }


def _adjustment(adjustment: Adjustment) -> Written:
    return {
        "label": adjustment.label,
        **_conditions(adjustment.when),
        **unless("percent", adjustment.percent, Decimal(0)),
        **({"amount": euros(adjustment.cents)} if adjustment.cents else {}),
        **unless("brackets", adjustment.brackets, 0),
    }


def _conditions(when: Conditions) -> Written:
    written: Written = {}
    for name, bounds in when.ranges:
        written |= _quotient_range(bounds) if name == QUOTIENT else _whole_range(name, bounds)
    for name, value in when.values:
        written |= {"resident": value != OUTSIDE} if name == "residence" else {name: value}
    return written


def _quotient_range(bounds: Range) -> Written:
    return {
        **unless("above" if bounds.low_open else "from", bounds.low, None),
        **unless("to" if bounds.high_closed else "below", bounds.high, None),
    }


def _whole_range(name: str, bounds: Range) -> Written:
    low, high = (None if bound is None else int(bound) for bound in (bounds.low, bounds.high))
    if low is not None and low == high:
        return {name: low}
    return {**unless(f"{name}_from", low, None), **unless(f"{name}_to", high, None)}
