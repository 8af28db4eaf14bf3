"""A week of menus is pasted as a mail, a spreadsheet or a PDF gives it, and shown before it is kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.domain.menus.week_menu import DayMenu
from functions.domain.safety.child_safety import Allergen
from functions.french.menus.pasted_week import PastedWeek, pasted_week
from tests.support.builders import on

MONDAY = on("lundi 2026-11-30")
TUESDAY, THURSDAY = on("mardi 2026-12-01"), on("jeudi 2026-12-03")
A_MAIL = """
Bonjour, voici les menus :

LUNDI 30 NOVEMBRE
- Carottes râpées (moutarde)
- Poulet rôti, semoule (gluten, lait)
- Pomme BIO

Mardi 1er décembre : Soupe / Poisson pané (1, 4) / Riz / Yaourt (lait)
Allergènes : céleri, kiwi
Jeudi
• Lasagnes (végétariennes)
"""
BY_COLUMN = "\tLundi 30/11\tMardi 01/12\nEntrée\tBetteraves\tSalade verte\nPlat\tRôti\tOmelette (œufs)\nDessert\t\tFlan (Lait, Œuf)\n"
BY_ROW = "lundi\tBetteraves\tRôti\nmardi\tOmelette (œufs)\tFlan\n"


def dishes(week: PastedWeek) -> dict[int, list[str]]:
    return {day.day: list(menu.dishes) for day, menu in week.days.items()}


def test_a_mail_is_read_day_by_day_with_the_allergens_that_it_names() -> None:
    week = pasted_week(A_MAIL, MONDAY)
    assert week.days[MONDAY] == DayMenu(
        ("Carottes râpées", "Poulet rôti, semoule", "Pomme BIO"),
        (Allergen.GLUTEN, Allergen.MILK, Allergen.MUSTARD),
    )
    assert week.days[TUESDAY] == DayMenu(
        ("Soupe", "Poisson pané", "Riz", "Yaourt"),
        (Allergen.GLUTEN, Allergen.FISH, Allergen.MILK, Allergen.CELERY),
    )
    assert week.days[THURSDAY].dishes == ("Lasagnes (végétariennes)",)
    assert week.unread == ["Bonjour, voici les menus :", "Allergène inconnu\u00a0: kiwi"]


def test_a_spreadsheet_has_its_days_in_columns_or_in_rows() -> None:
    columns = pasted_week(BY_COLUMN, MONDAY)
    assert dishes(columns) == {30: ["Betteraves", "Rôti"], 1: ["Salade verte", "Omelette", "Flan"]}
    assert columns.days[TUESDAY].allergens == (Allergen.EGGS, Allergen.MILK)
    assert dishes(pasted_week(BY_ROW, MONDAY)) == {30: ["Betteraves", "Rôti"], 1: ["Omelette", "Flan"]}
    assert columns.unread == []


def test_the_menu_of_another_week_is_told() -> None:
    week = pasted_week("Lundi 23 novembre\nRôti", MONDAY)
    assert dishes(week) == {30: ["Rôti"]}
    assert week.unread == ["« lundi 23 »\u00a0: cette semaine, lundi est le 30."]


@pytest.mark.parametrize("text", ["", "\n\n", "Rien d’utile", "lundi", "lundi :\nmardi :"])
def test_a_day_without_a_dish_is_no_day(text: str) -> None:
    assert pasted_week(text, MONDAY).days == {}


WORDS = st.sampled_from(
    ["lundi", "Mardi 1er", "\t", "\n", "(lait)", "(1, 3)", " / ", "rôti", "Allergènes : ", "«"]
)


@given(st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=25).map("".join)))
def test_whatever_is_pasted_is_read_and_no_dish_is_empty(text: str) -> None:
    for menu in pasted_week(text, MONDAY).days.values():
        assert menu.dishes and all(dish.strip() for dish in menu.dishes)
