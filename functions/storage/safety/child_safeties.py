"""What keeps each child safe, and what the town calls its menus."""

from collections.abc import Iterable, Mapping

from functions.domain.safety.child_safety import ChildSafety
from functions.domain.safety.menus import MenuNames
from functions.storage.table import keys
from functions.storage.table.keys import Key
from functions.storage.table.reading import Found, read
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction


def safeties(
    commune: str, children: Iterable[str], *, unreadable: list[Key] | None = None
) -> dict[str, Stored[ChildSafety]]:
    """Of those of whom something was written, by child. What cannot be read is added to `unreadable`: whoever keeps children must know that
    something is not known."""
    wanted = {child: keys.safety(commune, child) for child in children}
    found = read(wanted.values())
    held = in_batch(found, wanted)
    if unreadable is not None:
        unreadable += sorted(found.unreadable)
    return held


def in_batch(found: Found, places: Mapping[str, Key]) -> dict[str, Stored[ChildSafety]]:
    """The same out of a batch that asked for them. `places`: where each child's lies."""
    held = {child: found.get_sound(key, ChildSafety) for child, key in places.items()}
    return {child: stored for child, stored in held.items() if stored is not None}


def put(transaction: Transaction, stored: Stored[ChildSafety]) -> None:
    transaction.put(stored, why=("safety", stored.value.child))


def remove(transaction: Transaction, commune: str, child: str) -> None:
    """With the child's file."""
    transaction.delete(keys.safety(commune, child), why=("safety", child))


def menus(commune: str) -> Stored[MenuNames]:
    key = keys.menu_names(commune)
    return read([key]).get_or(key, MenuNames())


def put_menus(transaction: Transaction, stored: Stored[MenuNames]) -> None:
    transaction.put(stored, why="menus")
