"""Services that the town itself called off: a strike, an absent teacher, an outing, snow, a cyclone.

The town says it once, for everybody concerned; no family has anything to declare, and nobody who is concerned can be forgotten.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Self

from functions.domain.bookings import Booking, Slot
from functions.domain.families import Child


@dataclass(frozen=True, slots=True)
class CalledOff:
    id: str
    day: date
    services: tuple[str, ...]
    """Codes; none: all of them."""
    schools: tuple[str, ...]
    classes: tuple[str, ...]
    """Of any of those schools; none: all of them."""
    reason: str
    """In the town's words: « grève », « sortie scolaire »."""
    by: str
    at: datetime

    def concerns(self, slot: Slot, booking: Booking, child: Child) -> bool:
        return (
            slot.date == self.day
            and (not self.services or slot.service in self.services)
            and (not self.schools or (booking.school or child.school) in self.schools)
            and (not self.classes or child.school_class in self.classes)
        )

    def same_as(self, other: "CalledOff") -> bool:
        """Said twice, by two agents or two clicks."""
        return replace(other, id=self.id, by=self.by, at=self.at) == self


@dataclass(frozen=True, slots=True)
class CalledOffMonth:
    """All that the town called off in a month (`2026-11`), by id."""

    month: str
    entries: dict[str, CalledOff] = field(default_factory=dict)

    def reason_for(self, slot: Slot, booking: Booking, child: Child) -> str | None:
        """None: it took place."""
        return next(
            (entry.reason for entry in self.entries.values() if entry.concerns(slot, booking, child)), None
        )

    def with_entry(self, entry: CalledOff) -> Self:
        return replace(self, entries={**self.entries, entry.id: entry})

    def without(self, entry: str) -> Self:
        return replace(self, entries={key: kept for key, kept in self.entries.items() if key != entry})
