"""A stay: consecutive open days of one holiday that a child has of one service, booked or in the same basket."""

from collections.abc import Iterator
from datetime import date, timedelta

from functions.domain.availability.situation import Situation
from functions.domain.calendar.months import month_of
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
def _counts_stays(_: Reglement, service: Service, action: Action) -> bool:
    return counts_stays(rule_of(service, action))


def first_day(situation: Situation, service: Service, slot: Slot, action: Action) -> date | None:
    """Return the first day of the slot's stay where its limit is counted from there, else None. Raises CalendarUnknown.

    The days that the act itself cancels still belong to the stay, because a stay is cancelled as a whole.
    """
    if not _counts_stays(situation.reglement, service, action):
        return None
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
    if not any(_counts_stays(reglement, service, action) for action in Action):
        return
    begun = reglement.days.holiday_start(slot.date)
    day = slot.date.replace(day=1)
    while begun is not None and month_of(begun) < month_of(day):
        day = (day - ONE_DAY).replace(day=1)
        yield Slot(day, slot.service, slot.child)
