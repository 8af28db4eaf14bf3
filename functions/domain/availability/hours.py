"""What the limits of the règlement say of an action now."""

from datetime import datetime
from typing import NamedTuple

from functions.domain.availability.obstacles import Cancelling, Obstacle, ObstacleCode
from functions.domain.availability.situation import Situation
from functions.domain.availability.stays import first_day
from functions.domain.calendar.town_calendar import CalendarUnknown
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.closures import Closed, ClosedCode
from functions.domain.reglement.deadline_rules import Action, LateMode
from functions.domain.reglement.deadlines import (
    DeadlinePassed,
    LateWindow,
    NotOpenYet,
    NotPossible,
    check_open,
    late_possibility,
    window,
)
from functions.domain.reglement.reglement import Service


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


def hours_of(situation: Situation, service: Service, slot: Slot, action: Action, now: datetime) -> Hours:
    try:
        found = window(
            situation.reglement,
            service,
            slot.date,
            action,
            resident=situation.family.resident,
            first_booked_day=first_day(situation, service, slot, action),
        )
    except CalendarUnknown:
        return Hours(obstacle=Obstacle(ObstacleCode.CLOSED, closed=Closed(ClosedCode.BEYOND_CALENDAR)))
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


def once_booked(
    situation: Situation, service: Service, slot: Slot, until: datetime | None, now: datetime
) -> Cancelling | None:
    """How what is booked now could be cancelled. `until`: the limit of booking. None: for at least as long as it can be booked."""
    found = hours_of(situation, service, slot, Action.CANCEL, now)
    if found.obstacle is not None:
        opens = found.obstacle.code in (ObstacleCode.NOT_OPEN_YET, ObstacleCode.NOT_ANNOUNCED)
        return None if opens else Cancelling(late=found.obstacle.late)
    if found.late is not None:
        return Cancelling(late=found.late)
    if found.until is None or (until is not None and found.until >= until):
        return None
    return Cancelling(found.until)
