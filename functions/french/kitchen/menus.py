"""What a menu is called on a list, and figures in words."""

from collections.abc import Iterable, Mapping

from functions.domain.kitchen.meals import MealLine
from functions.french.words.dates import NO_BREAK, listing
from functions.french.words.schools import school_name

USUAL = "Standard"
BASKET = "Panier-repas (PAI)"
MINUS = "−"  # the sign, as French typography has it


def menu_name(menu: str, *, basket: bool) -> str:
    return BASKET if basket else menu or USUAL


def meals(number: int) -> str:
    """« 42 repas »"""
    return f"{number}{NO_BREAK}repas"


def changes(lines: Iterable[MealLine], schools: Mapping[str, str]) -> list[str]:
    """« +1 standard, École Jaurès », « −1 sans viande, École Pagnol »: a part for each menu and school."""
    return [_change(line, schools) for line in lines if line.meals]


def changes_said(lines: Iterable[MealLine], schools: Mapping[str, str]) -> str:
    """The same in one breath; empty where only ages change."""
    found = changes(lines, schools)
    return listing(found) if found else ""


def _change(line: MealLine, schools: Mapping[str, str]) -> str:
    name = menu_name(line.menu, basket=line.basket)
    number = f"+{line.meals}" if line.meals > 0 else f"{MINUS}{-line.meals}"
    where = f", {school_name(schools, line.school)}" if line.school else ""
    return f"{number}{NO_BREAK}{name[0].lower()}{name[1:]}{where}"


def waste(planned: int, served: int) -> str:
    """« 4 repas de trop, soit 3 % », « 2 repas de plus que prévu », « tout a été servi »."""
    more = planned - served
    if more == 0:
        return "Tout a été servi."
    if more < 0:
        return f"{meals(-more)} de plus que prévu."
    share = round(100 * more / planned)
    return f"{meals(more)} de trop, soit {share}{NO_BREAK}%."
