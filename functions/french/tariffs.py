"""Tariffs as tables and sentences, for the règlement page and the simulator."""

from dataclasses import dataclass
from decimal import Decimal

from functions.domain.grids import QUOTIENT, REGULAR, Adjustment, Conditions, Effort, Line, Tariff
from functions.domain.money import RoundingMode
from functions.domain.tariffs import Price, Step, StepCode
from functions.french.dates import date_long
from functions.french.grids import line_label
from functions.french.money import euros, number, percent

SINGLE_PRICE = "Tarif unique"


@dataclass(frozen=True, slots=True)
class TariffTable:
    """A grid laid out for a page: quotients down, the other conditions across when there are both."""

    caption: str
    columns: tuple[str, ...]
    """Heads of the price columns; one empty head when there is only one."""
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    """Head of the row, then a price (or nothing) a column."""
    notes: tuple[str, ...]


def tariff_table(tariff: Tariff) -> TariffTable:
    columns = list(dict.fromkeys(_across(line) for line in tariff.lines if _has_quotient(line))) or [""]
    heads = columns if len(columns) > 1 else [""]
    rows: dict[str, dict[str, str]] = {}
    for line in tariff.lines:
        column = _across(line) if _has_quotient(line) and len(columns) > 1 else heads[0]
        rows.setdefault(_down(line, split=len(columns) > 1), {})[column] = _line_price(line)
    since = f", depuis le {date_long(tariff.since)}" if tariff.since is not None else ""
    return TariffTable(
        caption=f"Prix par {tariff.unit}{since}",
        columns=tuple(heads),
        rows=tuple(
            (head, tuple(prices.get(column, "") for column in heads)) for head, prices in rows.items()
        ),
        notes=tuple(_notes(tariff)),
    )


def effort_phrase(effort: Effort) -> str:
    """« 0,36 % du quotient familial, au moins 2,60 €, au plus 4,50 € »."""
    if effort.per != 1:
        return (
            f"de {euros(effort.floor_cents)} (quotient de {number(effort.origin)} et moins) "
            f"à {euros(effort.ceiling_cents or 0)} (quotient de {number(effort.origin + effort.per)} et plus), "
            "en proportion entre les deux"
        )
    said = f"{percent(effort.rate * 100)} du quotient familial"
    if effort.base_cents:
        said = f"{euros(effort.base_cents)} + {said}"
    if effort.qf_floor is not None:
        said += f", compté au moins pour {number(effort.qf_floor)}"
    if effort.qf_ceiling is not None:
        said += f", compté au plus pour {number(effort.qf_ceiling)}"
    if effort.floor_cents:
        said += f", au moins {euros(effort.floor_cents)}"
    if effort.ceiling_cents is not None:
        said += f", au plus {euros(effort.ceiling_cents)}"
    return said


def adjustment_sentence(adjustment: Adjustment) -> str:
    """« Fratrie (à partir du 2e enfant) : −20 %. »"""
    changes = []
    if adjustment.brackets:
        away = abs(adjustment.brackets)
        way = "en dessous" if adjustment.brackets < 0 else "au-dessus"
        changes.append(f"prix de la tranche {'juste ' if away == 1 else f'{away} rangs '}{way}")
    if adjustment.percent:
        changes.append(f"{_signed(adjustment.percent)}{percent(abs(adjustment.percent))}")
    if adjustment.cents:
        changes.append(f"{_signed(adjustment.cents)}{euros(abs(adjustment.cents))}")
    when = line_label(adjustment.when)
    if when and when.casefold() != adjustment.label.casefold():
        return f"{adjustment.label} ({when}) : {', puis '.join(changes)}."
    return f"{adjustment.label} : {', puis '.join(changes)}."


def explain(price: Price, unit: str) -> str:
    """Why a unit costs what it does, step by step, in one sentence."""
    said = [_step(step) for step in price.steps]
    quantity = f" ; {number(price.quantity)} × {euros(price.unit_cents)} = {euros(price.total_cents)}"
    total = quantity if price.quantity != 1 else ""
    return f"{' ; '.join(said)} : {euros(price.unit_cents)} par {unit}{total}."


def _step(step: Step) -> str:
    change = []
    if step.percent:
        change.append(f"{_signed(step.percent)}{percent(abs(step.percent))}")
    if step.added_cents:
        change.append(f"{_signed(step.added_cents)}{euros(abs(step.added_cents))}")
    match step.code:
        case StepCode.LINE:
            return step.label or SINGLE_PRICE
        case StepCode.EFFORT:
            return _effort_step(step)
        case StepCode.EFFORT_FLOOR:
            return f"{_effort_step(step)}, relevé au prix le plus bas"
        case StepCode.EFFORT_CEILING:
            return f"{_effort_step(step)}, ramené au prix le plus haut"
        case StepCode.PROPORTION:
            known = step.quotient is not None and step.quotient.is_finite()
            return (
                f"en proportion d’un quotient de {number(step.quotient or 0)}"
                if known
                else "en proportion du quotient"
            )
        case StepCode.NO_QUOTIENT:
            return "quotient familial non justifié"
        case StepCode.ADJUSTMENT:
            return _labelled(step.label, change)
        case StepCode.SURCHARGE:
            return _labelled("hors délai", change)


def _labelled(label: str, change: list[str]) -> str:
    return f"{label} ({', '.join(change)})" if change else label


def _effort_step(step: Step) -> str:
    rate = percent((step.rate or Decimal(0)) * 100)
    if step.quotient is None or not step.quotient.is_finite():
        return f"{rate} du quotient familial"
    return f"{rate} d’un quotient de {number(step.quotient)}"


def _notes(tariff: Tariff) -> list[str]:
    notes = [adjustment_sentence(adjustment) for adjustment in tariff.adjustments]
    if any(_has_quotient(line) or line.effort is not None for line in tariff.lines):
        if tariff.without_quotient is None:
            notes.append("Sans justificatif du quotient familial : le prix le plus élevé.")
        else:
            notes.append(f"Sans justificatif : le prix d’un quotient de {number(tariff.without_quotient)}.")
    if tariff.quotient_rounding is not None:
        how = {
            RoundingMode.HALF_UP: "à l’entier le plus proche",
            RoundingMode.UP: "à l’entier supérieur",
            RoundingMode.DOWN: "à l’entier inférieur",
        }[tariff.quotient_rounding]
        notes.append(f"Le quotient familial est arrondi {how}.")
    if tariff.minutes is not None:
        notes.append(f"Toute tranche de {tariff.minutes} minutes commencée est due.")
    return notes


def _down(line: Line, *, split: bool) -> str:
    if not split or not _has_quotient(line):
        return line.label or SINGLE_PRICE
    return line_label(Conditions(tuple(pair for pair in line.when.ranges if pair[0] == QUOTIENT)))


def _across(line: Line) -> str:
    """The conditions of a line without its quotient."""
    ranges = tuple(pair for pair in line.when.ranges if pair[0] != QUOTIENT)
    values = tuple(pair for pair in line.when.values if pair != ("kind", REGULAR))
    return line_label(Conditions(ranges, values))


def _has_quotient(line: Line) -> bool:
    return any(name == QUOTIENT for name, _ in line.when.ranges)


def _line_price(line: Line) -> str:
    return euros(line.price_cents) if line.effort is None else effort_phrase(line.effort)


def _signed(amount: Decimal | int) -> str:
    return "\u2212" if amount < 0 else "+"
