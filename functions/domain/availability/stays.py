"""A stay: consecutive open days of one holiday that a child has of one service, booked or in the same basket."""

from collections.abc import Iterator
from datetime import date, timedelta

from functions.domain.availability.situation import Situation
from functions.domain.calendar.months import month_of
from functions.domain.calendar.town_calendar import CalendarUnknown
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.deadline_rules import Action, Anchor, Rule
from functions.domain.reglement.deadlines import rule_of
from functions.domain.reglement.reglement import Reglement, Service, cached_in_reglement

ONE_DAY = timedelta(1)


def counts_stays(rule: Rule) -> bool:
    """Whether a limit of the rule is counted from the first day of a stay."""
    limits = [
        limit for case in rule.cases for limit in (case.opens, case.opens_outside, case.closes) if limit
    ]
    limits += [late.until for late in rule.late if late.until]
    return any(limit.anchor is Anchor.FIRST_BOOKED_DAY for limit in limits)


@cached_in_reglement
def counted_from_stay(_: Reglement, service: Service) -> frozenset[Action]:
    """The actions of which a limit is."""
    return frozenset(action for action in Action if counts_stays(rule_of(service, action)))


FirstDays = tuple[date | None, ...]
"""The first day of a stay, for each action in the order of `Action`; None where no limit of that action is counted from there, or where the
calendar of the holidays is not known."""


def first_days(situation: Situation, service: Service, slot: Slot) -> FirstDays:
    counted = counted_from_stay(situation.reglement, service)
    if not counted:
        return NO_STAY
    try:
        first = _first_day(situation, service, slot)
    except CalendarUnknown:
        return NO_STAY
    return tuple(first if action in counted else None for action in Action)


NO_STAY: FirstDays = (None,) * len(Action)


def _first_day(situation: Situation, service: Service, slot: Slot) -> date:
    """Raises CalendarUnknown.

    The days that the act itself cancels still belong to the stay, because a stay is cancelled as a whole.
    """
    begun = situation.reglement.days.holiday_start(slot.date)
    child = situation.children[slot.child]
    first = day = slot.date
    while begun is not None and day > begun:
        day -= ONE_DAY
        if (slot.child, month_of(day)) not in situation.months:
            break
        if situation.open_days.closed(service, day, child) is not None:
            continue
        if not situation.holds(Slot(day, slot.service, slot.child)):
            break
        first = day
    return first


def months_of_stay(reglement: Reglement, service: Service, slot: Slot) -> Iterator[Slot]:
    """Yield one slot in each earlier month in which the slot's stay may have begun. Raises CalendarUnknown."""
    if not counted_from_stay(reglement, service):
        return
    begun = reglement.days.holiday_start(slot.date)
    day = slot.date.replace(day=1)
    while begun is not None and month_of(begun) < month_of(day):
        day = (day - ONE_DAY).replace(day=1)
        yield Slot(day, slot.service, slot.child)
