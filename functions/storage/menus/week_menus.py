"""The menu of a week, which is read with those beside it in one round trip."""

from collections.abc import Iterable

from functions.domain.menus.week_menu import WeekMenu
from functions.storage.table import keys
from functions.storage.table.reading import Found, read
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction


def week_menus(commune: str, weeks: Iterable[str]) -> list[Stored[WeekMenu]]:
    """One for each week, in the order asked: empty where nothing was written."""
    wanted = list(weeks)
    found = read(keys.week_menu(commune, week) for week in wanted)
    return [in_batch(found, commune, week) for week in wanted]


def in_batch(found: Found, commune: str, week: str) -> Stored[WeekMenu]:
    return found.get_or(keys.week_menu(commune, week), WeekMenu(week))


def put(transaction: Transaction, stored: Stored[WeekMenu]) -> None:
    transaction.put(stored, why="week menu")
