"""All who may eat in some months: each child of the town's families, with its months and what is known of its menu."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from functions.domain.families.family import Child
from functions.domain.kitchen.counting import Eater
from functions.domain.planning.called_off import CalledOffMonth
from functions.domain.safety.child_safety import ChildSafety
from functions.storage.bookings import child_months
from functions.storage.families import families
from functions.storage.table import keys
from functions.storage.table.keys import Key
from functions.storage.table.reading import Found, read, together
from functions.storage.town import called_off


@dataclass(frozen=True, slots=True)
class Eaters:
    """`unreadable`: children of whom the file or a month cannot be read: whether they eat is not known."""

    eaters: tuple[Eater, ...]
    called_off: dict[str, CalledOffMonth]
    also: Found
    """What was asked for with the list of families."""
    unreadable: tuple[str, ...]


def eaters(commune: str, months: Iterable[str], *, also: Iterable[Key] = ()) -> Eaters:
    """Two round trips: the families with what else is asked for, then all children at once, strongly consistent."""
    wanted = list(months)
    off = [keys.called_off(commune, month) for month in wanted]
    ids, first = together(partial(_children, commune), partial(read, list(dict.fromkeys([*off, *also]))))
    found = read(
        key
        for child in ids
        for key in (
            keys.child(commune, child),
            keys.safety(commune, child),
            *(keys.child_month(commune, child, month) for month in wanted),
        )
    )
    listed = tuple(eater for child in ids if (eater := _eater(found, commune, child, wanted)) is not None)
    broken = {keys.child_of(key) for key in found.unreadable if key.sk != "SAFETY"}
    return Eaters(
        listed,
        {month: called_off.in_batch(first, commune, month).value for month in wanted},
        first,
        tuple(sorted(broken)),
    )


def _children(commune: str) -> list[str]:
    """Each once, though it may live in two homes."""
    return list(
        dict.fromkeys(child for stored in families.all_families(commune) for child in stored.value.children)
    )


def _eater(found: Found, commune: str, child: str, months: list[str]) -> Eater | None:
    file = found.get_sound(keys.child(commune, child), Child)
    held = {month: child_months.sound_in_batch(found, commune, child, month) for month in months}
    if file is None:
        return None
    safety = found.get_sound(keys.safety(commune, child), ChildSafety)
    known = {month: stored.value for month, stored in held.items() if stored is not None}
    if len(known) < len(months):
        return None
    unknown = keys.safety(commune, child) in found.unreadable
    return Eater(file.value, known, None if safety is None else safety.value, unknown)
