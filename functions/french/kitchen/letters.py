"""An order in the mail to the caterer, and on the page behind its link: figures, and no child."""

from collections.abc import Mapping, Sequence
from datetime import date

from functions.domain.kitchen.meals import Lines, MealLine, to_cook
from functions.domain.kitchen.orders import MealOrder
from functions.french.kitchen.menus import changes_said, meals, menu_name
from functions.french.words.dates import date_weekday, listing
from functions.french.words.schools import school_name


def subject_days(days: Sequence[date]) -> str:
    """« lundi 30 novembre », « 4 jours, dès lundi 30 novembre »."""
    if len(days) == 1:
        return date_weekday(days[0])
    return f"{len(days)} jours, dès {date_weekday(min(days))}"


def order_lines(order: MealOrder, total: Lines, schools: Mapping[str, str]) -> list[str]:
    """Of the order itself, a line a school; of a difference, what changes and how many there are then."""
    day = date_weekday(order.day)
    if order.number > 1:
        said = changes_said(order.lines, schools) or "les âges changent, le nombre reste le même"
        return [f"{day} : {said}. En tout, {meals(to_cook(total))}."]
    if not order.lines:
        return [f"{day} : aucun repas."]
    codes = list(dict.fromkeys(line.school for line in order.lines))
    return [
        f"{_where(day, code, schools)} : {_school([line for line in order.lines if line.school == code])}."
        for code in codes
    ]


def _where(day: str, code: str, schools: Mapping[str, str]) -> str:
    return f"{day}, {school_name(schools, code)}" if code else day


def _school(lines: Sequence[MealLine]) -> str:
    """« 42 repas : 38 standard (12 de moins de 6 ans, 24 de 6 ans et plus, 2 adultes), 4 sans porc »."""
    total = to_cook(lines)
    cooked = [_menu(line) for line in lines if not line.basket]
    brought = sum(line.meals for line in lines if line.basket)
    said = f"{meals(total)}, dont {listing(cooked)}" if cooked else meals(0)
    if brought:
        said += f" ; {brought} panier{'s' if brought > 1 else ''}-repas apporté{'s' if brought > 1 else ''} par les familles, en plus"
    return said


def _menu(line: MealLine) -> str:
    parts = [
        (line.under6, "de moins de 6 ans"),
        (line.from6, "de 6 ans et plus"),
        (line.adults, "adultes" if line.adults > 1 else "adulte"),
    ]
    ages = ", ".join(f"{number} {words}" for number, words in parts if number)
    return f"{line.meals} {menu_name(line.menu, basket=False).lower()} ({ages})"
