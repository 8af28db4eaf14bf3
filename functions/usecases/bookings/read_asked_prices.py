"""What each home of a child pays of a line that one of them asked the town (decision 64): the town bills them all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from functions.domain.bookings.booking_requests import AskedLine, BookingRequest
from functions.domain.families.family import Child, Family
from functions.domain.planning.child_month import ChildMonth
from functions.domain.planning.paid_by_all import paid_by_home
from functions.domain.reglement.deadline_rules import Action
from functions.storage.table import keys
from functions.storage.table.reading import Found, read


@dataclass(frozen=True, slots=True)
class AskedPrices:
    """`months`: of the children of the lines; `names`: of the homes, by family."""

    children: Mapping[str, Child]
    months: Mapping[tuple[str, str], ChildMonth]
    names: Mapping[str, str]

    @classmethod
    def read(
        cls,
        commune: str,
        requests: Sequence[BookingRequest],
        children: Mapping[str, Child],
        found: Found,
        families: Mapping[str, Family],
    ) -> Self:
        """`found`: of the batch that asked for the months; `families`: those that asked. One round trip more where a child has another home."""
        slots = [each.line.slot for request in requests for each in request.lines]
        months = {
            (slot.child, slot.month): stored.value
            for slot in slots
            if (stored := found.get_sound(keys.child_month(commune, slot.child, slot.month), ChildMonth))
        }
        shared = [children[slot.child] for slot in slots if slot.child in children]
        others = {home for child in shared if child.sharing for home in child.families} - set(families)
        homes = read([keys.family(commune, home) for home in sorted(others)]) if others else None
        names = {family.id: family.name for family in families.values()}
        for home in others:
            file = None if homes is None else homes.get_sound(keys.family(commune, home), Family)
            names[home] = "" if file is None else file.value.name
        return cls(children, months, names)

    def of(self, request: BookingRequest, line: AskedLine) -> dict[str, int]:
        """In cents, by family: what is paid, or what a cancellation gives back. Of a line that was answered, or of a child who cannot be read: what was asked, of who asked."""
        slot = line.line.slot
        child, month = self.children.get(slot.child), self.months.get((slot.child, slot.month))
        asked = None if month is None else month.question(slot)
        if child is None or month is None or asked is None or asked.request != request.id:
            return {request.family: line.price_cents}
        paid, booked = paid_by_home(asked.booking, slot, child), month.booking(slot)
        if line.line.action is Action.RESERVE or booked is None:
            return paid
        return {home: cents - paid.get(home, 0) for home, cents in paid_by_home(booked, slot, child).items()}

    def homes(self, request: BookingRequest, paid: Mapping[str, int]) -> list[tuple[str, int]]:
        """The name of each home that pays and what it pays; none where who asked pays all of it."""
        if paid.keys() <= {request.family}:
            return []
        return [(self.names.get(family, ""), cents) for family, cents in paid.items()]
