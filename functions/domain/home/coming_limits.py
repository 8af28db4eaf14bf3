"""What closes in the coming week for children who usually come: what is not booked yet, or that all is.

It is asked of the very limits that evening reminders are made of, day by day.
"""

from collections.abc import Iterable, Iterator, Sequence, Set
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
    """What closes at one instant for children who usually come then, and is not booked although it still can be."""

    at: datetime
    missing: tuple[Slot, ...]

    @property
    def first_day(self) -> date:
        return min(slot.date for slot in self.missing)

    def without(self, slots: Set[Slot]) -> "LimitAhead | None":
        """What is left to book of it; None where nothing is."""
        left = tuple(slot for slot in self.missing if slot not in slots)
        return LimitAhead(self.at, left) if left else None


def watched_limits(reglement: Reglement, today: date, *, resident: bool) -> list[WatchedLimit]:
    """Those of the coming week, each for one day."""
    last = today + AHEAD
    limits = limits_between(reglement, today, last, today=today, resident=resident)
    return [one for each in limits for one in each.by_day(reglement)]


def limits_ahead(
    situation: Situation,
    watched: Sequence[WatchedLimit],
    *,
    given_up: Set[Slot] = frozenset(),
    now: datetime,
) -> list[LimitAhead]:
    """By instant, the first to close first. Days on which a service is closed to the child are no days to book, nor is what the family
    asked the town for already, nor what it has `given_up`: cancelled itself."""
    found: dict[datetime, list[Slot]] = {}
    for each in watched:
        if each.closing.at > now:
            for slot in _missing(situation, each, now):
                if slot in given_up:
                    continue
                found.setdefault(each.closing.at, []).append(slot)
    return [LimitAhead(at, tuple(sorted(slots))) for at, slots in sorted(found.items())]


def usual_days_are_booked(situation: Situation, watched: Sequence[WatchedLimit], *, now: datetime) -> bool:
    """Whether every day of the coming limits on which the children usually come is booked; no where none usually comes."""
    usual = [
        each.is_booked_for(child, situation.months)
        for each in watched
        if each.closing.at > now
        for child in situation.children
        if each.is_used_by(child, situation.months)
    ]
    return bool(usual) and all(usual)


def months_to_read(watched: Iterable[WatchedLimit]) -> tuple[set[str], set[tuple[str, str]]]:
    """The months of the children, and those of the services by their code, that `limits_ahead` looks into."""
    of_children, of_services = set[str](), set[tuple[str, str]]()
    for each in watched:
        of_children |= {slot.month for slot in each.slots("")}
        of_services |= {(each.closing.service, Slot(day, "", "").month) for day in each.closing.days}
    return of_children, of_services


def _missing(situation: Situation, limit: WatchedLimit, now: datetime) -> Iterator[Slot]:
    for child in situation.children:
        if limit.is_used_by(child, situation.months) and limit.is_forgotten_for(child, situation.months):
            for day in sorted(bookable_days(situation, limit.closing, child, now)):
                yield Slot(day, limit.closing.service, child)
