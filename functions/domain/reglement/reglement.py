"""The règlement of a commune: the rules that its families are told, and by which the server refuses requests."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from functools import cached_property, wraps
from typing import Concatenate, ParamSpec, TypeVar
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

_CANTEENS = ("cantine", "restaurant", "restauration", "demi-pension")
"""A town that calls its canteen otherwise, or serves a meal elsewhere, says so in its règlement."""
HOLD_MINUTES = 30
"""How long a place that is paid when it is booked waits for the payment, unless the town says otherwise."""

P = ParamSpec("P")
R = TypeVar("R")


class UnknownService(InvalidRequest):
    """No such service in this version of the règlement."""

    code = "unknown_service"


class UnknownTariff(InvalidRequest):
    """No grid of that code is in force on that day."""

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
    """How many children may come each day, on some weekdays (empty: on all) or from one school (None: from all)."""

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
    """The rule for changing a booking; None: the rule for cancelling."""
    group: str = ""
    """A heading of the grid: « Midi », « Matin et soir »."""
    terms: Terms = Terms.SCHOOL_DAYS
    starts_at: time | None = None
    """On the commune's clock. None: not known, and the service counts as starting at the end of the day."""
    ends_at: time | None = None
    """On the commune's clock. Time that is paid is counted until then, and a late pickup from then."""
    late_pickup_minutes: int | None = None
    """Each stretch of so many minutes begun costs the tariff's price `late_pickup`; None: the price is due once."""
    schools: tuple[str, ...] | None = None
    """Codes of the schools whose children may come; None: all."""
    places: tuple[Places, ...] = ()
    """Each of them limits bookings on its own; empty: there is no limit."""
    waiting_list: WaitingList | None = None
    """None: nobody waits for a place, and whoever comes first takes it."""
    on_public_holidays: bool = False
    prepaid: bool = False
    """Paid when it is booked; the place is held for `hold_minutes`."""
    hold_minutes: int = HOLD_MINUTES
    """What families read and the server does: after so long, a place that nobody paid is given back."""
    conditions: ServiceConditions = field(default_factory=ServiceConditions)
    absence: AbsencePolicy | None = None
    """None: every absence is billed."""
    meal: bool | None = None
    """Whether the town cooks or orders a meal for each child who comes. None: the name says it."""

    @property
    def serves_meal(self) -> bool:
        """Whether its children are counted by the kitchen."""
        if self.meal is not None:
            return self.meal
        said = f"{self.code} {self.name}".casefold()
        return any(word in said for word in _CANTEENS)

    def welcomes(self, school: str | None) -> bool:
        return self.schools is None or school in self.schools


@dataclass(frozen=True)
class Reglement:
    """One version of a commune's règlement. It has no slots because it caches what it computes from its calendar."""

    version: int
    timezone: str
    zone: Zone
    services: tuple[Service, ...] = ()
    tariffs: tuple[Tariff, ...] = ()
    calendar: CalendarRules = field(default_factory=CalendarRules)
    basket_minutes: int | None = None
    """After so many minutes a line that was not validated leaves the basket; None: it stays."""
    accept_from: int = 1
    """The earliest version that it is enough to have accepted, where a service asks for that. It stays the same when a
    new version only changes the calendar."""

    def service(self, code: str) -> Service:
        """Raises UnknownService."""
        if code not in self._services:
            raise UnknownService(service=code)
        return self._services[code]

    def name_of(self, code: str) -> str:
        """The service's name; its code where the town has given the service up."""
        return self._services[code].name if code in self._services else code

    def check_services(self, codes: Iterable[str], *, kept: Iterable[str]) -> None:
        """Check that `codes` are services of the town or were written before (`kept`). Raises UnknownService."""
        for code in sorted({*codes} - {*kept}):
            self.service(code)

    def conditions_of(self, code: str) -> ServiceConditions:
        """The conditions of a service. One that the town has given up, and that still has booked days, has none."""
        known = self._services.get(code)
        return ServiceConditions() if known is None else known.conditions

    def tariff_on(self, code: str, day: date) -> Tariff:
        """The grid of that code in force on `day`: the one that began last. Raises UnknownTariff."""
        for tariff in self._tariffs.get(code, ()):
            if tariff.since is None or tariff.since <= day:
                return tariff
        raise UnknownTariff(tariff=code, day=day)

    def tariff_changes(self, code: str, first: date, last: date) -> list[date]:
        """The days after `first` and until `last` on which another grid of that code comes into force."""
        begin = (tariff.since for tariff in self._tariffs.get(code, ()))
        return [since for since in begin if since is not None and first < since <= last]

    @cached_property
    def _services(self) -> dict[str, Service]:
        return {service.code: service for service in self.services}

    @cached_property
    def _tariffs(self) -> dict[str, list[Tariff]]:
        """The grids by code: of each, the one that begins last comes first."""
        found: dict[str, list[Tariff]] = {}
        for tariff in sorted(self.tariffs, key=lambda tariff: tariff.since or date.min, reverse=True):
            found.setdefault(tariff.code, []).append(tariff)
        return found

    @cached_property
    def school_names(self) -> dict[str, str]:
        """The names of the schools, by code."""
        return {school.code: school.name for school in self.calendar.schools}

    @cached_property
    def days(self) -> TownCalendar:
        return TownCalendar(self.zone, self.calendar)

    @cached_property
    def clock(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    def day_of(self, instant: datetime) -> date:
        """The day that the town's clock shows at `instant`."""
        return instant.astimezone(self.clock).date()

    @cached_property
    def cached_answers(self) -> dict[tuple[object, ...], tuple[Service, object]]:
        """See `cached_in_reglement`."""
        return {}


class ByDay(dict[date, R]):
    """Answers about days, each worked out when its day is first asked for: a grid asks the same of each of its days."""

    def __init__(self, about: Callable[[date], R]) -> None:
        self._about = about

    def __missing__(self, day: date) -> R:
        if len(self) >= MAX_CACHED_DAYS:
            self.clear()
        answer = self[day] = self._about(day)
        return answer


MAX_CACHED_DAYS = 400
"""A school year, and what is looked ahead of it."""
MAX_CACHED_ANSWERS = 50_000
"""About ten megabytes, enough for years of every service asked for several families."""


def cached_in_reglement(
    function: Callable[Concatenate[Reglement, Service, P], R],
) -> Callable[Concatenate[Reglement, Service, P], R]:
    """Cache a function's answers in the règlement itself: a family's year asks the same questions for each child.

    The answers are dropped with that version of the règlement. Arguments must be hashable; exceptions are not cached.
    """

    @wraps(function)
    def asked(reglement: Reglement, service: Service, /, *rest: P.args, **named: P.kwargs) -> R:
        key = (function, service.code, *rest, *named.items()) if named else (function, service.code, *rest)
        kept = reglement.cached_answers.get(key)
        if kept is not None and kept[0] is service:
            return kept[1]  # type: ignore[return-value]  # what this function answered
        answer = function(reglement, service, *rest, **named)
        if len(reglement.cached_answers) >= MAX_CACHED_ANSWERS:
            reglement.cached_answers.clear()
        reglement.cached_answers[key] = (service, answer)
        return answer

    return asked
