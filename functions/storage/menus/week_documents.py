"""The documents of weeks, beside their menus: another item, so that who types a week and who gives its document wait for nobody."""

from collections.abc import Iterable

from functions.domain.menus.week_document import WeekDocument
from functions.domain.menus.week_menu import WeekMenu
from functions.storage.menus import week_menus
from functions.storage.table import keys
from functions.storage.table.reading import Found, read
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction


def week_documents(commune: str, weeks: Iterable[str]) -> list[WeekDocument]:
    """In the order asked, those that are there, withdrawn or not."""
    wanted = list(weeks)
    return in_batch(read(keys.week_document(commune, week) for week in wanted), commune, wanted)


def with_menus(commune: str, weeks: Iterable[str]) -> tuple[list[Stored[WeekMenu]], list[WeekDocument]]:
    """The menus of some weeks, empty where nothing was written, and the documents that are there; in one round trip."""
    wanted = list(weeks)
    found = read(place(commune, week) for week in wanted for place in (keys.week_menu, keys.week_document))
    return [week_menus.in_batch(found, commune, week) for week in wanted], in_batch(found, commune, wanted)


def in_batch(found: Found, commune: str, weeks: Iterable[str]) -> list[WeekDocument]:
    there = (stored_in_batch(found, commune, week) for week in weeks)
    return [stored.value for stored in there if stored is not None]


def stored_in_batch(found: Found, commune: str, week: str) -> Stored[WeekDocument] | None:
    return found.get(keys.week_document(commune, week), WeekDocument)


def put(transaction: Transaction, stored: Stored[WeekDocument]) -> None:
    transaction.put(stored, why=("week document", stored.value.week))
