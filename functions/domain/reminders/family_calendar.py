"""What a parent's calendar holds: the days on which their children come, and the limits of the services they use."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from functions.domain.calendar.months import day_of, month_of
from functions.domain.families.child_names import apart
from functions.domain.families.family import Child, Family
from functions.domain.families.spelling import folded
from functions.domain.planning.attendance_record import Presence
from functions.domain.planning.child_month import Booking, ChildMonth, Slot
from functions.domain.planning.open_days import OpenDays, away
from functions.domain.reglement.closures import Closed
from functions.domain.reglement.reglement import Reglement, Service
from functions.domain.reminders.upcoming_limits import Closing, closings

MONTHS_BEHIND, MONTHS_AHEAD = 1, 4
LIMITS_AHEAD = timedelta(weeks=8)
"""How far ahead the calendar shows limits."""
FURTHEST = timedelta(days=200)
"""How far after its limit a day may lie: the summer holidays are booked in April."""


@dataclass(frozen=True, slots=True)
class ChildDay:
    """What the family booked for a child on a day, in the order of the règlement's services."""

    child: str
    day: date
    services: tuple[str, ...]
    """Those that take place."""
    booked_at: datetime
    """When the latest of these bookings was made."""
    not_held: tuple[tuple[str, Closed], ...] = ()
    """The booked services that the town called off or closed, each with the reason."""
    absent: tuple[str, ...] = ()
    """Of `services`, those of which the family declared that the child will not come, and to which it did not come all the same."""
    noted_absent: tuple[str, ...] = ()
    """Of `services`, those of which the town noted that the child was not there, and nobody had declared it."""


@dataclass(frozen=True, slots=True)
class LimitEntry:
    """All that closes for a family at one instant."""

    at: datetime
    closings: tuple[Closing, ...]


def months_shown(today: date) -> list[str]:
    """The months of which the calendar shows bookings, as `2026-10`, from the oldest."""
    first = today.year * 12 + today.month - 1 - MONTHS_BEHIND
    months = (divmod(first + shift, 12) for shift in range(MONTHS_BEHIND + MONTHS_AHEAD + 1))
    return [f"{year:04}-{month + 1:02}" for year, month in months]


def child_days(
    family: Family,
    months: Iterable[ChildMonth],
    children: Iterable[Child],
    open_days: OpenDays,
    *,
    since: date = date.min,
) -> list[ChildDay]:
    """The days from `since` on that this family booked for `children`. What a child's other household booked is only in that household's
    calendar."""
    days, files = [], {child.id: child for child in children}
    order = {service.code: place for place, service in enumerate(open_days.reglement.services)}
    for month in months:
        if month.child not in files or month.month < month_of(since):
            continue
        for number, booked in month.days.items():
            own = {code: booking for code, booking in booked.items() if booking.payer == family.id}
            day = day_of(month.month, number)
            if own and day >= since:
                codes = sorted(own, key=lambda code: (order.get(code, len(order)), code))
                booked_there = [(code, own[code]) for code in codes]
                days.append(_child_day(family, month, day, booked_there, files[month.child], open_days))
    return sorted(days, key=lambda each: (each.day, each.child))


def _child_day(
    family: Family,
    month: ChildMonth,
    day: date,
    booked: Sequence[tuple[str, Booking]],
    child: Child,
    open_days: OpenDays,
) -> ChildDay:
    off = [(code, open_days.not_held(Slot(day, code, child.id), booking, child)) for code, booking in booked]
    held = tuple(code for code, closed in off if closed is None)
    absent = _absent(held, day, month, family)
    return ChildDay(
        child.id,
        day,
        held,
        max(booking.booked_at for _, booking in booked),
        tuple((code, closed) for code, closed in off if closed is not None),
        absent,
        tuple(code for code in _noted_absent(held, day, month) if code not in absent),
    )


def _absent(held: Iterable[str], day: date, month: ChildMonth, family: Family) -> tuple[str, ...]:
    if not month.absences:
        return ()
    found = []
    for code in held:
        slot = Slot(day, code, month.child)
        seen = month.seen(slot)
        came = seen is not None and seen.presence is Presence.PRESENT
        if not came and month.absence(slot, family.id) is not None:
            found.append(code)
    return tuple(found)


def _noted_absent(held: Iterable[str], day: date, month: ChildMonth) -> Iterator[str]:
    noted = month.attended.get(day.day, {})
    for code in held:
        if code in noted and noted[code].presence is Presence.ABSENT:
            yield code


def limit_entries(
    open_days: OpenDays, used: Iterable[str], children: Iterable[Child], today: date, *, resident: bool
) -> list[LimitEntry]:
    """The limits of the services `used` in the coming weeks, one entry for each instant, so that a phone rings once.

    Days on which the service is closed to each of `children` are left out: there is nothing to book before such a limit.
    """
    files, reglement = list(children), open_days.reglement
    by_instant: dict[datetime, list[Closing]] = {}
    wanted = set(used)
    for service in reglement.services:
        if service.code not in wanted:
            continue
        for closing in closings(
            reglement, service, today, today + LIMITS_AHEAD + FURTHEST, resident=resident
        ):
            days = tuple(day for day in closing.days if _opens_for_any(open_days, service, day, files))
            if days and today <= closing.evening <= today + LIMITS_AHEAD:
                by_instant.setdefault(closing.at, []).append(replace(closing, days=days))
    return [LimitEntry(at, tuple(found)) for at, found in sorted(by_instant.items())]


def _opens_for_any(open_days: OpenDays, service: Service, day: date, children: Sequence[Child]) -> bool:
    """Whether one of them may come. Who is away is so however far the day is. Days beyond the months that the calendar shows are too far to be called off already."""
    here = [child for child in children if away(child, day) is None]
    if month_of(day) not in open_days.called_off:
        return bool(here)
    return any(open_days.closed(service, day, child) is None for child in here)


def used_services(reglement: Reglement, days: Iterable[ChildDay], children: Iterable[Child]) -> set[str]:
    """The services that the family booked, or if it booked none yet, all those its children may come to."""
    used = {code for day in days for code in (*day.services, *(code for code, _ in day.not_held))}
    return used or {
        service.code for service in reglement.services for child in children if service.welcomes(child.school)
    }


def initials(children: Iterable[Child]) -> dict[str, str]:
    """By id, the short name of each child; « E. A. » or « E. 2018 » where two of them have one first name."""
    files = list(children)
    first_names = {folded(child.first_name): child.first_name for child in files}
    short = dict(zip(first_names, short_names(list(first_names.values())), strict=True))

    def called(child: Child) -> str:
        return short[folded(child.first_name)]

    return apart(
        files,
        called,
        (
            lambda child: f"{called(child)} {child.last_name[:1].upper()}.",
            lambda child: f"{called(child)} {child.birth_date.year}",
            lambda child: f"{called(child)} {child.birth_date:%d/%m/%Y}",
        ),
    )


def short_names(first_names: Sequence[str]) -> list[str]:
    """Shorten names to « C. », « G. », with as many more letters as tell the children apart, or the whole name.

    A calendar shows on lock screens, and other companies store it: they should not learn a child's name.
    """
    return [
        _short(name, [other for i, other in enumerate(first_names) if i != at])
        for at, name in enumerate(first_names)
    ]


def _short(name: str, others: Sequence[str]) -> str:
    for length in range(1, len(name)):
        start = name[:length]
        if not any(other.casefold().startswith(start.casefold()) for other in others):
            return f"{start}."
    return name
