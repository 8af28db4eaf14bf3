"""What the limits of the règlement say of an action now."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import NamedTuple

from functions.domain.availability.obstacles import Cancelling, Obstacle, ObstacleCode
from functions.domain.availability.situation import Situation
from functions.domain.availability.stays import (
    NO_STAY,
    FirstDays,
    counted_from_stay,
    counts_stays,
    first_days,
)
from functions.domain.calendar.town_calendar import CalendarUnknown
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.closures import Closed, ClosedCode
from functions.domain.reglement.deadline_rules import Action, LateMode
from functions.domain.reglement.deadlines import (
    DeadlinePassed,
    LateWindow,
    NotOpenYet,
    NotPossible,
    Window,
    check_open,
    late_possibility,
    rule_of,
    window,
)
from functions.domain.reglement.reglement import ByDay, Reglement, Service, cached_in_reglement


class Hours(NamedTuple):
    """Until when the action is possible, or what stands in its way."""

    until: datetime | None = None
    obstacle: Obstacle | None = None
    late: LateWindow | None = None
    """The limit has passed, and the town still allows the action, under these terms."""
    since: datetime | None = None
    """The limit that has passed, where the action is late."""
    late_windows: tuple[LateWindow, ...] = ()
    """All that the town allows after the limit, also what is over by now."""
    once_booked: Cancelling | None = None
    """How what is booked now could be cancelled. None: for at least as long as it can be booked."""


ALWAYS = datetime.min.replace(tzinfo=UTC)
"""Before every instant."""
NEVER = datetime.max.replace(tzinfo=UTC)

Spans = tuple[tuple[datetime, Hours], ...]
"""What the limits say from each instant on at which they say something else, the last first. Between two of them they say the same at
each request of each family, so that a règlement works it out once."""


def hours_of(situation: Situation, service: Service, slot: Slot, action: Action, now: datetime) -> Hours:
    """What the limits say at `now`."""
    firsts, resident = first_days(situation, service, slot), situation.family.resident
    return hours_at(_SPANS[action](situation.reglement, service, resident, firsts)[slot.date], now)


@cached_in_reglement
def limits_of(
    reglement: Reglement, service: Service, resident: bool
) -> Mapping[Action, Mapping[date, Spans]] | None:
    """What the limits of each action say of any day; None where they are counted from the first day of a stay, so that each child has
    its own."""
    if counted_from_stay(reglement, service):
        return None
    return {action: _SPANS[action](reglement, service, resident, NO_STAY) for action in Action}


def hours_at(spans: Spans, now: datetime) -> Hours:
    return next(found for since, found in spans if since <= now)


def span_at(spans: Spans, now: datetime) -> tuple[datetime, datetime]:
    """From which instant on, and before which one, the limits say what they say at `now`. Both in UTC."""
    before = NEVER
    for since, _ in spans:
        if since <= now:
            return since, before
        before = since
    raise AssertionError("the first span begins before every instant")


@cached_in_reglement
def _booking_spans(
    reglement: Reglement, service: Service, resident: bool, firsts: FirstDays
) -> Mapping[date, Spans]:
    def spans(day: date) -> Spans:
        booking = _spans(reglement, service, day, Action.RESERVE, resident, firsts)
        cancelling = _cancelling_spans(reglement, service, resident, firsts)[day]
        instants = {since for since, _ in (*booking, *cancelling)}
        return tuple(
            (since, _with_cancelling(hours_at(booking, since), hours_at(cancelling, since)))
            for since in sorted(instants, reverse=True)
        )

    return ByDay(spans)


@cached_in_reglement
def _cancelling_spans(
    reglement: Reglement, service: Service, resident: bool, firsts: FirstDays
) -> Mapping[date, Spans]:
    return ByDay(lambda day: _spans(reglement, service, day, Action.CANCEL, resident, firsts))


def _spans(
    reglement: Reglement, service: Service, day: date, action: Action, resident: bool, firsts: FirstDays
) -> Spans:
    first = dict(zip(Action, firsts, strict=True))[action]
    try:
        if first is None and counts_stays(rule_of(service, action)):
            raise CalendarUnknown(day)
        found = window(reglement, service, day, action, resident=resident, first_booked_day=first)
    except CalendarUnknown:
        return ((ALWAYS, _BEYOND_CALENDAR),)
    limits = (found.opens_at, found.closes_at, *(late.until for late in found.late))
    instants = {limit.astimezone(UTC) for limit in limits if limit is not None}
    return tuple((since, _hours(found, since)) for since in sorted((ALWAYS, *instants), reverse=True))


def _hours(found: Window, now: datetime) -> Hours:
    try:
        check_open(found, now=now)
    except NotOpenYet as refusal:
        return Hours(obstacle=Obstacle(ObstacleCode(refusal.code), at=found.opens_at))
    except (NotPossible, DeadlinePassed) as refusal:
        late = late_possibility(found, now=now)
        if late is not None and late.late.mode is not LateMode.PHONE:
            return Hours(late.until, late=late, since=found.closes_at, late_windows=found.late)
        obstacle = Obstacle(ObstacleCode(refusal.code), at=found.closes_at, late=late)
        return Hours(obstacle=obstacle, since=found.closes_at, late_windows=found.late)
    return Hours(found.closes_at)


def _with_cancelling(booking: Hours, cancelling: Hours) -> Hours:
    return (
        booking if booking.obstacle else booking._replace(once_booked=_once_booked(booking.until, cancelling))
    )


def _once_booked(until: datetime | None, cancelling: Hours) -> Cancelling | None:
    """`until`: the limit of booking."""
    if cancelling.obstacle is not None:
        opens = cancelling.obstacle.code in (ObstacleCode.NOT_OPEN_YET, ObstacleCode.NOT_ANNOUNCED)
        return None if opens else Cancelling(late=cancelling.obstacle.late)
    if cancelling.late is not None:
        return Cancelling(late=cancelling.late)
    if cancelling.until is None or (until is not None and cancelling.until >= until):
        return None
    return Cancelling(cancelling.until)


_SPANS = {Action.RESERVE: _booking_spans, Action.CANCEL: _cancelling_spans}
_BEYOND_CALENDAR = Hours(obstacle=Obstacle(ObstacleCode.CLOSED, closed=Closed(ClosedCode.BEYOND_CALENDAR)))
