"""The règlement of a commune: everything its families are told, and everything the server refuses by."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from functools import cached_property, wraps
from typing import Concatenate, ParamSpec, TypeVar, cast
from zoneinfo import ZoneInfo

from functions.domain.calendar.rules import CalendarRules
from functions.domain.calendar.school_years import Zone
from functions.domain.calendar.town_calendar import TownCalendar
from functions.domain.errors import InvalidRequest
from functions.domain.reglement.absence_policy import AbsencePolicy
from functions.domain.reglement.deadline_rules import Rule
from functions.domain.reglement.service_conditions import ServiceConditions
from functions.domain.reglement.tariff_grids import Tariff
from functions.domain.reglement.waiting_list_rules import WaitingList

P = ParamSpec("P")
R = TypeVar("R")


class UnknownService(InvalidRequest):
    """No such service in this version of the règlement."""

    code = "unknown_service"


class UnknownTariff(InvalidRequest):
    """No grid of that code holds on that day."""

    code = "unknown_tariff"


class Terms(StrEnum):
    """Which part of the year a service is for."""

    SCHOOL_DAYS = "school_days"
    """Only on days with school (the canteen)."""
    SCHOOL_WEEKS = "school_weeks"
    """Out of school holidays, whatever the weekday (the Wednesday club)."""
    HOLIDAYS = "holidays"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Places:
    """How many children a day, for some weekdays (none: all of them) or one school."""

    count: int
    weekdays: tuple[int, ...] = ()
    school: str | None = None


@dataclass(frozen=True, slots=True)
class Service:
    code: str
    name: str
    weekdays: tuple[int, ...]
    """ISO: Monday is 1."""
    tariff: str
    reserve: Rule
    cancel: Rule
    modify: Rule | None = None
    """None: as cancelling."""
    group: str = ""
    """A heading of the grid: « Midi », « Matin et soir »."""
    terms: Terms = Terms.SCHOOL_DAYS
    starts_at: time | None = None
    """On the commune's clock; None: not known, the whole day passes before it has started."""
    ends_at: time | None = None
    """Likewise: time that is paid is counted until then, and a late pickup from then."""
    late_pickup_minutes: int | None = None
    """Each started is due, where the tariff has a price `late_pickup`; None: once, however late."""
    schools: tuple[str, ...] | None = None
    """Codes of the schools whose children may come; None: all."""
    places: tuple[Places, ...] = ()
    """Each is a limit of its own; none: no limit."""
    waiting_list: WaitingList | None = None
    """None: nobody waits for a place, whoever comes first takes it."""
    on_public_holidays: bool = False
    prepaid: bool = False
    """Paid when it is booked; the place is held for half an hour."""
    conditions: ServiceConditions = field(default_factory=ServiceConditions)
    absence: AbsencePolicy | None = None
    """None: every absence is billed."""

    def welcomes(self, school: str | None) -> bool:
        return self.schools is None or school in self.schools


@dataclass(frozen=True)
class Reglement:
    """One version. Not slotted: it keeps what it computes from its own calendar."""

    version: int
    timezone: str
    zone: Zone
    services: tuple[Service, ...] = ()
    tariffs: tuple[Tariff, ...] = ()
    calendar: CalendarRules = field(default_factory=CalendarRules)
    basket_minutes: int | None = None
    """After which a line that was not validated leaves the basket; None: it stays."""
    accept_from: int = 1
    """The version from which families have accepted it, where a service asks for that: closing days change nothing of it."""

    def service(self, code: str) -> Service:
        """Raises UnknownService."""
        if code not in self._services:
            raise UnknownService(service=code)
        return self._services[code]

    def name_of(self, code: str) -> str:
        """The service's name; its code where the town has given the service up."""
        return self._services[code].name if code in self._services else code

    def check_services(self, codes: Iterable[str], *, kept: Iterable[str]) -> None:
        """What is written down now names services of the town, or what was written before (`kept`). Raises UnknownService."""
        for code in sorted({*codes} - {*kept}):
            self.service(code)

    def conditions_of(self, code: str) -> ServiceConditions:
        """None of a service that the town has given up: days booked of it are still there."""
        known = self._services.get(code)
        return ServiceConditions() if known is None else known.conditions

    def tariff_on(self, code: str, day: date) -> Tariff:
        """The grid of that code that holds on `day`: the latest begun. Raises UnknownTariff."""
        begun = [
            tariff for tariff in self.tariffs if tariff.code == code and (tariff.since or date.min) <= day
        ]
        if not begun:
            raise UnknownTariff(tariff=code, day=day)
        return max(begun, key=lambda tariff: tariff.since or date.min)

    @cached_property
    def _services(self) -> dict[str, Service]:
        return {service.code: service for service in self.services}

    @cached_property
    def school_names(self) -> dict[str, str]:
        """By code."""
        return {school.code: school.name for school in self.calendar.schools}

    @cached_property
    def days(self) -> TownCalendar:
        return TownCalendar(self.zone, self.calendar)

    @cached_property
    def clock(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    def day_of(self, instant: datetime) -> date:
        """Which day the town's clock shows then."""
        return instant.astimezone(self.clock).date()

    @cached_property
    def answers(self) -> dict[tuple[object, ...], tuple[Service, object]]:
        """See `remembered`."""
        return {}


MOST_ANSWERS = 50_000
"""Some ten megabytes: years of every service, asked for several families."""


def remembered(
    function: Callable[Concatenate[Reglement, Service, P], R],
) -> Callable[Concatenate[Reglement, Service, P], R]:
    """Keep the answers in the règlement itself, with which they die: a family's year asks the same for each child.

    For functions of hashable arguments. What they raise is not kept.
    """

    @wraps(function)
    def asked(reglement: Reglement, service: Service, /, *rest: P.args, **named: P.kwargs) -> R:
        key = (function, service.code, *rest, *named.items())
        kept = reglement.answers.get(key)
        if kept is not None and kept[0] is service:
            return cast(R, kept[1])
        answer = function(reglement, service, *rest, **named)
        if len(reglement.answers) >= MOST_ANSWERS:
            reglement.answers.clear()
        reglement.answers[key] = (service, answer)
        return answer

    return asked
