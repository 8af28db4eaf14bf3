"""When the meals of a day are ordered, and until when that can be changed."""

from datetime import date, datetime, timedelta

from functions.domain.calendar.clock import on_the_clock
from functions.domain.calendar.town_calendar import CalendarUnknown
from functions.domain.kitchen.settings import OrderSettings
from functions.domain.reglement.deadline_rules import Action
from functions.domain.reglement.deadlines import window
from functions.domain.reglement.reglement import Reglement, Service
from functions.domain.reminders.upcoming_limits import service_days

ONE_DAY = timedelta(1)
AFTER_CLOSING = timedelta(minutes=5)
"""What was clicked before the limit is written by then: an act takes half a minute at most, a job five."""
AHEAD = timedelta(days=62)
"""How far ahead meals are ordered. A town whose trimester closes at once orders the rest of it as its days come near."""
FURTHEST_BACK = timedelta(days=40)
"""How far back so many days of service are counted: summer has none."""


def order_closes_at(
    reglement: Reglement, service: Service, day: date, settings: OrderSettings
) -> datetime | None:
    """From when on a booking is of no order any more: the town's own hour, else when the last family can book no more.

    None where nothing closes: nothing is ordered then, and the count alone is shown.
    """
    if settings.at is not None and settings.days_before is not None:
        ordered_on = _service_days_before(reglement, service, day, settings.days_before)
        if ordered_on is None:
            return None
        return on_the_clock(reglement.clock, datetime.combine(ordered_on, settings.at))
    for action in (Action.RESERVE, Action.CANCEL):
        closings = [
            _closing(reglement, service, day, action, resident=resident) for resident in (True, False)
        ]
        known = [at for at in closings if at is not None]
        if known:
            return max(known)
    return None


def freezes_at(closes_at: datetime) -> datetime:
    return closes_at + AFTER_CLOSING


def last_call_at(reglement: Reglement, day: date, settings: OrderSettings) -> datetime:
    """From when on a change is told to nobody any more."""
    return on_the_clock(reglement.clock, datetime.combine(day, settings.last_call))


def _closing(
    reglement: Reglement, service: Service, day: date, action: Action, *, resident: bool
) -> datetime | None:
    try:
        return window(reglement, service, day, action, resident=resident).closes_at
    except CalendarUnknown:
        return None


def _service_days_before(reglement: Reglement, service: Service, day: date, number: int) -> date | None:
    if number == 0:
        return day
    earlier = list(service_days(reglement, service, day - FURTHEST_BACK, day - ONE_DAY))
    return earlier[-number] if len(earlier) >= number else None
