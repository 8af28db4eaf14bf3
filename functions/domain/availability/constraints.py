"""What a town asks besides its limits: how many days a week, which services together, which children.

Each check returns everything that is wrong, and not only the first thing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from functions.domain.calendar.months import monday
from functions.domain.families.family import Child
from functions.domain.planning.open_days import OpenDays
from functions.domain.reglement.reglement import Reglement, Service
from functions.domain.reglement.service_conditions import Need, WeekPattern


class BrokenCode(StrEnum):
    """Which condition of the town is not met."""

    TOO_FEW_DAYS = "too_few_days"
    TOO_MANY_DAYS = "too_many_days"
    """More days than the town allows in a week. Only reserving is refused for it: days may still be cancelled."""
    NOT_A_PATTERN = "not_a_pattern"
    EXCLUDED = "excluded"
    REQUIRED = "required"
    TOO_YOUNG = "too_young"
    TOO_OLD = "too_old"
    OTHER_CLASS = "other_class"
    RESIDENTS_ONLY = "residents_only"
    NEED = "need"
    UNPAID = "unpaid"


@dataclass(frozen=True, slots=True)
class Broken:
    """One condition of the town that is not met."""

    code: BrokenCode
    service: str
    number: int | None = None
    """Days, years of age or cents, depending on the code."""
    other: str = ""
    """The other service that the condition is about, or what is needed (`Need`)."""
    patterns: tuple[WeekPattern, ...] = ()
    """The weeks that the town allows, where the booked week is none of them."""


@dataclass(frozen=True, slots=True)
class Applicant:
    """What a child's access to a service depends on: the child's age and class on the day, and the family's file."""

    age: int
    resident: bool = True
    school_class: str | None = None
    has: frozenset[Need] = frozenset()
    unpaid_cents: int = 0
    """What the family owes on overdue invoices."""


def week_flaws(open_days: OpenDays, service: Service, booked: Iterable[date], child: Child) -> list[Broken]:
    """What is wrong with one week of one child. `booked` are the days booked for that service, all in the same week.

    A booked day that the town took away makes no week too short and breaks no pattern. It may be put back, so it counts where
    there are too many.
    """
    days = sorted(booked)
    if not days:
        return []
    first = monday(days[0])
    week = [first + timedelta(shift) for shift in range(7)]
    days_of_town = open_days.reglement.days
    closed = {day: why for day in week if (why := open_days.closed(service, day, child)) is not None}
    opened = [day for day in week if day not in closed]
    held = [day for day in days if day not in closed or not closed[day].by_town]
    wanted = service.conditions
    has_holiday = any(days_of_town.public_holiday(day) for day in week[:5])
    usual = wanted.min_days_a_week
    least = usual if wanted.min_days_with_holiday is None or not has_holiday else wanted.min_days_with_holiday
    flaws = []
    if len(held) < min(least, len(opened)):
        flaws.append(Broken(BrokenCode.TOO_FEW_DAYS, service.code, min(least, len(opened))))
    if wanted.max_days_a_week is not None and len(days) > wanted.max_days_a_week:
        flaws.append(Broken(BrokenCode.TOO_MANY_DAYS, service.code, wanted.max_days_a_week))
    if wanted.week_patterns and not any(
        {day for day in opened if days_of_town.weekday(day) in pattern} == set(held)
        for pattern in wanted.week_patterns
    ):
        flaws.append(Broken(BrokenCode.NOT_A_PATTERN, service.code, patterns=wanted.week_patterns))
    return flaws


def day_flaws(reglement: Reglement, booked: Iterable[str]) -> list[Broken]:
    """What is wrong with the services that one child has on one day. `booked` are their codes."""
    codes = frozenset(booked)
    flaws = []
    for code in sorted(codes):
        wanted = reglement.conditions_of(code)
        flaws += [
            Broken(BrokenCode.EXCLUDED, code, other=other) for other in wanted.excludes if other in codes
        ]
        flaws += [
            Broken(BrokenCode.REQUIRED, code, other=other) for other in wanted.requires if other not in codes
        ]
    return flaws


def child_flaws(service: Service, applicant: Applicant) -> list[Broken]:
    """Why the child may not come to the service, or not yet."""
    wanted, code = service.conditions, service.code
    flaws = []
    if wanted.age_from is not None and applicant.age < wanted.age_from:
        flaws.append(Broken(BrokenCode.TOO_YOUNG, code, wanted.age_from))
    if wanted.age_to is not None and applicant.age > wanted.age_to:
        flaws.append(Broken(BrokenCode.TOO_OLD, code, wanted.age_to))
    if wanted.classes and applicant.school_class not in wanted.classes:
        flaws.append(Broken(BrokenCode.OTHER_CLASS, code))
    if wanted.residents_only and not applicant.resident:
        flaws.append(Broken(BrokenCode.RESIDENTS_ONLY, code))
    flaws += [Broken(BrokenCode.NEED, code, other=need) for need in wanted.needs if need not in applicant.has]
    if wanted.unpaid_over_cents is not None and applicant.unpaid_cents > wanted.unpaid_over_cents:
        flaws.append(Broken(BrokenCode.UNPAID, code, applicant.unpaid_cents))
    return flaws
