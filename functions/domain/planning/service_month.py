"""How many places of a service are taken on each day of a month, how many there are, and who waits for one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple, Self

from functions.domain.planning.waiting_queue import QueueEntry
from functions.domain.reglement.reglement import Service


class Counter(NamedTuple):
    """A day of the month; with a school, the children of that school alone."""

    day: int
    school: str | None = None


@dataclass(frozen=True, slots=True)
class ServiceMonth:
    """`taken` counts every booking, also where the service has no limit: a limit may be set later."""

    service: str
    month: str
    taken: Mapping[Counter, int] = field(default_factory=dict)
    exists: bool = False
    """Whether the counter lies in the table yet."""
    waiting: Mapping[int, Mapping[str, QueueEntry]] | None = None
    """By day of the month and child. None: nobody ever waited, and there is no list in the table yet."""

    def moved(self, day: int, school: str | None, places: int) -> Self:
        """With `places` more taken (or, below zero, freed) that day by children of `school`."""
        taken = dict(self.taken)
        for counter in counters(day, school):
            taken[counter] = taken.get(counter, 0) + places
        return replace(self, taken=taken)

    def has_room(self, service: Service, weekday: int, day: int, school: str | None) -> bool:
        """Whether one more child of `school` fits on that day, which counts as that ISO weekday."""
        for counter, most in limits(service, weekday, day, school).items():
            if self.taken.get(counter, 0) >= most:
                return False
        return True

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
        """Those who wait that day for a place that a child of `school` would take."""
        wanted = limits(service, weekday, day, school).keys()
        return [
            entry
            for entry in self.queue(day).values()
            if wanted & limits(service, weekday, day, entry.claims.school).keys()
        ]

    def is_promised(self, service: Service, weekday: int, day: int, school: str | None) -> bool:
        """Whether the place that a child of `school` would take belongs to somebody who waits.

        Only to somebody who could have it: whoever waits for a full school keeps no place of another one.
        """
        return service.waiting_list is not None and any(
            self.has_room(service, weekday, day, entry.claims.school)
            for entry in self.rivals(service, weekday, day, school)
        )


@dataclass(frozen=True, slots=True)
class Taking:
    """Places to take (or, below zero, to free), and how many there are (None: no limit)."""

    places: int
    capacity: int | None = None


@dataclass(frozen=True, slots=True)
class Guards:
    """What else must still be so when places are taken: nobody passes before those who wait."""

    nobody: frozenset[int] = frozenset()
    """Days on which nobody waited."""
    same: frozenset[int] = frozenset()
    """Days on which those who waited could have none of the places that are taken: they must be the same…"""
    full: Mapping[Counter, int] = field(default_factory=dict)
    """…and what was full for them, with its limit, must be full still."""


def counters(day: int, school: str | None) -> Iterator[Counter]:
    """Everything a child of `school` counts in on a day."""
    yield Counter(day)
    if school is not None:
        yield Counter(day, school)


def limits(service: Service, weekday: int, day: int, school: str | None) -> dict[Counter, int]:
    """Of what a child of `school` counts in, what has a limit of places, and that limit."""
    found = {counter: capacity(service, weekday, counter.school) for counter in counters(day, school)}
    return {counter: most for counter, most in found.items() if most is not None}


def capacity(service: Service, weekday: int, school: str | None) -> int | None:
    """Places of one school on an ISO weekday (None: of all schools together); None: no limit."""
    counts = [
        places.count
        for places in service.places
        if places.school == school and (not places.weekdays or weekday in places.weekdays)
    ]
    return min(counts, default=None)
