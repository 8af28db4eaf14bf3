"""A situation while an act is decided line by line, so that eighty lines cost eighty entries and not eighty copies of all that was read."""

from dataclasses import replace

from functions.domain.availability.situation import Situation
from functions.domain.planning.child_month import Booking, Slot
from functions.domain.planning.service_month import Counter, ServiceMonth, counters

Place = tuple[str, str]
"""A child or a service, and a month."""


class SituationDraft:
    """`situation` says how things stand after the lines so far. What is booked and freed is written in place, into months and counters that
    are the draft's own, so that nothing may be kept of it from before a line but what it answered."""

    def __init__(self, situation: Situation) -> None:
        self.go_on_from(situation)

    def go_on_from(self, situation: Situation) -> None:
        """After a line that does more than book or free: the caller made the situation after it."""
        self.situation = situation
        self._begun = False
        self._days: dict[Place, dict[int, dict[str, Booking]]] = {}
        self._taken: dict[Place, dict[Counter, int]] = {}

    def book(self, slot: Slot, booking: Booking) -> None:
        """As `Situation.booked`."""
        if self.situation.months[slot.child, slot.month].cancelled_by_town:
            self.go_on_from(self.situation.booked(slot, booking))
        else:
            self._days_of(slot).setdefault(slot.date.day, {})[slot.service] = booking
            self._move(slot, booking.school, +1)

    def free(self, slot: Slot, booking: Booking) -> None:
        """As `Situation.freed` of what is booked, where nothing stays due."""
        days = self._days_of(slot)
        del days[slot.date.day][slot.service]
        if not days[slot.date.day]:
            del days[slot.date.day]
        self._move(slot, booking.school, -1)

    def _move(self, slot: Slot, school: str | None, places: int) -> None:
        taken = self._taken_of(slot)
        for counter in counters(slot.date.day, school):
            taken[counter] = taken.get(counter, 0) + places

    def _days_of(self, slot: Slot) -> dict[int, dict[str, Booking]]:
        """The bookings of the child's month, where they can be written."""
        place = slot.child, slot.month
        days = self._days.get(place)
        if days is None:
            month = self.situation.months[place]
            days = self._days[place] = {day: dict(booked) for day, booked in month.days.items()}
            self._begin()
            self._months[place] = replace(month, days=days)
        return days

    def _taken_of(self, slot: Slot) -> dict[Counter, int]:
        """The places of the service's month, likewise. For a page, only those of services with a limit are read; the others are counted
        from nothing."""
        place = slot.service, slot.month
        taken = self._taken.get(place)
        if taken is None:
            month = self.situation.places.get(place) or ServiceMonth(*place)
            taken = self._taken[place] = dict(month.taken)
            self._begin()
            self._places[place] = replace(month, taken=taken)
        return taken

    def _begin(self) -> None:
        """The first line writes into mappings of its own, which the situation looks at from then on."""
        if not self._begun:
            self._months, self._places = dict(self.situation.months), dict(self.situation.places)
            self.situation = replace(self.situation, months=self._months, places=self._places)
            self._begun = True
