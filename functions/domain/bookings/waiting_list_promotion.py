"""Who gets a place that is freed: whose turn it is, whether that child can still have it, and how long the family
may decline it."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum

from functions.domain.availability.availability import availability_of, waits_in_vain
from functions.domain.availability.home_prices import booked_for_homes
from functions.domain.availability.joint_constraints import broken_lines
from functions.domain.availability.obstacles import ObstacleCode
from functions.domain.availability.situation import Situation
from functions.domain.calendar.months import day_of
from functions.domain.calendar.town_calendar import CalendarUnknown
from functions.domain.planning.basket import BasketLine
from functions.domain.planning.child_month import Booking, Slot
from functions.domain.planning.open_days import OpenDays
from functions.domain.planning.service_month import ServiceMonth
from functions.domain.planning.waiting_queue import QueueEntry, ranked
from functions.domain.reglement.deadline_rules import Action
from functions.domain.reglement.deadlines import counting_of, start_of, window
from functions.domain.reglement.limit_instants import instant
from functions.domain.reglement.reglement import Reglement, Service, UnknownService
from functions.domain.reglement.waiting_list_rules import WaitingList


class Ending(StrEnum):
    """Why a child leaves the waiting list without being given a place."""

    TOO_LATE = "too_late"
    """The deadline passed before a place was freed."""
    BOOKED = "booked"
    """The child has the place already."""
    NOT_POSSIBLE = "not_possible"
    """The child could not have the place: it moved away, the day closed, the town's conditions are not met."""
    CALLED_OFF = "called_off"
    """The deadline passed while the town had called the day off."""
    NO_LIST = "no_list"
    """The town no longer has a waiting list for the service."""


@dataclass(frozen=True, slots=True)
class Promotion:
    """The booking that gives a waiting child its place."""

    slot: Slot
    booking: Booking


def closes_at(reglement: Reglement, service: Service, day: date) -> datetime | None:
    """When waiting for a day ends, because its reservations close. None where that is never, or cannot be told yet."""
    try:
        return window(reglement, service, day, Action.RESERVE).closes_at
    except CalendarUnknown:
        return None


def why_waiting_ended(reglement: Reglement, service_code: str, day: date, *, now: datetime) -> Ending | None:
    """Why nobody can wait for that day any more; None while they can."""
    try:
        service = reglement.service(service_code)
    except UnknownService:
        return Ending.NO_LIST
    if service.waiting_list is None:
        return Ending.NO_LIST
    closing = closes_at(reglement, service, day)
    return Ending.TOO_LATE if closing is not None and now >= closing else None


def ending_of(ending: Ending, open_days: OpenDays, service_code: str, day: date, entry: QueueEntry) -> Ending:
    """What a child is told whose wait for that day ends by `ending`: no place was wanting where the day did not take place."""
    if ending is not Ending.TOO_LATE:
        return ending
    in_vain = waits_in_vain(open_days, open_days.reglement.service(service_code), day, entry)
    return Ending.CALLED_OFF if in_vain else ending


def next_in_line(
    open_days: OpenDays, counted: ServiceMonth, day: int, *, passed: Collection[str] = ()
) -> QueueEntry | None:
    """The first in line for whom a place is free that day; None where there is nobody.

    `passed`: children of whom nothing can be decided now, and who keep nobody from a place. They stay in the queue, and so do
    those from whom the town took the day: they are where they were should it be put back.
    """
    reglement, date = open_days.reglement, day_of(counted.month, day)
    service = reglement.service(counted.service)
    if service.waiting_list is None:
        return None
    weekday = reglement.days.weekday(date)
    for entry in ranked(service.waiting_list, counted.queue(day).values()):
        if entry.child in passed or waits_in_vain(open_days, service, date, entry):
            continue
        if counted.has_room(service, weekday, day, entry.claims.school):
            return entry
    return None


def promoted(
    situation: Situation, slot: Slot, entry: QueueEntry, *, act: str, now: datetime
) -> Promotion | Ending:
    """The booking that gives the place to the child at the price of now, or why it can no longer wait for that place.

    `situation` is that of the waiting family. Whether a place is free, and nobody else comes first, is not checked
    here: the transaction that writes the booking does.
    """
    reglement = situation.reglement
    ending = why_waiting_ended(reglement, slot.service, slot.date, now=now)
    if ending is not None:
        return ending
    service = reglement.service(slot.service)
    assert service.waiting_list is not None, "there is a list, or it is over"
    alone = {**situation.places, (slot.service, slot.month): ServiceMonth(slot.service, slot.month)}
    found = availability_of(replace(situation, places=alone), slot, Action.RESERVE, now=now)
    if found.obstacle is not None:
        return _ENDINGS.get(found.obstacle.code, Ending.NOT_POSSIBLE)
    if found.late is not None or found.on_request:
        return Ending.TOO_LATE
    declinable = declinable_until(reglement, service, service.waiting_list, slot.date, now=now)
    cancelling = window(reglement, service, slot.date, Action.CANCEL, resident=situation.family.resident)
    if now >= declinable and (cancelling.closes_at is None or now >= cancelling.closes_at):
        return Ending.TOO_LATE  # Nobody is given a place that they could neither decline nor cancel.
    assert found.price_cents is not None and found.tranche is not None, "what is possible has a price"
    booking = Booking(
        price_cents=found.price_cents,
        tranche=found.tranche,
        payer=entry.family,
        booked_by=entry.by,
        booked_at=now,
        act=act,
        school=situation.children[slot.child].school,
        declinable_until=declinable,
        others=booked_for_homes(situation, slot, None),
    )
    after = situation.booked(slot, booking)
    if broken_lines(after, {0: BasketLine(slot, Action.RESERVE)}):
        return Ending.NOT_POSSIBLE  # The child has another service that day, or too few days that week.
    return Promotion(slot, booking)


_ENDINGS = {
    ObstacleCode.DEADLINE_PASSED: Ending.TOO_LATE,
    ObstacleCode.ALREADY_BOOKED: Ending.BOOKED,
    ObstacleCode.OTHER_HOUSEHOLD: Ending.BOOKED,
}


def declinable_until(
    reglement: Reglement, service: Service, rules: WaitingList, day: date, *, now: datetime
) -> datetime:
    """Until when the family may decline a place it is given: the service's start at the latest. On the commune's
    clock."""
    start = start_of(reglement, service, day)
    if rules.decline_until is not None:
        limit = instant(rules.decline_until, day, counting_of(reglement, service))
    else:
        limit = (now.astimezone(UTC) + timedelta(hours=rules.decline_hours)).astimezone(reglement.clock)
    soonest = min(limit, start)
    return soonest.replace(tzinfo=timezone(soonest.utcoffset() or timedelta()))
