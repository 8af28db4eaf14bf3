"""Turns a limit and a service day into an instant on the commune's clock."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from functions.domain.calendar.clock import on_the_clock
from functions.domain.calendar.months import monday, months_before
from functions.domain.calendar.town_calendar import CalendarUnknown, Count, TownCalendar
from functions.domain.reglement.deadline_rules import Anchor, IfClosed, Limit, Unit

ONE_DAY = timedelta(1)
FURTHEST = timedelta(370)
"""How far a day of some kind is looked for. Beyond this, there is none or the rule is wrong."""


@dataclass(frozen=True, slots=True)
class Counting:
    """What must be known of a town and of one service to count days back."""

    calendar: TownCalendar
    is_service_day: Callable[[date], bool]
    starts_at: time | None
    zone: ZoneInfo

    def counts(self, count: Count, day: date) -> bool:
        """Whether `day` is of the kind `count`. Raises CalendarUnknown."""
        match count:
            case Count.CALENDAR:
                return True
            case Count.WORKING:
                return self.calendar.is_working_day(day)
            case Count.BUSINESS:
                return self.calendar.is_business_day(day)
            case Count.SERVICE:
                return self.is_service_day(day)
            case Count.SCHOOL:
                return self.calendar.is_school_day(day)
            case Count.OPENING:
                return self.calendar.is_opening_day(day)


def instant(limit: Limit, day: date, counting: Counting, *, first_booked_day: date | None = None) -> datetime:
    """When `limit` falls for the service day `day`. Raises CalendarUnknown."""
    if limit.exact is not None:
        return on_the_clock(counting.zone, limit.exact)
    anchor = _anchor(limit, day, counting, first_booked_day)
    if limit.unit is Unit.HOURS:
        return on_the_clock(counting.zone, _hours_back(limit, anchor, counting))
    reached = _move_if_closed(limit, _choose_day(limit, _step_back(limit, anchor, counting)), counting)
    midnight = datetime.combine(reached, time())
    return on_the_clock(counting.zone, midnight + timedelta(minutes=limit.at))


def _anchor(limit: Limit, day: date, counting: Counting, first_booked_day: date | None) -> date:
    match limit.anchor:
        case Anchor.SERVICE_DAY:
            return day
        case Anchor.WEEK:
            return monday(day)
        case Anchor.MONTH:
            return day.replace(day=1)
        case Anchor.HOLIDAY:
            return counting.calendar.holiday_start(day) or day
        case Anchor.HOLIDAY_OPENING:
            return _first_opening(counting.calendar.holiday_start(day) or day, day, counting)
        case Anchor.TERM:
            return counting.calendar.term_start(day)
        case Anchor.PERIOD:
            return counting.calendar.period_start(day)
        case Anchor.SCHOOL_YEAR:
            return counting.calendar.school_year_start(day)
        case Anchor.FIRST_BOOKED_DAY:
            return first_booked_day or day


def _first_opening(begun: date, day: date, counting: Counting) -> date:
    while begun < day and not counting.is_service_day(begun):
        begun += ONE_DAY
    return begun


def _step_back(limit: Limit, anchor: date, counting: Counting) -> date:
    back = limit.back + 1 if limit.clear else limit.back
    match limit.unit:
        case Unit.MONTHS:
            return months_before(anchor, back)
        case Unit.WEEKS:
            return _weeks_back(limit.count, anchor, back, counting)
        case _:
            return _days_back(limit.count, anchor, back, counting)


def _days_back(count: Count, anchor: date, back: int, counting: Counting) -> date:
    if count is Count.CALENDAR:
        return anchor - timedelta(back)
    day = last_counted = anchor
    while back:
        day -= ONE_DAY
        if counting.counts(count, day):
            back -= 1
            last_counted = day
        elif last_counted - day > FURTHEST:
            raise CalendarUnknown(day)
    return day


def _weeks_back(count: Count, anchor: date, back: int, counting: Counting) -> date:
    if count is Count.CALENDAR:
        return anchor - timedelta(weeks=back)
    day = last_counted = anchor
    while back:
        day -= timedelta(weeks=1)
        if any(counting.counts(count, monday(day) + timedelta(shift)) for shift in range(7)):
            back -= 1
            last_counted = day
        elif last_counted - day > FURTHEST:
            raise CalendarUnknown(day)
    return day


def _hours_back(limit: Limit, anchor: date, counting: Counting) -> datetime:
    """Hours of days that do not count are skipped; the anchor's own hours always count."""
    start = counting.starts_at if limit.from_start and counting.starts_at is not None else time()
    if limit.count is Count.CALENDAR:
        return datetime.combine(anchor, start) - timedelta(hours=limit.back)
    day, reached, left = anchor, datetime.combine(anchor, start), timedelta(hours=limit.back)
    while left > reached - datetime.combine(day, time()):
        left -= reached - datetime.combine(day, time())
        day = _days_back(limit.count, day, 1, counting)
        reached = datetime.combine(day + ONE_DAY, time())
    return reached - left


def _choose_day(limit: Limit, reached: date) -> date:
    if limit.month_day is not None:
        return reached.replace(day=min(limit.month_day, monthrange(reached.year, reached.month)[1]))
    if limit.weekday is None:
        return reached
    if limit.last_full_week or limit.nth is not None:
        return _weekday_of_month(limit, limit.weekday, reached)
    if limit.anchor is Anchor.WEEK or limit.unit is Unit.WEEKS:
        return monday(reached) + timedelta(limit.weekday - 1)
    latest = reached if limit.back else reached - ONE_DAY
    return latest - timedelta((latest.isoweekday() - limit.weekday) % 7)


def _weekday_of_month(limit: Limit, weekday: int, reached: date) -> date:
    last = reached.replace(day=monthrange(reached.year, reached.month)[1])
    if limit.last_full_week:
        return last - timedelta(last.isoweekday() % 7) - timedelta(7 - weekday)
    if limit.nth is None or limit.nth < 0:
        return last - timedelta((last.isoweekday() - weekday) % 7, weeks=-(limit.nth or -1) - 1)
    first = reached.replace(day=1)
    return first + timedelta((weekday - first.isoweekday()) % 7, weeks=limit.nth - 1)


def _move_if_closed(limit: Limit, reached: date, counting: Counting) -> date:
    if limit.if_closed is IfClosed.KEEP or counting.counts(limit.closed_count, reached):
        return reached
    if limit.if_closed is IfClosed.EARLIER:
        return _days_back(limit.closed_count, reached, 1, counting)
    day = reached
    while not counting.counts(limit.closed_count, day):
        day += ONE_DAY
        if day - reached > FURTHEST:
            raise CalendarUnknown(day)
    return day
