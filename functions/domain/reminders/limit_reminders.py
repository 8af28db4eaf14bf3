"""Whom to remind on the evening before a limit: families who use a service and booked nothing for the days that close.

To remind everyone who could book would be too much: a parent who never uses the canteen would get two mails a week, and
read none. Whoever used the service lately on these weekdays, and has nothing for the days that close, has most likely
forgotten.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from functions.domain.availability.availability import availability_of
from functions.domain.availability.situation import Situation
from functions.domain.calendar.months import month_of
from functions.domain.planning.child_month import ChildMonth, Slot
from functions.domain.reglement.deadline_rules import Action
from functions.domain.reglement.reglement import Reglement, Service, cached_in_reglement
from functions.domain.reminders.upcoming_limits import Closing, closings, service_days

EVENING = (time(18), time(22))
"""From when until when reminders are sent: parents plan the week then, and nobody is written to at night."""
AHEAD = timedelta(days=200)
"""How far after its limit a day may lie: the summer holidays are booked in April."""
BEHIND = timedelta(days=300)
"""How far back to look for the last days on which a service opened."""
LATELY = 20
"""How many of the last days on which a service opened are looked at: five weeks of canteen, holidays left out."""
OFTEN = 2
"""On how many of those days a child was booked to count as a user of the service: once may have been an exception."""

Months = Mapping[tuple[str, str], ChildMonth]
"""By child and month (`2026-11`)."""


@dataclass(frozen=True, slots=True)
class WatchedLimit:
    """A limit of tomorrow, with the last days on which users of the service came (`lately`), on the same weekdays."""

    closing: Closing
    lately: tuple[date, ...]

    def slots(self, child: str) -> Iterator[Slot]:
        """The child's slots that must be read to know whether this limit was forgotten."""
        for day in (*self.closing.days, *self.lately):
            yield Slot(day, self.closing.service, child)

    def is_forgotten_for(self, child: str, months: Months) -> bool:
        """Whether this child uses the service, and has nothing booked or asked for on the days that close."""
        return self.is_used_by(child, months) and not self._booked(
            child, months, self.closing.days, or_asked=True
        )

    def is_used_by(self, child: str, months: Months) -> bool:
        """Whether this child came often enough lately to be expected again."""
        return self._booked(child, months, self.lately) >= OFTEN

    def is_booked_for(self, child: str, months: Months) -> bool:
        """Whether the child has a booking on each of the days that close."""
        return self._booked(child, months, self.closing.days) == len(self.closing.days)

    def _booked(self, child: str, months: Months, days: Iterable[date], *, or_asked: bool = False) -> int:
        service, found = self.closing.service, 0
        for day in days:
            month = months[child, month_of(day)]
            found += service in month.days.get(day.day, ()) or (
                or_asked and service in month.asked.get(day.day, ())
            )
        return found

    def by_day(self, reglement: Reglement) -> Iterator["WatchedLimit"]:
        """The same limit for each of its days alone: whoever comes on Mondays may have forgotten Monday and not Tuesday."""
        weekday = reglement.days.weekday
        for day in self.closing.days:
            lately = tuple(past for past in self.lately if weekday(past) == weekday(day))
            yield WatchedLimit(replace(self.closing, days=(day,)), lately)

    def was_given_up(self, child: str, cancelled: Set[Slot]) -> bool:
        """Whether the family itself cancelled one of the days that close: then it needs no reminder."""
        return any(Slot(day, self.closing.service, child) in cancelled for day in self.closing.days)


@dataclass(frozen=True, slots=True)
class Forgotten:
    """A limit of tomorrow to remind of, with the days that can still be booked and the children who usually come."""

    closing: Closing
    children: tuple[str, ...]


def is_evening(local: datetime) -> bool:
    return EVENING[0] <= local.time() < EVENING[1]


def limits_of_tomorrow(reglement: Reglement, today: date, *, resident: bool = True) -> list[WatchedLimit]:
    """The limits that fall on the day after `today`, on the commune's clock."""
    tomorrow = today + timedelta(1)
    return limits_between(reglement, tomorrow, tomorrow, today=today, resident=resident)


def limits_between(
    reglement: Reglement, first: date, last: date, *, today: date, resident: bool = True
) -> list[WatchedLimit]:
    """The limits for reserving that fall from `first` to `last`, on the commune's clock, in the order of the services."""
    return [
        limit
        for service in reglement.services
        for limit in _limits_of(reglement, service, first, last, today, resident=resident)
    ]


@cached_in_reglement
def _limits_of(
    reglement: Reglement, service: Service, first: date, last: date, today: date, *, resident: bool
) -> tuple[WatchedLimit, ...]:
    # A closing may be about cancelling too: what is forgotten is reserving alone.
    due = [
        replace(closing, actions=(Action.RESERVE,))
        for closing in closings(reglement, service, today, today + AHEAD, resident=resident)
        if first <= closing.evening <= last and Action.RESERVE in closing.actions
    ]
    if not due:
        return ()
    weekday = reglement.days.weekday
    opened = list(service_days(reglement, service, today - BEHIND, today - timedelta(1)))[-LATELY:]
    found = []
    for closing in due:
        weekdays = {weekday(day) for day in closing.days}
        lately = tuple(day for day in opened if weekday(day) in weekdays)
        found.append(WatchedLimit(closing, lately))
    return tuple(found)


def slots(found: Sequence[WatchedLimit], children: Iterable[str]) -> Iterator[Slot]:
    """All the slots that must be read to know which of the children were forgotten."""
    for child in children:
        for each in found:
            yield from each.slots(child)


def may_have_forgotten(found: Sequence[WatchedLimit], children: Iterable[str], months: Months) -> bool:
    """Whether something may have been forgotten. It looks at the children's bookings alone, before more is read."""
    return any(each.is_forgotten_for(child, months) for child in children for each in found)


def forgotten(
    situation: Situation, found: Sequence[WatchedLimit], *, cancelled: Set[Slot] = frozenset(), now: datetime
) -> list[Forgotten]:
    """What to remind the family of, the first limit first: only days that it can still book in time.

    `cancelled` are the slots that the family cancelled lately.
    """
    told = []
    for each in found:
        children, days = [], set()
        for child in situation.children:
            if each.is_forgotten_for(child, situation.months) and not each.was_given_up(child, cancelled):
                bookable = bookable_days(situation, each.closing, child, now)
                days |= bookable
                children += [child] if bookable else []
        if children:
            told.append(Forgotten(replace(each.closing, days=tuple(sorted(days))), tuple(children)))
    return sorted(told, key=lambda one: (one.closing.at, one.closing.days))


def bookable_days(situation: Situation, closing: Closing, child: str, now: datetime) -> set[date]:
    """Of the days that close, those that the family can still book for this child, in time."""
    return {
        day
        for day in closing.days
        for found in [availability_of(situation, Slot(day, closing.service, child), Action.RESERVE, now=now)]
        if found.obstacle is None and found.late is None
    }
