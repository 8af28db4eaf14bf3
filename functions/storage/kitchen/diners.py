"""The files and menus of children whose months were read: what their meals are counted from."""

from collections.abc import Collection

from functions.domain.families.family import Child
from functions.domain.kitchen.moved_meals import Diners
from functions.domain.planning.child_month import ChildMonth
from functions.domain.safety.child_safety import ChildSafety
from functions.storage.table import keys
from functions.storage.table.keys import Key
from functions.storage.table.reading import read


def diners_of(commune: str, months: Collection[ChildMonth]) -> tuple[Diners, Collection[Key]]:
    """In one round trip; and what cannot be read."""
    ids = sorted({month.child for month in months})
    found = read(key for child in ids for key in (keys.child(commune, child), keys.safety(commune, child)))
    files = {child: found.get_sound(keys.child(commune, child), Child) for child in ids}
    menus = {child: found.get_sound(keys.safety(commune, child), ChildSafety) for child in ids}
    diners = Diners(
        months,
        {child: stored.value for child, stored in files.items() if stored is not None},
        {child: stored.value for child, stored in menus.items() if stored is not None},
    )
    return diners, found.unreadable
