"""What a tariff asks and why, in sentences: for the règlement page and the simulator."""

from collections.abc import Mapping
from decimal import Decimal

from functions.domain.pricing.prices import Price, PriceStep, StepCode
from functions.domain.reglement.tariff_grids import Adjustment, Effort
from functions.french.reglement.tariff_lines import NO_NAMES, line_label
from functions.french.words.money import NARROW, NO_BREAK, euros, number, percent

SINGLE_PRICE = "Tarif unique"


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


def adjustment_sentence(adjustment: Adjustment, schools: Mapping[str, str] = NO_NAMES) -> str:
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
    when = line_label(adjustment.when, schools)
    if when and _alike(when) != _alike(adjustment.label):
        return f"{adjustment.label} ({when}) : {', puis '.join(changes)}."
    return f"{adjustment.label} : {', puis '.join(changes)}."


def _alike(text: str) -> str:
    """Whatever its capitals, and the width of its spaces."""
    return text.replace(NO_BREAK, " ").replace(NARROW, " ").casefold()


def explain(price: Price, unit: str) -> str:
    """Why a unit costs what it does, step by step, in one sentence."""
    said = [_step(step) for step in price.steps]
    quantity = f" ; {number(price.quantity)} × {euros(price.unit_cents)} = {euros(price.total_cents)}"
    total = quantity if price.quantity != 1 else ""
    return f"{' ; '.join(said)} : {euros(price.unit_cents)} par {unit}{total}."


def _step(step: PriceStep) -> str:
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


def _effort_step(step: PriceStep) -> str:
    rate = percent((step.rate or Decimal(0)) * 100)
    if step.quotient is None or not step.quotient.is_finite():
        return f"{rate} du quotient familial"
    return f"{rate} d’un quotient de {number(step.quotient)}"


def _signed(amount: Decimal | int) -> str:
    return "\u2212" if amount < 0 else "+"
