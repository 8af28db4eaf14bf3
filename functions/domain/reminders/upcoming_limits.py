"""The instants from which it is too late to book or cancel, each with its service days, for calendars and reminders."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from functions.domain.calendar.town_calendar import CalendarUnknown
from functions.domain.reglement.closures import ClosedCode, closure
from functions.domain.reglement.deadline_rules import Action
from functions.domain.reglement.deadlines import window
from functions.domain.reglement.reglement import Reglement, Service

ONE_DAY = timedelta(1)


@dataclass(frozen=True, slots=True)
class Closing:
    """From `at` on, `actions` are too late for the service on `days`."""

    service: str
    at: datetime
    actions: tuple[Action, ...]
    days: tuple[date, ...]

    @property
    def evening(self) -> date:
        """The last day on which it is possible, as people say it: midnight belongs to the day that it ends."""
        return (self.at - timedelta(microseconds=1)).date()


def closings(
    reglement: Reglement, service: Service, first: date, last: date, *, resident: bool = True
) -> list[Closing]:
    """What closes for the days from `first` to `last` on which the service opens, the earliest first.

    Reserving and cancelling that close together for the same days make one closing. Days are left out where the town has
    not announced when they can be booked, or where they depend on a school calendar that nobody entered.
    """
    days: dict[tuple[datetime, Action], list[date]] = {}
    for day in service_days(reglement, service, first, last):
        for action in Action:
            try:
                found = window(reglement, service, day, action, resident=resident)
            except CalendarUnknown:
                continue
            if found.announced and found.impossible is None and found.closes_at is not None:
                days.setdefault((found.closes_at, action), []).append(day)
    actions: dict[tuple[datetime, tuple[date, ...]], list[Action]] = {}
    for (at, action), closed in days.items():
        actions.setdefault((at, tuple(closed)), []).append(action)
    together = [
        Closing(service.code, at, tuple(sorted(acts, key=list(Action).index)), closed)
        for (at, closed), acts in actions.items()
    ]
    return sorted(together, key=lambda closing: (closing.at, closing.days))


def service_days(reglement: Reglement, service: Service, first: date, last: date) -> Iterator[date]:
    """The days on which the service opens for somebody, up to where the school calendar is known."""
    day = first
    while day <= last:
        closed = closure(reglement, service, day)
        if closed is None:
            yield day
        elif closed.code is ClosedCode.BEYOND_CALENDAR:
            return
        day += ONE_DAY
