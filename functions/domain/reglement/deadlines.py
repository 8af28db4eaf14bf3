"""From when and until when an action on a service is possible, and what stays possible afterwards."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Literal, TypeAlias

from functions.domain.calendar.clock import on_the_clock
from functions.domain.calendar.months import monday
from functions.domain.calendar.town_calendar import CalendarUnknown
from functions.domain.errors import Conflict
from functions.domain.reglement.closures import ClosedCode, closure
from functions.domain.reglement.deadline_rules import Action, Case, Late, Mode, Rule, TermOrHolidays
from functions.domain.reglement.limit_instants import Counting, instant
from functions.domain.reglement.reglement import Reglement, Service, cached_in_reglement

RuledAction: TypeAlias = Action | Literal["modify"]
"""A rule may also speak of changing a booking; a basket line only reserves or cancels."""


class NotOpenYet(Conflict):
    """The action is not possible yet. `opens_at` is in the data."""

    code = "not_open_yet"


class NotAnnounced(NotOpenYet):
    """The town will announce later from when the action is possible."""

    code = "not_announced"


class DeadlinePassed(Conflict):
    """The action is not possible any more. `closed_at` is in the data."""

    code = "deadline_passed"


class NotPossible(Conflict):
    """The action is never possible, whatever the hour."""

    code = "not_possible"


class NothingToBook(NotPossible):
    """Nothing is booked for this service: the children who came are billed."""

    code = "nothing_to_book"


class AlwaysBooked(NotPossible):
    """The child is booked for the whole year, unless the family cancels."""

    code = "always_booked"


class Impossible(StrEnum):
    NEVER = "never"
    ATTENDANCE = "attendance"
    """Nothing is booked: the children who came are billed."""
    ALWAYS = "always"
    """The child is already booked, unless the family cancels."""


@dataclass(frozen=True, slots=True)
class LateWindow:
    """What is still possible from the closing on, and before `until`."""

    until: datetime
    late: Late


@dataclass(frozen=True, slots=True)
class Window:
    """When an action is possible: from `opens_at` (None: it has always been open) until before `closes_at`.

    Instants carry the commune's offset.
    """

    opens_at: datetime | None
    closes_at: datetime | None
    impossible: Impossible | None = None
    announced: bool = True
    late: tuple[LateWindow, ...] = ()


_WHATEVER_THE_HOUR = {
    Impossible.NEVER: NotPossible,
    Impossible.ATTENDANCE: NothingToBook,
    Impossible.ALWAYS: AlwaysBooked,
}


def rule_of(service: Service, action: RuledAction) -> Rule:
    if action == Action.RESERVE:
        return service.reserve
    if action == "modify" and service.modify is not None:
        return service.modify
    return service.cancel


def window(
    reglement: Reglement,
    service: Service,
    day: date,
    action: RuledAction,
    *,
    resident: bool = True,
    first_booked_day: date | None = None,
) -> Window:
    """The window of `action` for the service day `day`. Raises CalendarUnknown.

    A closing never falls after the service has started, unless its limit says so.
    """
    return _window(reglement, service, day, action, resident, first_booked_day)


@cached_in_reglement
def _window(
    reglement: Reglement,
    service: Service,
    day: date,
    action: RuledAction,
    resident: bool,
    first_booked_day: date | None,
) -> Window:
    rule = rule_of(service, action)
    if service.reserve.mode is Mode.ATTENDANCE:
        return Window(None, None, Impossible.ATTENDANCE)
    if rule.mode is Mode.ALWAYS and not rule.cases:
        return Window(None, None, Impossible.ALWAYS)
    case = case_of(rule, reglement, day, resident=resident)
    if case is None or not case.announced:
        return Window(None, None, announced=False)
    counting = counting_of(reglement, service)
    start = start_of(reglement, service, day)
    if not case.possible:
        return Window(
            None,
            None,
            Impossible.NEVER,
            late=_late_windows(rule, day, counting, None, start, first_booked_day),
        )
    opening = case.opens if resident else case.opens_outside or case.opens
    closes_at = start
    if case.closes is not None:
        limit = instant(case.closes, day, counting, first_booked_day=first_booked_day)
        closes_at = limit if case.closes.after_start else min(limit, start)
    return Window(
        opens_at=(
            instant(opening, day, counting, first_booked_day=first_booked_day)
            if opening is not None
            else None
        ),
        closes_at=closes_at,
        late=_late_windows(rule, day, counting, closes_at, start, first_booked_day),
    )


def case_of(rule: Rule, reglement: Reglement, day: date, *, resident: bool = True) -> Case | None:
    """The first of the rule's cases that applies to a service day, for a family of the commune or from outside."""
    return next((case for case in rule.cases if _applies(case, reglement, day, resident)), None)


