"""*Vue Agenda*: fill the basket with a month or a year of one or several children, by the same weekdays for all or by weeks that a
parent named."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from functions.domain.bookings.basket_filling import Filled, check_range, filled
from functions.domain.bookings.week_grid import days_between
from functions.domain.bookings.week_patterns import PatternLine, slots_of
from functions.domain.calendar.weeks import Weeks
from functions.domain.planning.basket import Basket
from functions.domain.planning.child_month import Slot
from functions.storage.bookings.booking_facts import Facts
from functions.usecases.bookings.change_basket import rewrite_basket
from functions.usecases.family_act import Acting


@dataclass(frozen=True, slots=True)
class Range:
    """Both ends included. `weekdays` are ISO: Monday is 1. A day that the town's calendar counts as another weekday is taken for
    that one, as its services take it."""

    start: date
    end: date
    weekdays: Sequence[int]
    weeks: Weeks = Weeks.ALL


def fill_range(
    acting: Acting,
    asked: Range,
    *,
    children: Sequence[str],
    services: Sequence[str],
    key: str,
    now: datetime,
) -> tuple[Filled, Facts]:
    """As `fill_weeks`: every service of every child, on the same weekdays."""
    weekdays = tuple(asked.weekdays)
    lines = [PatternLine(child, service, weekdays, asked.weeks) for service in services for child in children]
    request = ("fill", acting.account, asked, children, services)
    return _fill(acting, lines, asked.start, asked.end, request, key=key, now=now)


def fill_weeks(
    acting: Acting, lines: Sequence[PatternLine], start: date, end: date, *, key: str, now: datetime
) -> tuple[Filled, Facts]:
    """What was added and what was not, and the facts with the basket as it is now.

    Raises NotFound, RangeBackwards, RangeTooLong, BasketFull (then nothing is added), Busy.
    """
    request = ("fill_weeks", acting.account, lines, start, end)
    return _fill(acting, lines, start, end, request, key=key, now=now)


def _fill(
    acting: Acting,
    lines: Sequence[PatternLine],
    start: date,
    end: date,
    request: object,
    *,
    key: str,
    now: datetime,
) -> tuple[Filled, Facts]:
    acting.require_children(line.child for line in lines)
    check_range(start, end)
    days = days_between(start, end)
    read = [Slot(day, line.service, line.child) for day in days for line in lines]

    def decide(facts: Facts) -> tuple[Basket, Filled]:
        situation = facts.situation()
        wanted = slots_of(lines, days, situation.reglement.days)
        return filled(situation, facts.basket_at(now), wanted, now=now)

    return rewrite_basket(acting, read, decide, request, Filled, key=key, now=now)
