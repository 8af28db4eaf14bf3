"""What closes in the coming week for children who usually come: what is not booked yet, or that all is.

It is asked of the very limits that evening reminders are made of, day by day.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from functions.domain.availability.situation import Situation
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.reglement import Reglement
from functions.domain.reminders.limit_reminders import WatchedLimit, bookable_days, limits_between

AHEAD = timedelta(7)
"""How far ahead a limit is told: until the same weekday of next week."""


@dataclass(frozen=True, slots=True)
class LimitAhead:
    """What closes at one instant for children who usually come then. `days`: of all of it. `missing`: what is not booked, and still can
    be; empty where all is."""

    at: datetime
    days: tuple[date, ...]
    missing: tuple[Slot, ...]

    @property
    def first_day(self) -> date:
        return min((slot.date for slot in self.missing), default=self.days[0])


def watched_limits(reglement: Reglement, today: date, *, resident: bool) -> list[WatchedLimit]:
    """Those of the coming week, each for one day."""
    last = today + AHEAD
    limits = limits_between(reglement, today, last, today=today, resident=resident)
    return [one for each in limits for one in each.by_day(reglement)]


def limits_ahead(situation: Situation, watched: Sequence[WatchedLimit], *, now: datetime) -> list[LimitAhead]:
    """By instant, the first to close first. Days on which a service is closed to the child are no days to book, nor is what the family
    asked the town for already."""
    found: dict[datetime, list[tuple[Slot, bool]]] = {}
    for each in watched:
        if each.closing.at > now:
            for slot, missing in _slots(situation, each, now):
                found.setdefault(each.closing.at, []).append((slot, missing))
    return [
        LimitAhead(
            at,
            tuple(sorted({slot.date for slot, _ in slots})),
            tuple(sorted(slot for slot, missing in slots if missing)),
        )
        for at, slots in sorted(found.items())
    ]


def months_to_read(watched: Iterable[WatchedLimit]) -> tuple[set[str], set[tuple[str, str]]]:
    """The months of the children, and those of the services by their code, that `limits_ahead` looks into."""
    of_children, of_services = set[str](), set[tuple[str, str]]()
    for each in watched:
        of_children |= {slot.month for slot in each.slots("")}
        of_services |= {(each.closing.service, Slot(day, "", "").month) for day in each.closing.days}
    return of_children, of_services


def _slots(situation: Situation, limit: WatchedLimit, now: datetime) -> Iterator[tuple[Slot, bool]]:
    for child in situation.children:
        if not limit.is_used_by(child, situation.months):
            continue
        if limit.is_forgotten_for(child, situation.months):
            for day in sorted(bookable_days(situation, limit.closing, child, now)):
                yield Slot(day, limit.closing.service, child), True
        else:
            for day in limit.closing.days:
                yield Slot(day, limit.closing.service, child), False
