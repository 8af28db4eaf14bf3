"""The weeks that parents named: an item a login and family, as the basket."""

from functions.domain.bookings.week_patterns import WeekPatterns
from functions.domain.families.family import Child, Family
from functions.storage.table import keys
from functions.storage.table.reading import read
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction


def with_children(commune: str, family: Family, account: str) -> tuple[WeekPatterns, list[Child]]:
    """Those of the login, and the family's children, whom they are about: in one round trip."""
    key = keys.week_patterns(commune, family.id, account)
    children = [keys.child(commune, child) for child in family.children]
    found = read([key, *children])
    files = [found.get(each, Child) for each in children]
    return found.get_or(key, WeekPatterns()).value, [file.value for file in files if file is not None]


def put(transaction: Transaction, stored: Stored[WeekPatterns]) -> None:
    transaction.put(stored, why="patterns")


def forget(transaction: Transaction, commune: str, family: str, account: str) -> None:
    """With the login's access to the family. Frees nothing that anybody else needs, and asks for nothing."""
    transaction.delete(keys.week_patterns(commune, family, account), why="patterns")
