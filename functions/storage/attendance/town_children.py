"""The children of a town, and what is kept of each for one day: asked for at once, whatever the size of the town.

The list of families says who there is; every key follows from it. A moment late for a child that comes to the town this very second.
"""

from collections.abc import Callable, Iterable

from functions.domain.families.family import Family
from functions.storage.families import families
from functions.storage.table.keys import Key
from functions.storage.table.reading import Found, read
from functions.storage.table.stored import Stored


def children_of_town(commune: str, *, unreadable: list[Key]) -> tuple[list[str], list[Stored[Family]]]:
    """The ids of all children, once each, and the files that name them. One round trip."""
    files = families.all_at_once(commune, unreadable=unreadable)
    return list(dict.fromkeys(child for file in files for child in file.value.children)), files


def read_of_each(
    children: Iterable[str], keys_of: Callable[[str], Iterable[Key]], also: Iterable[Key] = ()
) -> Found:
    """All that `keys_of` names of each child. One round trip."""
    return read([*also, *(key for child in children for key in keys_of(child))])