def check_open(window: Window, *, now: datetime) -> None:
    """Refuse before the opening instant, and from the closing instant on: ten sharp is too late.

    Raises NotPossible, NotOpenYet (or NotAnnounced) or DeadlinePassed.
    """
    if window.impossible is not None:
        raise _WHATEVER_THE_HOUR[window.impossible]()
    if not window.announced:
        raise NotAnnounced
    instant_now = now.astimezone(UTC)
    if window.opens_at is not None and instant_now < window.opens_at:
        raise NotOpenYet(opens_at=window.opens_at)
    if window.closes_at is not None and instant_now >= window.closes_at:
        raise DeadlinePassed(closed_at=window.closes_at)


def late_possibility(window: Window, *, now: datetime) -> LateWindow | None:
    """What is still possible after the closing; None before the closing, and where nothing is possible any more."""
    instant_now = now.astimezone(UTC)
    if window.closes_at is not None and instant_now < window.closes_at:
        return None
    return next((late for late in window.late if instant_now < late.until), None)


def _applies(case: Case, reglement: Reglement, day: date, resident: bool) -> bool:
    if case.resident is not None and case.resident is not resident:
        return False
    if case.weekdays and reglement.days.weekday(day) not in case.weekdays:
        return False
    if (case.first is not None and day < case.first) or (case.last is not None and day > case.last):
        return False
    if case.public_holidays and not any(
        reglement.days.public_holiday(monday(day) + timedelta(weekday - 1))
        for weekday in case.public_holidays
    ):
        return False
    if case.period is None:
        return True
    return (reglement.days.holiday_start(day) is not None) == (case.period is TermOrHolidays.HOLIDAYS)


def counting_of(reglement: Reglement, service: Service) -> Counting:
    """What must be known to count days back for `service`."""

    def is_service_day(day: date) -> bool:
        closed = closure(reglement, service, day)
        if closed is not None and closed.code is ClosedCode.BEYOND_CALENDAR:
            raise CalendarUnknown(day)
        return closed is None

    return Counting(reglement.days, is_service_day, service.starts_at, reglement.clock)


def start_of(reglement: Reglement, service: Service, day: date) -> datetime:
    """When the service starts on `day`; midnight at the end of that day where its hour is not known."""
    if service.starts_at is None:
        return on_the_clock(reglement.clock, datetime.combine(day + timedelta(1), time()))
    return on_the_clock(reglement.clock, datetime.combine(day, service.starts_at))


def _late_windows(
    rule: Rule,
    day: date,
    counting: Counting,
    closes_at: datetime | None,
    start: datetime,
    first_booked_day: date | None,
) -> tuple[LateWindow, ...]:
    windows = []
    for late in rule.late:
        until = start
        if late.until is not None:
            limit = instant(late.until, day, counting, first_booked_day=first_booked_day)
            until = limit if late.until.after_start else min(limit, start)
        if closes_at is None or until > closes_at:
            windows.append(LateWindow(until, late))
    return tuple(windows)
