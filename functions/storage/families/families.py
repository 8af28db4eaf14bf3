"""Families of a commune."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain, pairwise

from functions.domain.errors import NotFound
from functions.domain.families.family import Family
from functions.storage.directory import following
from functions.storage.table import keys
from functions.storage.table.item import Item
from functions.storage.table.keys import Key
from functions.storage.table.reading import listed, read, read_one, sound, together
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction


def family(commune: str, family_id: str) -> Stored[Family]:
    """Raises NotFound."""
    found = read_one(keys.family(commune, family_id), Family)
    if found is None:
        raise NotFound
    return found


def erased_among(commune: str, ids: Iterable[str]) -> frozenset[str]:
    """Those that the town erased. A file that cannot be read is none of them."""
    wanted = {family_id: keys.family(commune, family_id) for family_id in ids}
    found = read(wanted.values())
    files = {family_id: found.get_sound(key, Family) for family_id, key in wanted.items()}
    return frozenset(
        family_id
        for family_id, file in files.items()
        if file is not None and file.value.erased_on is not None
    )


def all_families(commune: str) -> Iterator[Stored[Family]]:
    """By name, page after page. A moment late: for lists, never to decide from."""
    return listed(keys.families(commune), Family)


_CUTS = (" ", "b", "c", "d", "g", "l", "m", "p", "s", "\uffff")
"""Where the list by name is cut, so that its parts are read at once: families of France by the first letter of their name."""


def all_at_once(commune: str, *, unreadable: list[Key] | None = None) -> list[Stored[Family]]:
    """The same in one round trip, up to some thousands of families. The keys of those that cannot be read are added to `unreadable`."""
    parts = together(*(partial(_part, commune, begin, end) for begin, end in pairwise(_CUTS)))
    return list(sound(chain.from_iterable(parts), Family, unreadable))


def _part(commune: str, begin: str, end: str) -> list[Item]:
    return list(Item.by_list.query(keys.families(commune), Item.list_sk.between(begin, end)))


@dataclass(frozen=True, slots=True)
class FamiliesPage:
    families: list[Stored[Family]]
    """Without those that cannot be read."""
    last: str
    """Where the next page goes on; empty after the last one."""


def page(commune: str, *, after: str, limit: int) -> FamiliesPage:
    """The next families by name, from the one that lies at `after` in the index on (empty: from the first)."""
    condition = Item.list_sk > after if after else None
    rows = list(Item.by_list.query(keys.families(commune), condition, limit=limit))
    last = str(rows[-1].list_sk) if len(rows) == limit else ""
    return FamiliesPage(list(sound(rows, Family)), last)


def list_name(family: Family) -> str:
    """Where a family stands in the index: by name, and apart from its namesakes."""
    return f"{family.name.casefold()}#{family.id}"


def family_at(place: str) -> str:
    """Which family stands there; empty for no place."""
    return place.rpartition("#")[2]


def put(transaction: Transaction, commune: str, family: Stored[Family]) -> None:
    """An erased family is in no list. The directory follows."""
    listed_as = (keys.families(commune), list_name(family.value)) if family.value.erased_on is None else None
    transaction.put(family, why="family", listed=listed_as)
    following.note_family(transaction, commune, family.value)
