"""How many places of a service are taken on each day of a month, and how many there are."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Self

from functions.domain.reglement import Service


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

    def moved(self, day: int, school: str | None, places: int) -> Self:
        """With `places` more taken (or, below zero, freed) that day by children of `school`."""
        taken = dict(self.taken)
        for counter in counters(day, school):
            taken[counter] = taken.get(counter, 0) + places
        return type(self)(self.service, self.month, taken, self.exists)

    def has_room(self, service: Service, weekday: int, day: int, school: str | None) -> bool:
        """Whether one more child of `school` fits on that day, which counts as that ISO weekday."""
        for counter in counters(day, school):
            most = capacity(service, weekday, counter.school)
            if most is not None and self.taken.get(counter, 0) >= most:
                return False
        return True


@dataclass(frozen=True, slots=True)
class Taking:
    """Places to take (or, below zero, to free), and how many there are (None: no limit)."""

    places: int
    capacity: int | None = None


def counters(day: int, school: str | None) -> Iterator[Counter]:
    """Everything a child of `school` counts in on a day."""
    yield Counter(day)
    if school is not None:
        yield Counter(day, school)


def capacity(service: Service, weekday: int, school: str | None) -> int | None:
    """Places of one school on an ISO weekday (None: of all schools together); None: no limit."""
    counts = [
        places.count
        for places in service.places
        if places.school == school and (not places.weekdays or weekday in places.weekdays)
    ]
    return min(counts, default=None)
