"""A caterer's document is read where each dish stands under one day, and left aside where that is not certain."""

from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.domain.menus.printed import Piece
from functions.domain.safety.child_safety import Allergen
from functions.french.menus.printed_dates import week_of_title
from functions.french.menus.printed_menus import PrintedMenus, printed_menus
from tests.support.builders import on

MONDAY = on("lundi 2026-11-30")
MONDAYS = [MONDAY + timedelta(weeks=number) for number in range(5)]
DAYS = ("Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi")
WIDE = 120
"""Of a column."""


def piece(text: str, left: float, top: float) -> Piece:
    return Piece(left, left + 5 * len(text), top, 10, text)


def centred(text: str, column: int, top: float) -> Piece:
    return piece(text, column * WIDE + (WIDE - 5 * len(text)) / 2, top)


def a_row(texts: Iterable[str], top: float) -> list[Piece]:
    return [centred(text, column, top) for column, text in enumerate(texts) if text]


def read(*pieces: Piece, asked: date | None = MONDAY) -> PrintedMenus:
    return printed_menus([pieces], MONDAYS, asked)


def dishes(found: PrintedMenus) -> dict[str, list[str]]:
    return {
        f"{day:%d/%m}": list(menu.dishes)
        for monday in sorted(found.weeks)
        for day, menu in found.weeks[monday].days.items()
    }


def test_days_in_columns_have_the_dishes_that_are_centred_under_them_and_none_of_their_neighbours() -> None:
    found = read(
        *a_row(DAYS, 0),
        *a_row(["Soupe", "", "Betteraves", "Salade", ""], 20),
        *a_row(["Lasagnes aux", "Rôti (lait)", "Omelette", "", "Dahl"], 50),
        centred("légumes", 0, 62),
        piece("Entrée", -90, 20),
        piece("Une phrase qui va d’un jour à un autre jour", 10, 100),
    )
    assert dishes(found) == {
        "30/11": ["Soupe", "Lasagnes aux légumes"],
        "01/12": ["Rôti"],
        "02/12": ["Betteraves", "Omelette"],
        "03/12": ["Salade"],
        "04/12": ["Dahl"],
    }
    assert found.weeks[MONDAY].days[on("mardi 2026-12-01")].allergens == (Allergen.MILK,)
    assert found.unread == ["Une phrase qui va d’un jour à un autre jour"]


def test_a_month_has_each_week_by_its_title_or_by_the_numbers_of_its_days() -> None:
    found = read(
        piece("Semaine du 30 novembre au 4 décembre", 0, 0),
        *a_row(DAYS, 20),
        *a_row(["Soupe"], 40),
        *a_row([f"{day} {number}" for day, number in zip(DAYS, range(7, 12), strict=True)], 80),
        *a_row(["", "Rôti"], 100),
        *a_row(DAYS, 140),
        *a_row(["14", "15", "16", "17", "18"], 152),
        *a_row(["", "", "Riz"], 180),
    )
    assert dishes(found) == {"30/11": ["Soupe"], "08/12": ["Rôti"], "16/12": ["Riz"]}


@pytest.mark.parametrize(
    ("title", "numbers"),
    [
        ("Semaine du 2 au 6 novembre", ""),
        ("Semaine du 30 novembre au 4 décembre", " 8"),
        ("Semaine 12", ""),
    ],
)
def test_a_week_that_is_over_or_that_contradicts_itself_is_left_aside_whole(title: str, numbers: str) -> None:
    found = read(piece(title, 0, 0), *a_row(["Lundi", f"Mardi{numbers}"], 20), *a_row(["Soupe", "Riz"], 40))
    assert dishes(found) == {}
    assert found.unread == [title]


def test_two_weeks_without_a_date_are_of_no_week_and_one_is_of_that_for_which_it_was_given() -> None:
    week = [*a_row(DAYS, 0), *a_row(["Soupe"], 20)]
    again = [*a_row(DAYS, 60), *a_row(["Riz"], 80)]
    assert dishes(read(*week)) == {"30/11": ["Soupe"]}
    assert dishes(read(*week, *again)) == {}
    assert len(read(*week, *again).unread) == 2


def test_days_one_below_another_have_what_follows_them() -> None:
    found = read(
        piece("Lundi 30 novembre", 0, 0),
        piece("• Soupe", 10, 20),
        piece("• Rôti", 10, 40),
        piece("Mardi 1er décembre : Riz / Flan", 0, 60),
    )
    assert dishes(found) == {"30/11": ["Soupe", "Rôti"], "01/12": ["Riz", "Flan"]}


def test_dishes_beside_their_day_are_read_on_its_line_alone() -> None:
    plainly = [piece(day, 0, top) for day, top in (("Lundi", 0), ("Mardi", 40))]
    beside = [piece("Soupe", 100, 0), piece("Riz", 200, 0), piece("Flan", 100, 40)]
    assert dishes(read(*plainly, *beside)) == {"30/11": ["Soupe", "Riz"], "01/12": ["Flan"]}
    # A second line between two days may be of either.
    torn = read(*plainly, *beside, piece("aux légumes", 100, 20))
    assert dishes(torn) == {}


def test_words_written_one_by_one_are_one_dish() -> None:
    found = read(*a_row(DAYS, 0), piece("Riz", 35, 20), piece("au", 53, 20), piece("lait", 66, 20))
    assert dishes(found) == {"30/11": ["Riz au lait"]}


@pytest.mark.parametrize(
    ("title", "monday"),
    [
        ("MENUS DU LUNDI 30 NOVEMBRE AU VENDREDI 4 DÉCEMBRE 2026", "lundi 2026-11-30"),
        ("du 30/11 au 04/12", "lundi 2026-11-30"),
        ("Du 7 au 11 décembre", "lundi 2026-12-07"),
        ("Du mardi 8 au 11 décembre", "lundi 2026-12-07"),
        ("Semaine n° 51 – restaurant", "lundi 2026-12-14"),
    ],
)
def test_a_title_names_its_week(title: str, monday: str) -> None:
    assert week_of_title(title, MONDAYS) == (True, on(monday))


@given(st.data())
def test_no_dish_of_a_table_is_ever_placed_on_another_day(data: st.DataObject) -> None:
    """Centred or from the left, whatever stands in which cell, and wherever the table stands on the page."""
    at = data.draw(st.floats(0, 400))
    is_centred = data.draw(st.booleans())
    cells = data.draw(st.lists(st.lists(st.integers(0, 22), min_size=5, max_size=5), min_size=1, max_size=6))
    table = [
        list(DAYS),
        *[
            [f"P{column}".ljust(size, "x") if size > 1 else "" for column, size in enumerate(row)]
            for row in cells
        ],
    ]
    pieces = [
        piece(text, at + column * WIDE + ((WIDE - 5 * len(text)) / 2 if is_centred else 4), 20 * place)
        for place, row in enumerate(table)
        for column, text in enumerate(row)
        if text
    ]
    found = read(*pieces)
    told = {f"P{(day - MONDAY).days}" for week in found.weeks.values() for day in week.days}
    for week in found.weeks.values():
        for day, menu in week.days.items():
            assert {dish[:2] for dish in menu.dishes} <= {f"P{(day - MONDAY).days}"}
    assert told or not any(any(size > 1 for size in row) for row in cells) or found.unread


def test_nothing_at_all_is_nothing() -> None:
    assert read() == PrintedMenus()
