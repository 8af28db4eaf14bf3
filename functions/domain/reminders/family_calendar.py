"""What a parent's calendar holds: the days on which their children come, and the limits of the services they use."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from functions.domain.calendar.months import day_of
from functions.domain.families.family import Child, Family
from functions.domain.planning.child_month import Booking, ChildMonth
from functions.domain.reglement.reglement import Reglement
from functions.domain.reminders.upcoming_limits import Closing, closings

MONTHS_BEHIND, MONTHS_AHEAD = 1, 4
LIMITS_AHEAD = timedelta(weeks=8)
FURTHEST = timedelta(days=200)


@dataclass(frozen=True, slots=True)
class ChildDay:
    """What the family booked for a child on a day, in the order of the règlement's services."""

    child: str
    day: date
    services: tuple[str, ...]
    booked_at: datetime
    """The latest of them."""


@dataclass(frozen=True, slots=True)
class Due:
    """All that closes at one instant for a family."""

    at: datetime
    closings: tuple[Closing, ...]


def months_shown(today: date) -> list[str]:
    """`2026-10` … `2027-03`"""
    first = today.year * 12 + today.month - 1 - MONTHS_BEHIND
    months = (divmod(first + shift, 12) for shift in range(MONTHS_BEHIND + MONTHS_AHEAD + 1))
    return [f"{year:04}-{month + 1:02}" for year, month in months]


def child_days(family: Family, months: Iterable[ChildMonth], services: Sequence[str]) -> list[ChildDay]:
    """The family's own bookings: what a child's other household booked is theirs to show."""
    days = []
    for month in months:
        for number, booked in month.days.items():
            own = {code: booking for code, booking in booked.items() if booking.payer == family.id}
            if own:
                days.append(_child_day(month, number, own, services))
    return sorted(days, key=lambda each: (each.day, each.child))


def _child_day(
    month: ChildMonth, number: int, booked: dict[str, Booking], services: Sequence[str]
) -> ChildDay:
    order = {code: place for place, code in enumerate(services)}
    codes = tuple(sorted(booked, key=lambda code: (order.get(code, len(order)), code)))
    latest = max(booking.booked_at for booking in booked.values())
    return ChildDay(month.child, day_of(month.month, number), codes, latest)


def dues(reglement: Reglement, used: Iterable[str], today: date, *, resident: bool) -> list[Due]:
    """The limits of the coming weeks of the services `used`, one an instant: a phone rings once for all of them."""
    by_instant: dict[datetime, list[Closing]] = {}
    wanted = set(used)
    for service in reglement.services:
        if service.code not in wanted:
            continue
        for closing in closings(
            reglement, service, today, today + LIMITS_AHEAD + FURTHEST, resident=resident
        ):
            if today <= closing.evening <= today + LIMITS_AHEAD:
                by_instant.setdefault(closing.at, []).append(closing)
    return [Due(at, tuple(found)) for at, found in sorted(by_instant.items())]


def used_services(reglement: Reglement, days: Iterable[ChildDay], children: Iterable[Child]) -> set[str]:
    """Those the family booked; where it booked none yet, all those its children may come to."""
    used = {code for day in days for code in day.services}
    return used or {
        service.code for service in reglement.services for child in children if service.welcomes(child.school)
    }


def short_names(first_names: Sequence[str]) -> list[str]:
    """« C. », « G. »; as many letters more as tell two children apart, the whole name where nothing else does.

    A calendar is read on lock screens and kept by others: a child's name is not for them.
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
