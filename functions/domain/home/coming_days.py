"""Who goes where today and on the next day of school."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from functions.domain.absences.missed_days import Missed, missed
from functions.domain.calendar.months import month_of
from functions.domain.calendar.town_calendar import CalendarUnknown
from functions.domain.families.family import Child, Family
from functions.domain.home.habits import Habits
from functions.domain.planning.child_month import ChildMonth, Slot
from functions.domain.planning.open_days import OpenDays
from functions.domain.reglement.closures import Closed
from functions.domain.reglement.reglement import Reglement, Service
from functions.domain.reminders.family_calendar import ChildDay, child_days

ONE_DAY = timedelta(1)
EVENING = time(19)
"""Until when a service lasts of which the règlement says neither when it begins nor when it ends."""
HOURS = 2
"""How long one lasts of which it only says when it begins."""
SATURDAY = 5
SOON = timedelta(7)
"""How far after an empty day the next booked one is worth telling."""


@dataclass(frozen=True, slots=True)
class ChildAhead:
    """What the family booked for a child that day, in the order of the règlement's services."""

    child: str
    services: tuple[str, ...] = ()
    """Those to which the child goes."""
    absent: tuple[str, ...] = ()
    """Those of which the family declared that the child will not come."""
    not_held: tuple[tuple[str, Closed], ...] = ()
    """Those that the town called off or closed."""
    absent_billed: tuple[str, ...] = ()
    """Of those `absent`, the ones that are billed all the same, as far as is known now."""
    noted_absent: tuple[str, ...] = ()
    """Those of which the town noted already that the child is not there, and nobody had declared it."""
    unbooked: tuple[str, ...] = ()
    """Those to which the child usually comes on this weekday, and nobody booked or asked for."""


@dataclass(frozen=True, slots=True)
class DayAhead:
    """`children`: those for whom something is booked, in the family's order; empty where nothing is. `is_open`: there is school, or a
    service, for one of the children. `without`: where something is booked, the children who could come to a service of the family's, and
    for whom nothing is."""

    day: date
    children: tuple[ChildAhead, ...]
    is_open: bool = True
    without: tuple[str, ...] = ()


Booked = Mapping[date, tuple[ChildAhead, ...]]
"""What is booked for whom, by day, from today on."""


def days_ahead(
    family: Family,
    months: Mapping[tuple[str, str], ChildMonth],
    children: Mapping[str, Child],
    open_days: OpenDays,
    booked: Booked,
    *,
    now: datetime,
) -> list[DayAhead]:
    """Today while something that is booked goes on; tomorrow, where there is no school on a day of the week; the next day on which a
    service opens that matters to the family; and where nothing is booked then, the next day with something, in the week that follows.

    On a day of school any service matters that opens for one of the children. On another, those that the family uses: that it booked
    nothing at a Saturday outing is no news. Of a family that uses nothing, any matters but on a weekend.

    Only this family's bookings: what a child's other household booked is for that household. `months` are looked into as far as they
    were read.
    """
    today = open_days.reglement.day_of(now)
    read = {month for _, month in months} & open_days.called_off.keys()
    habits = Habits(family, months, children, open_days)
    goes_on = today in booked and _goes_on(open_days.reglement, booked[today], now)
    ahead = [_told(today, booked, habits)] if goes_on else []
    used = habits.used()
    after = next((day for day in _days(today, read) if day in booked or _matters(habits, used, day)), None)
    tomorrow = today + ONE_DAY
    is_told = after == tomorrow or tomorrow.weekday() >= SATURDAY
    if children and not is_told and not _has_school(open_days, tomorrow, children):
        ahead.append(DayAhead(tomorrow, (), is_open=False))
    if after is None:
        return ahead
    ahead.append(_told(after, booked, habits))
    if after not in booked:
        coming = min((day for day in booked if after < day <= after + SOON), default=None)
        ahead += [] if coming is None else [_told(coming, booked, habits)]
    return ahead


def _told(day: date, booked: Mapping[date, tuple[ChildAhead, ...]], habits: Habits) -> DayAhead:
    """With what is not booked, where something is."""
    children = booked.get(day, ())
    if not children:
        return DayAhead(day, ())
    told = tuple(replace(child, unbooked=habits.missed_by(child.child, day)) for child in children)
    coming = {child.child for child in children}
    return DayAhead(day, told, without=tuple(habits.left_out(day, coming)))


