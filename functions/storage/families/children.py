"""Children of a commune. A child may live in two families, so it lies in none of them."""

from collections.abc import Iterable

from functions.domain.families.family import Child
from functions.storage.directory import following
from functions.storage.table import keys
from functions.storage.table.keys import Key
from functions.storage.table.reading import read
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction


def children(commune: str, child_ids: Iterable[str]) -> dict[str, Stored[Child]]:
    """Those that exist, by id, in the order asked."""
    wanted = {child: keys.child(commune, child) for child in child_ids}
    found = read(wanted.values())
    files = {child: found.get(key, Child) for child, key in wanted.items()}
    return {child: stored for child, stored in files.items() if stored is not None}


def files(commune: str, child_ids: Iterable[str]) -> dict[str, Child]:
    """The same, to show."""
    return {child: stored.value for child, stored in children(commune, child_ids).items()}


def sound_children(
    commune: str, child_ids: Iterable[str], *, unreadable: list[Key] | None = None
) -> dict[str, Stored[Child]]:
    """The same, of many families and to show: a file that cannot be read is passed by, its key added to `unreadable`."""
    wanted = {child: keys.child(commune, child) for child in child_ids}
    found = read(wanted.values())
    files = {child: found.get_sound(key, Child) for child, key in wanted.items()}
    if unreadable is not None:
        unreadable += sorted(found.unreadable)
    return {child: stored for child, stored in files.items() if stored is not None}


def put(transaction: Transaction, child: Stored[Child]) -> None:
    """The directory follows."""
    transaction.put(child, why=("child", child.value.id))
    following.note_child(transaction, keys.commune_of(child.key), child.value)
