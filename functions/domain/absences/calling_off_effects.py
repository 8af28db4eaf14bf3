"""What calling something off would change, or putting it back: which booked days no longer take place, or do again.

It is asked of the very rule by which families are told, lists expect and bills are made (`OpenDays.not_held`), before and after.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from functions.domain.absences.called_off_notices import came
from functions.domain.calendar.months import month_of
from functions.domain.families.family import Child
from functions.domain.planning.child_month import Booking, ChildMonth, Slot
from functions.domain.planning.open_days import OpenDays
from functions.domain.planning.paid_by_all import homes_concerned, paid_by_all_cents


@dataclass(frozen=True, slots=True)
class CallingOffEffects:
    """`moved`: the bookings for which something changes, and `cents` what their homes pay of them together. `kept`: those of a service and
    day that is called off for others."""

    moved: tuple[tuple[Slot, Booking], ...]
    kept: tuple[Slot, ...]
    cents: int = 0
    families: frozenset[str] = frozenset()
    """Those that are told: the homes that booked, and those that pay."""

    @property
    def children(self) -> frozenset[str]:
        return frozenset(slot.child for slot, _ in self.moved)


def calling_off_effects(
    months: Collection[ChildMonth],
    children: Mapping[str, Child],
    days: Collection[date],
    *,
    before: OpenDays,
    after: OpenDays,
) -> CallingOffEffects:
    """Of a day on which the child was seen nothing changes: it is billed, whatever is called off."""
    moved, kept = [], []
    for slot, booking, month in _booked(months, days):
        child = children.get(slot.child)
        if child is None or came(month, slot):
            continue
        held = before.not_held(slot, booking, child) is None
        if held != (after.not_held(slot, booking, child) is None):
            moved.append((slot, booking))
        elif held and slot.child in after.kept(slot.service, slot.date):
            kept.append(slot)
    cents = (paid_by_all_cents(booking, slot, children[slot.child]) for slot, booking in moved)
    told = (homes_concerned(booking, slot, children[slot.child]) for slot, booking in moved)
    return CallingOffEffects(tuple(moved), tuple(kept), sum(cents), frozenset().union(*told))


def _booked(
    months: Collection[ChildMonth], days: Collection[date]
) -> Iterator[tuple[Slot, Booking, ChildMonth]]:
    for month in months:
        for day in days:
            if month_of(day) == month.month:
                for service, booking in month.days.get(day.day, {}).items():
                    yield Slot(day, service, month.child), booking, month