def days_to_miss(reglement: Reglement, booked: Booked, *, now: datetime) -> list[DayAhead]:
    """The days of the coming week for which something is booked, today among them while it goes on: of who falls ill now."""
    today = reglement.day_of(now)
    is_over = today in booked and not _goes_on(reglement, booked[today], now)
    first = today + ONE_DAY if is_over else today
    coming = ((day, _who_comes(of_day)) for day, of_day in sorted(booked.items()))
    return [DayAhead(day, who) for day, who in coming if who and first <= day < today + SOON]


def _who_comes(children: Iterable[ChildAhead]) -> tuple[ChildAhead, ...]:
    return tuple(child for child in children if child.services or child.noted_absent)


def _goes_on(reglement: Reglement, children: Iterable[ChildAhead], now: datetime) -> bool:
    """Whether what is booked today is not over yet."""
    services = {service.code: service for service in reglement.services}
    codes = [code for child in children for code in (*child.services, *child.noted_absent)]
    ends = [_end(services.get(code)) for code in codes]
    return now.astimezone(reglement.clock).time() < max(ends, default=EVENING)


def _end(service: Service | None) -> time:
    """At the latest: what is over is not told."""
    if service is not None and service.ends_at is not None:
        return service.ends_at
    if service is None or service.starts_at is None:
        return EVENING
    return service.starts_at.replace(hour=min(service.starts_at.hour + HOURS, 23))


def booked_ahead(
    family: Family,
    months: Mapping[tuple[str, str], ChildMonth],
    children: Mapping[str, Child],
    open_days: OpenDays,
    *,
    now: datetime,
) -> Booked:
    """By this family, for each child in the family's order."""
    found: dict[date, dict[str, ChildAhead]] = {}
    today = open_days.reglement.day_of(now)
    for each in child_days(family, months.values(), children.values(), open_days, since=today):
        month = months[each.child, month_of(each.day)]
        found.setdefault(each.day, {})[each.child] = _child(
            family, each, month, children[each.child], open_days
        )
    order = list(family.children)
    return {
        day: tuple(sorted(of_day.values(), key=lambda one: order.index(one.child)))
        for day, of_day in found.items()
    }


def _child(family: Family, day: ChildDay, month: ChildMonth, file: Child, open_days: OpenDays) -> ChildAhead:
    coming = tuple(code for code in day.services if code not in (*day.absent, *day.noted_absent))
    judged = {
        code: _judged(open_days, Slot(day.day, code, day.child), month, file, family) for code in day.absent
    }
    billed = tuple(code for code, one in judged.items() if one is not None and one.billed)
    return ChildAhead(day.child, coming, day.absent, day.not_held, billed, day.noted_absent)


def _judged(open_days: OpenDays, slot: Slot, month: ChildMonth, file: Child, family: Family) -> Missed | None:
    booking, absence = month.booking(slot), month.absence(slot, family.id)
    assert booking is not None, "only what is booked is missed"
    return missed(open_days, slot, booking, file, attended=None, absence=absence)


def _days(today: date, read: Iterable[str]) -> Iterator[date]:
    """From tomorrow on, as far as months were read."""
    known, day = set(read), today + ONE_DAY
    while month_of(day) in known:
        yield day
        day += ONE_DAY


def _matters(habits: Habits, used: Collection[str], day: date) -> bool:
    """Whether a service opens for one of the children of which it is worth telling that nothing is booked."""
    open_days, children = habits.open_days, habits.children
    any_matters = _has_school(open_days, day, children) or (not used and day.weekday() < SATURDAY)
    return any(
        open_days.closed(service, day, child) is None
        for service in open_days.reglement.services
        if any_matters or service.code in used
        for child in children.values()
        if service.welcomes(child.school)
    )


def _has_school(open_days: OpenDays, day: date, children: Mapping[str, Child]) -> bool:
    """Where the calendar is not known yet, there may be."""
    days = open_days.reglement.days
    try:
        return any(days.is_school_day(day, child.school) for child in children.values())
    except CalendarUnknown:
        return True
