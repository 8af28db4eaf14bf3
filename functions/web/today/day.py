"""The services of a day and their numbers, from the counters that bookings move, and the limits of the day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from functions.domain.agents.staff import Scope
from functions.domain.planning.called_off import CalledOffMonth
from functions.domain.planning.open_days import OpenDays
from functions.domain.planning.service_month import Counter, ServiceMonth, capacity
from functions.domain.reglement.deadline_rules import Action
from functions.domain.reglement.reglement import Reglement, Service
from functions.domain.reminders.upcoming_limits import Closing, closings, service_days
from functions.french.bookings.calling_off import minimum_service_said
from functions.french.reglement.closures import closed_sentence
from functions.french.today.sentences import classes_off_sentence, limit_sentence, next_limit_sentence
from functions.french.words.dates import day_and_minutes, hour, hour_of
from functions.web.today.types import LimitToday, SchoolCount, ServiceToday

AHEAD = timedelta(days=70)
"""How far the next day on which a service opens is looked for: the summer holidays are shorter."""
EVENING = time(19)
"""From when the next day is shown: nobody is kept any longer today."""


@dataclass(frozen=True, slots=True)
class DayOfTown:
    """`scope`: the services and schools that the agent has to do with."""

    reglement: Reglement
    scope: Scope
    now: datetime

    @property
    def today(self) -> date:
        return self.reglement.day_of(self.now)

    @property
    def services(self) -> list[Service]:
        wanted = self.scope.services
        return [each for each in self.reglement.services if not wanted or each.code in wanted]

    def shown(self) -> date | None:
        """Today, or the next day on which one of the services opens; in the evening, tomorrow at the earliest."""
        late = self.now.astimezone(self.reglement.clock).time() >= EVENING
        first = self.today + timedelta(days=late)
        days = (next(iter(self._days(each, first, first + AHEAD)), None) for each in self.services)
        return min((day for day in days if day is not None), default=None)

    def _days(self, service: Service, first: date, last: date) -> Iterable[date]:
        return service_days(self.reglement, service, first, last)

    def counts(
        self, day: date, months: Mapping[str, ServiceMonth], called_off: Mapping[str, CalledOffMonth]
    ) -> list[ServiceToday]:
        """`months`: of each service, by its code. `called_off`: of the month of the day."""
        open_days = OpenDays(self.reglement, called_off)
        opened = (each for each in self.services if any(self._days(each, day, day)))
        return [self._count(service, day, months[service.code], open_days) for service in opened]

    def _count(self, service: Service, day: date, month: ServiceMonth, open_days: OpenDays) -> ServiceToday:
        schools = [
            SchoolCount(
                code,
                name,
                month.taken.get(Counter(day.day, code), 0),
                None
                if (closed := open_days.closed_to(service, day, code, None)) is None
                else closed_sentence(closed),
            )
            for code, name in self.reglement.school_names.items()
            if service.welcomes(code) and self.scope.takes_school(code)
        ]
        booked = month.taken.get(Counter(day.day), 0)
        return ServiceToday(
            code=service.code,
            name=service.name,
            starts="" if service.starts_at is None else hour_of(service.starts_at),
            booked=sum(each.booked for each in schools) if self.scope.schools else booked,
            capacity=capacity(service, self.reglement.days.weekday(day), None),
            waiting=len(month.queue(day.day)),
            schools=schools,
            remark=_remark(service, day, open_days, named_by_school=bool(schools)),
        )

    def limits(self) -> tuple[list[LimitToday], str]:
        """Those of today, and the next one of a later day in words."""
        found = [
            (closing, service)
            for service in self.services
            for closing in closings(self.reglement, service, self.today, self.today + 2 * AHEAD)
        ]
        of_today = [self._limit(service, each) for each, service in found if each.evening == self.today]
        later = [(each.at, service.name) for each, service in found if each.evening > self.today]
        ordered = sorted(of_today, key=lambda each: (each.at, each.service_name))
        if not later:
            return ordered, ""
        at, name = min(later)
        return ordered, next_limit_sentence(name, at, self.today, is_first=not ordered)

    def _limit(self, service: Service, closing: Closing) -> LimitToday:
        _, minutes = day_and_minutes(closing.at)
        return LimitToday(
            service=service.code,
            service_name=service.name,
            at=closing.at,
            hour=hour(minutes),
            sentence=limit_sentence(closing, self.today),
            passed=self.now >= closing.at,
            reserves=Action.RESERVE in closing.actions,
        )


def _remark(service: Service, day: date, open_days: OpenDays, *, named_by_school: bool) -> str:
    """Why the number is not who comes: a town without schools in its règlement reads here what is called off for all."""
    closed = None if named_by_school else open_days.closed_to(service, day, None, None)
    if closed is not None:
        return closed_sentence(closed)
    if kept := open_days.kept(service.code, day):
        return minimum_service_said(len(kept))
    classes = open_days.classes_off(service.code, day)
    return classes_off_sentence(classes) if classes else ""
