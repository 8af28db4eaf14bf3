"""Families of a commune."""

from collections.abc import Iterator

from functions.domain.errors import NotFound
from functions.domain.families import Family
from functions.storage import keys
from functions.storage.bodies import Stored
from functions.storage.reading import listed, read_one
from functions.storage.transaction import Transaction


def family(commune: str, family_id: str) -> Stored[Family]:
    """Raises NotFound."""
    found = read_one(keys.family(commune, family_id), Family)
    if found is None:
        raise NotFound
    return found


def all_families(commune: str) -> Iterator[Stored[Family]]:
    """By name, page after page. A moment late: for lists, never to decide from."""
    return listed(keys.families(commune), Family)


def put(transaction: Transaction, commune: str, family: Stored[Family]) -> None:
    name = f"{family.value.name.casefold()}#{family.value.id}"
    transaction.put(family, why="family", listed=(keys.families(commune), name))
