"""The table itself, where no template makes it: the tests and the local run."""

from functions.storage.table.item import Item
from functions.storage.town import communes


def use_table(name: str) -> None:
    """Point this process at another table; what was kept of the one before is forgotten."""
    Item.Meta.table_name = name
    communes.reglement.cache_clear()


def create_table() -> None:
    """Create the table this process points at, with its index and its time to live."""
    Item.create_table(wait=True)
