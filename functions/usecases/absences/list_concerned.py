"""Which families had booked what does not take place on a day, for an agent who calls those whom no mail reaches. A moment late."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from functions.domain.calendar.months import month_of
from functions.domain.errors import NotFound
from functions.domain.families.family import Child, Family
from functions.domain.planning.child_month import ChildMonth, Slot
from functions.domain.planning.open_days import OpenDays
from functions.domain.planning.paid_by_all import homes_concerned
from functions.storage.bookings import child_months
from functions.storage.table import keys
from functions.storage.table.keys import Key
from functions.storage.table.reading import read
from functions.storage.town import called_off, communes
from functions.storage.town.communes import ReglementHead


@dataclass(frozen=True, slots=True)
class ConcernedFamily:
    """`children`: those of the family whose booked day does not take place, each with the codes of the services."""

    family: Family
    children: tuple[tuple[Child, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Concerned:
    """`unreadable`: children of whom something cannot be read."""

    families: tuple[ConcernedFamily, ...]
    unreadable: tuple[str, ...]


def list_concerned(commune: str, day: date) -> Concerned:
    """By the family's name. Raises NotFound for a commune without a règlement."""
    month = month_of(day)
    head_key, off_key = keys.reglement_head(commune), keys.called_off(commune, month)
    known = read([head_key, off_key])
    head = known.get(head_key, ReglementHead)
    if head is None:
        raise NotFound
    off = called_off.in_batch(known, commune, month).value
    open_days = OpenDays(communes.reglement(commune, head.value.reglement), {month: off})
    broken: list[Key] = []
    months = {
        stored.value.child: stored.value
        for stored in child_months.children_of_month(commune, month, unreadable=broken)
        if day.day in stored.value.days
    }
    found = read([keys.child(commune, child) for child in months])
    children = {child: found.get_sound(keys.child(commune, child), Child) for child in months}
    files = {child: stored.value for child, stored in children.items() if stored is not None}
    by_home: dict[str, list[tuple[Child, tuple[str, ...]]]] = {}
    for child, file in sorted(files.items()):
        for home, services in _not_held(months[child], day, file, open_days):
            by_home.setdefault(home, []).append((file, services))
    homes = read([keys.family(commune, home) for home in by_home])
    concerned = [
        ConcernedFamily(stored.value, tuple(by_home[home]))
        for home in by_home
        if (stored := homes.get_sound(keys.family(commune, home), Family)) is not None
    ]
    ordered = sorted(concerned, key=lambda each: (each.family.name.casefold(), each.family.id))
    unreadable = {keys.child_of(key) for key in (*broken, *found.unreadable, *homes.unreadable)} - {""}
    return Concerned(tuple(ordered), tuple(sorted(unreadable)))


def _not_held(
    month: ChildMonth, day: date, child: Child, open_days: OpenDays
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The services that do not take place for the child, by the homes that booked them or pay them."""
    found: dict[str, tuple[str, ...]] = {}
    for service, booking in sorted(month.days[day.day].items()):
        slot = Slot(day, service, child.id)
        if open_days.not_held(slot, booking, child) is not None:
            for home in sorted(homes_concerned(booking, slot, child)):
                found[home] = (*found.get(home, ()), service)
    yield from found.items()
