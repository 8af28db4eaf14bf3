"""In the school holidays: when school starts again, and what the règlement says of booking that day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from functions.domain.availability.hours import hours_at, limits_of
from functions.domain.availability.obstacles import ObstacleCode
from functions.domain.availability.services_open_to import services_open_to
from functions.domain.availability.situation import Situation
from functions.domain.calendar.months import month_of
from functions.domain.calendar.town_calendar import CalendarUnknown, TownCalendar
from functions.domain.reglement.closures import closure
from functions.domain.reglement.deadline_rules import Action, Mode
from functions.domain.reglement.reglement import Service

ONE_DAY = timedelta(1)
LONGEST = 120
"""Days: the summer is the longest of holidays."""


@dataclass(frozen=True, slots=True)
class SchoolBack:
    """`services`: those of the first day that can be booked until `until`, the first to close; where none can be yet, those that open at
    `opens`, the first to do so. Empty where the règlement says neither."""

    day: date
    services: tuple[str, ...] = ()
    until: datetime | None = None
    opens: datetime | None = None


def school_back(situation: Situation, *, now: datetime) -> SchoolBack | None:
    """None where tomorrow is no day of holidays, or where the calendar does not say yet when they end for the children."""
    tomorrow = situation.reglement.day_of(now) + ONE_DAY
    back = _first_school_day(situation, tomorrow)
    if back is None:
        return None
    until: dict[datetime, list[str]] = {}
    opens: dict[datetime, list[str]] = {}
    for code, end, start in _limits(situation, back, now):
        if end is not None:
            until.setdefault(end, []).append(code)
        elif start is not None:
            opens.setdefault(start, []).append(code)
    if until:
        first = min(until)
        return SchoolBack(back, tuple(until[first]), until=first)
    if opens:
        first = min(opens)
        return SchoolBack(back, tuple(opens[first]), opens=first)
    return SchoolBack(back)


def _first_school_day(situation: Situation, tomorrow: date) -> date | None:
    days, schools = situation.reglement.days, {child.school for child in situation.children.values()}
    try:
        if not schools or days.school_holiday(tomorrow) is None:
            return None
        coming = (tomorrow + shift * ONE_DAY for shift in range(1, LONGEST))
        return next((day for day in coming if _has_school(days, day, schools)), None)
    except CalendarUnknown:
        return None


def _has_school(days: TownCalendar, day: date, schools: set[str | None]) -> bool:
    return any(days.is_school_day(day, school) for school in schools)


def _limits(
    situation: Situation, day: date, now: datetime
) -> Iterator[tuple[str, datetime | None, datetime | None]]:
    """Of each service that the family may book that day: until when, or from when on."""
    reglement, resident = situation.reglement, situation.family.resident
    theirs = set(services_open_to(reglement, situation.children.values(), day, resident=resident))
    for service in reglement.services:
        if service.code not in theirs or service.reserve.mode is not Mode.BOOKING:
            continue
        limits = limits_of(reglement, service, resident)
        if limits is None or _is_closed(situation, service, day):
            continue
        said = hours_at(limits[Action.RESERVE][day], now)
        if said.obstacle is None and said.late is None:
            yield service.code, said.until, None
        elif said.obstacle is not None and said.obstacle.code is ObstacleCode.NOT_OPEN_YET:
            yield service.code, None, said.obstacle.at


def _is_closed(situation: Situation, service: Service, day: date) -> bool:
    """To all of the children. What the town called off is known where the month was read."""
    if month_of(day) not in situation.called_off:
        return closure(situation.reglement, service, day) is not None
    children = situation.children.values()
    return all(situation.open_days.closed(service, day, child) is not None for child in children)
