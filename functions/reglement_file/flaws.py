"""The sentence of each flaw of a grid: the line, the value, and how to mend it."""

from decimal import Decimal

from functions.domain.pricing.grid_coverage import Flaw, FlawCode
from functions.domain.reglement.tariff_grids import QUOTIENT, Tariff
from functions.french.reglement.tariff_lines import fact_name, fact_value
from functions.french.words.money import number


def flaw_sentence(tariff: Tariff, flaw: Flaw, file_lines: list[int]) -> str:
    """`file_lines` says on which line of the file each line of the grid is."""
    which = " et ".join(
        f"« {tariff.lines[line].label or tariff.code} » (ligne {file_lines[line]})" for line in flaw.lines
    )
    values = _values(flaw, is_whole=flaw.fact != QUOTIENT or tariff.quotient_rounding is not None)
    for_whom = _example(flaw)
    match flaw.code:
        case FlawCode.OVERLAP:
            return f"{values}{for_whom} est dans plusieurs lignes à la fois : {which}."
        case FlawCode.HOLE if not flaw.lines:
            return f"{values}{for_whom} n’a pas de prix : aucune ligne n’est pour ces familles."
        case FlawCode.HOLE:
            near = f"{values}{for_whom} n’a pas de prix : il tombe entre les lignes, près de {which}."
            return f"{near}{_advice(tariff, flaw)}"
        case FlawCode.CHEAPER:
            return f"à partir d’un quotient de {number(flaw.low or 0)}, une famille plus aisée paierait moins : {which}."


def _values(flaw: Flaw, *, is_whole: bool) -> str:
    name = fact_name(flaw.fact)
    if flaw.low is not None and flaw.high is not None:
        if flaw.low == flaw.high:
            return f"{name} {number(flaw.low)}"
        return f"{name} entre {number(flaw.low)} et {number(flaw.high)}"
    if flaw.low is not None and flaw.low > 0:
        from_there = "à partir de" if is_whole else "au-dessus de"
        return f"{name} {from_there} {number(flaw.low)}"
    return f"{name}, quel qu’il soit"


def _example(flaw: Flaw) -> str:
    said = [
        fact_value(name, value)
        for name, value in flaw.example
        if value is not None and (name, value) != ("kind", "regular")
    ]
    return f" ({', '.join(said)})" if said else ""


def _advice(tariff: Tariff, flaw: Flaw) -> str:
    is_between_whole_numbers = (
        flaw.fact == QUOTIENT
        and tariff.quotient_rounding is None
        and flaw.low is not None
        and flaw.high is not None
        and flaw.high - flaw.low <= Decimal(1)
    )
    if not is_between_whole_numbers:
        return ""
    return ' Écrivez « below » à la place de « to », ou dites comment arrondir le quotient : quotient_rounding = "down".'
