"""How many places of a service are taken on each day of a month, how many there are, and who waits for one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple, Self

from functions.domain.planning.waiting_queue import QueueEntry
from functions.domain.reglement.reglement import Service


class Counter(NamedTuple):
    """What places are counted for: a day of the month, and with `school`, only the children of that school."""

    day: int
    school: str | None = None


@dataclass(frozen=True, slots=True)
class ServiceMonth:
    """The places of one service in one month (`2026-11`).

    `taken` counts every booking, also where the service has no limit, because a limit may be set later.
    """

    service: str
    month: str
    taken: Mapping[Counter, int] = field(default_factory=dict)
    exists: bool = False
    """Whether the table has an item for this month yet."""
    waiting: Mapping[int, Mapping[str, QueueEntry]] | None = None
    """Who waits, by day of the month, then by child. None if nobody ever waited: the table has no list yet."""

    def moved(self, day: int, school: str | None, places: int) -> Self:
        """Return the month with `places` more taken that day by children of `school`; below zero, they are freed."""
        taken = dict(self.taken)
        for counter in counters(day, school):
            taken[counter] = taken.get(counter, 0) + places
        return replace(self, taken=taken)

    def has_room(self, service: Service, weekday: int, day: int, school: str | None) -> bool:
        """Whether one more child of `school` has a place on that day, which counts as the ISO `weekday`."""
        for counter, most in limits(service, weekday, day, school).items():
            if self.taken.get(counter, 0) >= most:
                return False
        return True

    def left(self, service: Service, weekday: int, day: int, school: str | None) -> int | None:
        """How many places are free that day for children of `school`; None where there is no limit."""
        free = [
            most - self.taken.get(counter, 0)
            for counter, most in limits(service, weekday, day, school).items()
        ]
        return max(0, min(free)) if free else None

    def queue(self, day: int) -> Mapping[str, QueueEntry]:
        """Who waits for a place that day, by child."""
        return (self.waiting or {}).get(day, {})

    def with_entry(self, day: int, entry: QueueEntry) -> Self:
        return self._with_queue(day, {**self.queue(day), entry.child: entry})

    def without_entry(self, day: int, child: str) -> Self:
        return self._with_queue(day, {code: one for code, one in self.queue(day).items() if code != child})

    def _with_queue(self, day: int, queue: Mapping[str, QueueEntry]) -> Self:
        return replace(self, waiting={**(self.waiting or {}), day: queue})

    def rivals(self, service: Service, weekday: int, day: int, school: str | None) -> list[QueueEntry]:
        """Those who wait on that day for a place that a child of `school` would take from them."""
        wanted = limits(service, weekday, day, school).keys()
        return [
            entry
            for entry in self.queue(day).values()
            if wanted & limits(service, weekday, day, entry.claims.school).keys()
        ]

    def is_promised(self, service: Service, weekday: int, day: int, school: str | None) -> bool:
        """Whether the place that a child of `school` would take belongs to somebody who waits and could have it.

        A child who waits because its own school is full keeps no place from the children of another school.
        """
        return service.waiting_list is not None and any(
            self.has_room(service, weekday, day, entry.claims.school)
            for entry in self.rivals(service, weekday, day, school)
        )


@dataclass(frozen=True, slots=True)
class Taking:
    """How many places to take (below zero, to free), and how many there are; None if there is no limit."""

    places: int
    capacity: int | None = None


@dataclass(frozen=True, slots=True)
class QueueGuards:
    """What must not have changed on the waiting list when places are taken: nobody passes before those who wait."""

    nobody_waiting: frozenset[int] = frozenset()
    """Days of the month on which nobody waited: nobody may be waiting now."""
    same_waiting: frozenset[int] = frozenset()
    """Days on which some waited, but could have none of the places that are taken: the same must be waiting now."""
    still_full: Mapping[Counter, int] = field(default_factory=dict)
    """What was full for those who waited, with its limit of places: it must still be full."""
    as_read: Mapping[Counter, int] = field(default_factory=dict)
    """What an agent fills beyond its limit: exactly as many places must be taken as were read, or something else is passed over."""


def counters(day: int, school: str | None) -> Iterator[Counter]:
    """The counters to which a child of `school` adds on a day."""
    yield Counter(day)
    if school is not None:
        yield Counter(day, school)


def limits(service: Service, weekday: int, day: int, school: str | None) -> dict[Counter, int]:
    """The counters to which a child of `school` adds and that have a limit of places, with that limit."""
    found: dict[Counter, int] = {}
    for places in service.places:
        if places.school in (None, school) and (not places.weekdays or weekday in places.weekdays):
            counter = Counter(day, places.school)
            found[counter] = min(places.count, found.get(counter, places.count))
    return found


def capacity(service: Service, weekday: int, school: str | None) -> int | None:
    """How many places there are for a school on an ISO weekday, for all schools together if `school` is None.

    None means that there is no limit.
    """
    counts = [
        places.count
        for places in service.places
        if places.school == school and (not places.weekdays or weekday in places.weekdays)
    ]
    return min(counts, default=None)
