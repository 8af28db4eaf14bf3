"""Tariffs as the file writes them: one price, a list of lines, or a share of the quotient familial."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from functions.domain.money import RoundingMode
from functions.domain.pricing.grid_coverage import flaws
from functions.domain.reglement.tariff_grids import (
    QUOTIENT,
    Adjustment,
    Conditions,
    Effort,
    Tariff,
    TariffLine,
    WithoutPrice,
)
from functions.french.reglement.tariff_lines import label_of
from functions.reglement_file.conditions import read_conditions
from functions.reglement_file.flaws import flaw_sentence
from functions.reglement_file.places import Path
from functions.reglement_file.reader import Table
from functions.reglement_file.tariff_words import check_words

_RATES = ("rate_percent", "coefficient", "linear")
_EFFORT_KEYS = ("base", "floor", "ceiling", "qf_floor", "qf_ceiling")
_HIGHEST = "highest"


def read_tariff(table: Table, schools: Mapping[str, str]) -> Tariff:
    """`schools`: the names of those of the calendar, by code: a line may be for one."""
    problems_before = len(table.problems)
    table.required("code", "unit")
    lines, places = _lines(table, schools)
    tariff = Tariff(
        code=table.code("code"),
        unit=table.text("unit"),
        lines=tuple(lines),
        adjustments=tuple(_adjustment(adjustment) for adjustment in table.tables("adjustments")),
        since=table.day("since"),
        quotient_rounding=table.choice("quotient_rounding", RoundingMode, None),
        without_quotient=_without_quotient(table),
        rounding=table.choice("rounding", RoundingMode, RoundingMode.HALF_UP),
        step_cents=table.cents("step", 1) or 1,
        minutes=table.whole("minutes", None, least=1, most=24 * 60),
        care_percent=table.number("care_percent", Decimal(0)),
        without_price=tuple(_untold(families) for families in table.tables("without_price")),
    )
    if not 0 <= tariff.care_percent <= 100:
        table.problem("écrivez un pourcentage de 0 à 100.", "care_percent")
    table.finish()
    _check_bounds(table, tariff, places)
    check_words(table, tariff, places, schools)
    if len(table.problems) == problems_before:
        file_lines = [table.problems.line_of(place) for place in places]
        for flaw in flaws(tariff):
            place = places[flaw.lines[-1]] if flaw.lines else table.path
            table.problems.add(place, flaw_sentence(tariff, flaw, file_lines))
    return tariff


def _lines(table: Table, schools: Mapping[str, str]) -> tuple[list[TariffLine], list[Path]]:
    """The lines, and where each is written."""
    columns = _columns(table)
    lines: list[TariffLine] = []
    places: list[Path] = []
    way = table.at_most_one("price", "lines", *_RATES)
    if way == "lines":
        if table.values["lines"] == []:
            table.problem("il manque le prix : cette liste est vide.", "lines")
        for written in table.tables("lines"):
            for line in _line(written, columns):
                lines.append(line)
                places.append(written.path)
    elif way is None:
        _effort(table)
        if "other_prices" not in table:
            table.problem(
                "il manque le prix : « price », « lines », « rate_percent », « coefficient » ou « linear »."
            )
    else:
        for line in _priced(table, Conditions(), columns, ""):
            lines.append(line)
            places.append((*table.path, way))
    if (others := table.table("other_prices")) is not None:
        for kind in others.values:
            lines.append(TariffLine(Conditions(values=(("kind", kind),)), others.cents(kind, 0)))
            places.append((*others.path, kind))
    return [_labelled(line, schools) for line in lines], places


def _labelled(line: TariffLine, schools: Mapping[str, str]) -> TariffLine:
    return line if line.label else replace(line, label=label_of(line, schools))


def _columns(table: Table) -> dict[str, Conditions]:
    written = table.table("columns")
    if written is None:
        return {}
    columns = {}
    for name in written.values:
        column = written.table(name)
        if column is not None:
            columns[name] = read_conditions(column)
            column.finish()
    return columns


def _line(table: Table, columns: dict[str, Conditions]) -> list[TariffLine]:
    when = read_conditions(table, with_quotient=True)
    if table.at_most_one("price", *_RATES) is None:
        table.problem(
            "il manque le prix de cette ligne : « price », « rate_percent », « coefficient » ou « linear »."
        )
    lines = _priced(table, when, columns, table.text("label"))
    table.finish()
    return lines


def _priced(table: Table, when: Conditions, columns: dict[str, Conditions], label: str) -> list[TariffLine]:
    """One line, or one a column when the price is given by column."""
    by_column = table.table("price") if isinstance(table.values.get("price"), dict) else None
    if by_column is None:
        effort = _effort(table)
        return [TariffLine(when, 0 if effort is not None else table.cents("price", 0), effort, label)]
    lines = []
    for name in by_column.values:
        cents = by_column.cents(name, 0)
        if name in columns:
            column = columns[name]
            both = Conditions(when.ranges + column.ranges, when.values + column.values)
            lines.append(TariffLine(both, cents, label=label))
        else:
            by_column.problem(f"« {name} » n’est pas une colonne : décrivez-la dans « columns ».", name)
    for name in sorted(columns.keys() - by_column.values.keys()):
        by_column.problem(f"il manque le prix de la colonne « {name} ».")
    return lines


def _effort(table: Table) -> Effort | None:
    written = table.at_most_one(*_RATES)
    if written == "linear":
        return _linear(table)
    if written is None:
        for key in _EFFORT_KEYS:
            if table.number(key, None) is not None:
                table.problem(f"« {key} » demande aussi le taux : « rate_percent » ou « coefficient ».", key)
        return None
    rate = table.number(written, Decimal(0))
    effort = Effort(
        rate=rate / 100 if written == "rate_percent" else rate,
        base_cents=table.cents("base", 0, negative=True),
        floor_cents=table.cents("floor", 0),
        ceiling_cents=table.cents("ceiling", None),
        qf_floor=table.number("qf_floor", None),
        qf_ceiling=table.number("qf_ceiling", None),
    )
    if rate < 0:
        table.problem("un taux d’effort ne peut pas être négatif.", written)
    if effort.ceiling_cents is not None and effort.floor_cents > effort.ceiling_cents:
        table.problem("le prix plancher dépasse le prix plafond.", "floor")
    if effort.qf_floor is not None and effort.qf_ceiling is not None and effort.qf_floor > effort.qf_ceiling:
        table.problem("le quotient plancher dépasse le quotient plafond.", "qf_floor")
    return effort


def _linear(table: Table) -> Effort | None:
    """A straight line from one price to another, between two quotients."""
    for key in _EFFORT_KEYS:
        if key in table:
            table.number(key, None)
            table.problem(f"« linear » dit déjà ses bornes : retirez « {key} ».", key)
    written = table.table("linear")
    if written is None:
        return None
    written.required("from", "to", "price_from", "price_to")
    low, high = written.number("from", Decimal(0)), written.number("to", Decimal(1))
    floor, ceiling = written.cents("price_from", 0), written.cents("price_to", 0)
    written.finish()
    if not 0 <= low < high:
        written.problem("« to » doit dépasser « from ».", "to")
        return None
    if ceiling < floor:
        written.problem("« price_to » doit dépasser « price_from ».", "price_to")
        return None
    rate = Decimal(ceiling - floor).scaleb(-2)
    return Effort(rate, high - low, low, base_cents=floor, floor_cents=floor, ceiling_cents=ceiling)


def _adjustment(table: Table) -> Adjustment:
    table.required("label")
    if not any(key in table for key in ("percent", "amount", "brackets")):
        table.problem("il manque ce qui change : « percent », « amount » ou « brackets ».")
    adjustment = Adjustment(
        when=read_conditions(table, with_quotient=True),
        label=table.text("label"),
        percent=table.number("percent", Decimal(0)),
        cents=table.cents("amount", 0, negative=True),
        brackets=table.whole("brackets", 0, least=-20, most=20),
    )
    if adjustment.percent < -100:
        table.problem("une réduction ne dépasse pas 100 %.", "percent")
    table.finish()
    return adjustment


def _untold(table: Table) -> WithoutPrice:
    """Families without a price, and what they are told: `{ below = 400, told = "…" }`."""
    table.required("told")
    families = WithoutPrice(read_conditions(table, with_quotient=True), table.text("told"))
    table.finish()
    return families


def _without_quotient(table: Table) -> Decimal | None:
    if table.values.get("without_quotient") == _HIGHEST:
        table.text("without_quotient")
        return None
    return table.number("without_quotient", None)


def _check_bounds(table: Table, tariff: Tariff, places: list[Path]) -> None:
    for line, place in zip(tariff.lines, places, strict=True):
        if line.effort is not None and not line.effort.is_bounded and tariff.without_quotient is None:
            table.problems.add(
                place,
                "sans justificatif de quotient, le prix serait sans fin : ajoutez « ceiling », « qf_ceiling » "
                "ou « without_quotient ».",
            )
        if tariff.quotient_rounding is not None:
            bounds = line.when.range_of(QUOTIENT)
            if any(
                bound is not None and bound != bound.to_integral_value()
                for bound in (bounds.low, bounds.high)
            ):
                table.problems.add(
                    place, "avec « quotient_rounding », les bornes du quotient sont des nombres entiers."
                )
