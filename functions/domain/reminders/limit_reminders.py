"""Whom to remind, the evening before a limit: the families who use a service, and booked nothing for the days it closes.

Everyone who could book is too many: a parent who never uses the canteen would get two mails a week, and read none. Whoever
used the service on these weekdays lately, and has nothing for the days that close, has most likely forgotten.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from functions.domain.availability.availability import standing
from functions.domain.availability.situation import Situation
from functions.domain.calendar.months import month_of
from functions.domain.planning.child_month import ChildMonth, Slot
from functions.domain.reglement.deadline_rules import Action
from functions.domain.reglement.reglement import Reglement
from functions.domain.reminders.upcoming_limits import Closing, closings, service_days

EVENING = (time(18), time(22))
"""When parents plan the week; nobody is written to at night."""
AHEAD = timedelta(days=200)
"""From a limit to the last day it closes: the summer holidays are booked in April."""
BEHIND = timedelta(days=300)
LATELY = 20
"""Days on which the service opened: five weeks of canteen, whatever holidays lie between."""
OFTEN = 2
"""Of them, those on which a child was booked who uses the service. Once may have been an accident."""

Months = Mapping[tuple[str, str], ChildMonth]
"""By child and `2026-11`."""


@dataclass(frozen=True, slots=True)
class Watched:
    """What can no longer be reserved from tomorrow on, and the latest days on which its users would have come."""

    closing: Closing
    lately: tuple[date, ...]

    def slots(self, child: str) -> Iterator[Slot]:
        for day in (*self.closing.days, *self.lately):
            yield Slot(day, self.closing.service, child)

    def is_forgotten_for(self, child: str, months: Months) -> bool:
        """Whether this child uses the service, and has nothing booked nor asked for the days that close."""

        def booked(days: Iterable[date], *, or_asked: bool = False) -> int:
            found = ((months[child, month_of(day)], Slot(day, self.closing.service, child)) for day in days)
            return sum(
                month.booking(slot) is not None or (or_asked and month.question(slot) is not None)
                for month, slot in found
            )

        return booked(self.lately) >= OFTEN and not booked(self.closing.days, or_asked=True)

    def was_given_up(self, child: str, cancelled: Set[Slot]) -> bool:
        """Whether the family itself cancelled a day of those that close: it knows."""
        return any(Slot(day, self.closing.service, child) in cancelled for day in self.closing.days)


@dataclass(frozen=True, slots=True)
class Forgotten:
    """A limit of tomorrow, with the days that can still be booked, and the children who would usually come."""

    closing: Closing
    children: tuple[str, ...]


def is_evening(local: datetime) -> bool:
    return EVENING[0] <= local.time() < EVENING[1]


def watched(reglement: Reglement, today: date, *, resident: bool = True) -> list[Watched]:
    """The limits that fall on the day after `today`, on the commune's clock."""
    tomorrow = today + timedelta(1)
    found = []
    for service in reglement.services:
        # Acts of the same instant may close for other days: each day is asked for reserving alone.
        due = [
            replace(closing, actions=(Action.RESERVE,))
            for closing in closings(reglement, service, today, today + AHEAD, resident=resident)
            if closing.evening == tomorrow and Action.RESERVE in closing.actions
        ]
        if not due:
            continue
        opened = list(service_days(reglement, service, today - BEHIND, today - timedelta(1)))[-LATELY:]
        for closing in due:
            weekdays = {reglement.days.weekday(day) for day in closing.days}
            lately = tuple(day for day in opened if reglement.days.weekday(day) in weekdays)
            found.append(Watched(closing, lately))
    return found


def slots(found: Sequence[Watched], children: Iterable[str]) -> Iterator[Slot]:
    """All that must be read to know who forgot."""
    for child in children:
        for each in found:
            yield from each.slots(child)


def may_have_forgotten(found: Sequence[Watched], children: Iterable[str], months: Months) -> bool:
    """From the children's bookings alone: nobody else is read about."""
    return any(each.is_forgotten_for(child, months) for child in children for each in found)


def forgotten(
    situation: Situation, found: Sequence[Watched], *, cancelled: Set[Slot] = frozenset(), now: datetime
) -> list[Forgotten]:
    """What to remind the family of, the first to close first: only what it could still book, on time.

    `cancelled`: what it cancelled lately.
    """
    told = []
    for each in found:
        children, days = [], set()
        for child in situation.children:
            if each.is_forgotten_for(child, situation.months) and not each.was_given_up(child, cancelled):
                bookable = _bookable(situation, each.closing, child, now)
                days |= bookable
                children += [child] if bookable else []
        if children:
            told.append(Forgotten(replace(each.closing, days=tuple(sorted(days))), tuple(children)))
    return sorted(told, key=lambda one: (one.closing.at, one.closing.days))


def _bookable(situation: Situation, closing: Closing, child: str, now: datetime) -> set[date]:
    return {
        day
        for day in closing.days
        for found in [standing(situation, Slot(day, closing.service, child), Action.RESERVE, now=now)]
        if found.obstacle is None and found.late is None
    }
