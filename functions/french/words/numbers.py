"""Amounts in words, as accounting documents end: « mille deux cent trente-quatre euros et cinquante centimes »."""

_SMALL = (
    *("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"),
    *("onze", "douze", "treize", "quatorze", "quinze", "seize"),
)
_TENS = ("", "dix", "vingt", "trente", "quarante", "cinquante", "soixante", "soixante", "quatre-vingt")


def in_words(cents: int) -> str:
    """`-123450` → « moins mille deux cent trente-quatre euros et cinquante centimes »; below a thousand million euros."""
    whole, rest = divmod(abs(cents), 100)
    sign = "moins " if cents < 0 else ""
    parts = [_counted(whole, "euro")] if whole or not rest else []
    parts += [_counted(rest, "centime")] if rest else []
    return f"{sign}{' et '.join(parts)}"


def _counted(number: int, unit: str) -> str:
    """« un million d’euros »: a million is a noun."""
    of = "d’" if number and number % 1_000_000 == 0 else ""
    return f"{number_in_words(number)} {of}{unit}{'s' if number > 1 else ''}"


def number_in_words(number: int) -> str:
    """From 0 to 999 999 999."""
    millions, rest = divmod(number, 1_000_000)
    thousands, below = divmod(rest, 1000)
    parts = []
    if millions:
        parts.append(f"{_below_thousand(millions, last=True)} million{'s' if millions > 1 else ''}")
    if thousands:
        # « quatre-vingt mille », « deux cent mille »: no s before mille, which is no noun.
        parts.append("mille" if thousands == 1 else f"{_below_thousand(thousands, last=False)} mille")
    if below or not parts:
        parts.append(_below_thousand(below, last=True))
    return " ".join(parts)


def _below_thousand(number: int, *, last: bool) -> str:
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return _below_hundred(rest, last=last)
    said = "cent" if hundreds == 1 else f"{_SMALL[hundreds]} cent"
    if rest:
        return f"{said} {_below_hundred(rest, last=last)}"
    return f"{said}s" if hundreds > 1 and last else said


def _below_hundred(number: int, *, last: bool) -> str:
    if number < len(_SMALL):
        return _SMALL[number]
    if number == 80:
        return "quatre-vingts" if last else "quatre-vingt"
    ten, unit = divmod(number, 10)
    if ten in (7, 9):
        ten, unit = ten - 1, unit + 10
    if not unit:
        return _TENS[ten]
    joined = " et " if unit in (1, 11) and ten != 8 and ten > 1 else "-"
    return f"{_TENS[ten]}{joined}{_teen(unit)}"


def _teen(number: int) -> str:
    return _SMALL[number] if number < len(_SMALL) else f"dix-{_SMALL[number - 10]}"
