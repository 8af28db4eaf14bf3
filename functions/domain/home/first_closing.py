"""The earliest limit that matters to a family: until when something that it uses can still be booked, or what it booked be cancelled."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime

from functions.domain.availability.availability import availability_of
from functions.domain.availability.services_open_to import services_open_to
from functions.domain.availability.situation import Situation
from functions.domain.calendar.months import month_of
from functions.domain.home.coming_limits import AHEAD
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.deadline_rules import Action
from functions.domain.reminders.limit_reminders import WatchedLimit, bookable_days


@dataclass(frozen=True, slots=True)
class FirstClosing:
    """At `at`, some of what can be done ends: what can be booked until then, and what can be cancelled until then."""

    at: datetime
    to_book: tuple[Slot, ...] = ()
    to_cancel: tuple[Slot, ...] = ()

    @property
    def days(self) -> list[date]:
        return sorted({slot.date for slot in (*self.to_book, *self.to_cancel)})


def first_closing(
    situation: Situation, watched: Sequence[WatchedLimit], *, but: Set[Slot] = frozenset(), now: datetime
) -> FirstClosing | None:
    """Of the coming week; None where nothing ends. `but`: what waits in the basket, which is told by itself.

    A service matters that the family booked for one of its children in the months that were read; of a family that booked nothing, any
    that its children may come to.
    """
    cancelled = _to_cancel(situation, but, now)
    matters = _used(situation) or _open(situation, now)
    for at in sorted({each.closing.at for each in watched if each.closing.at > now} | cancelled.keys()):
        booked = tuple(
            sorted(
                Slot(day, each.closing.service, child)
                for each in watched
                if each.closing.at == at and each.closing.service in matters
                for child in situation.children
                for day in bookable_days(situation, each.closing, child, now)
                if Slot(day, each.closing.service, child) not in but
            )
        )
        if booked or at in cancelled:
            return FirstClosing(at, booked, tuple(sorted(cancelled.get(at, ()))))
    return None


def _to_cancel(situation: Situation, but: Set[Slot], now: datetime) -> dict[datetime, list[Slot]]:
    """By the instant until which it can be cancelled in time."""
    found: dict[datetime, list[Slot]] = {}
    last, today = now + AHEAD, situation.reglement.day_of(now)
    for slot in _own(situation, today):
        if slot not in but:
            told = availability_of(situation, slot, Action.CANCEL, now=now)
            if told.obstacle is None and told.late is None and told.until and now < told.until <= last:
                found.setdefault(told.until, []).append(slot)
    return found


def _own(situation: Situation, today: date) -> Iterator[Slot]:
    """What the family booked for today and the days after."""
    for (child, name), month in situation.months.items():
        if child in situation.children and name >= month_of(today):
            for slot, booking in month.rows():
                if slot.date >= today and booking.payer == situation.family.id:
                    yield slot


def _used(situation: Situation) -> set[str]:
    family = situation.family.id
    months = (month for (child, _), month in situation.months.items() if child in situation.children)
    return {service for month in months for service in month.services_of(family)}


def _open(situation: Situation, now: datetime) -> set[str]:
    family, today = situation.family, situation.reglement.day_of(now)
    children = situation.children.values()
    return set(services_open_to(situation.reglement, children, today, resident=family.resident))
