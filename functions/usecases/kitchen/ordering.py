"""One service of one town, as the job that orders its meals finds it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from functions.domain.calendar.months import month_of
from functions.domain.kitchen.counting import count_day
from functions.domain.kitchen.meals import Lines
from functions.domain.kitchen.order_times import AHEAD, freezes_at, last_call_at, order_closes_at
from functions.domain.kitchen.orders import LAST_LOOK, OrderWatch
from functions.domain.kitchen.settings import KitchenSettings, OrderSettings
from functions.domain.planning.open_days import OpenDays
from functions.domain.planning.service_month import ServiceMonth
from functions.domain.reglement.reglement import Reglement, Service, UnknownService
from functions.domain.reminders.upcoming_limits import service_days
from functions.storage.bookings import service_months
from functions.storage.kitchen import meal_months
from functions.storage.kitchen.eaters import eaters
from functions.storage.table import keys
from functions.storage.table.reading import read
from functions.storage.table.stored import Stored
from functions.storage.town import called_off, communes
from functions.storage.town.communes import ReglementHead

STABLE_AFTER = 4
"""Times that the months are read, at most, until two readings say the same."""


@dataclass(frozen=True, slots=True)
class Ordering:
    """What is decided from, all of it strongly consistent. `service`: None where the town has no such meal any more."""

    commune: str
    code: str
    head: Stored[ReglementHead]
    reglement: Reglement
    service: Service | None
    settings: Stored[KitchenSettings]
    watch: Stored[OrderWatch]
    now: datetime

    @property
    def own(self) -> OrderSettings:
        return self.settings.value.of(self.code)

    @property
    def today(self) -> date:
        return self.reglement.day_of(self.now)

    def last_call(self, day: date) -> datetime:
        return last_call_at(self.reglement, day, self.own)

    def closings(self) -> dict[date, datetime]:
        """When each day closes of which nothing is ordered yet."""
        if self.service is None:
            return {}
        days = service_days(self.reglement, self.service, self.today, self.today + AHEAD)
        found = {
            day: order_closes_at(self.reglement, self.service, day, self.own)
            for day in days
            if day not in self.watch.value.days
        }
        return {day: at for day, at in found.items() if at is not None}

    def ripe(self) -> tuple[datetime, list[date]] | None:
        """The days that closed at one instant, the earliest first, and that instant. A day whose last call is gone by is not ordered any
        more, unless it closes after it."""
        closed = {
            day: at
            for day, at in self.closings().items()
            if freezes_at(at) <= self.now < max(self.last_call(day), at + timedelta(hours=1))
        }
        if not closed:
            return None
        first = min(closed.values())
        return first, sorted(day for day, at in closed.items() if at == first)

    def next_due(self) -> datetime | None:
        """When to look again; None for a service that is there no more."""
        if self.service is None:
            return None
        open_days = [day for day in self.watch.value.days if self.now < self.last_call(day) + LAST_LOOK]
        coming = [freezes_at(at) for at in self.closings().values() if freezes_at(at) > self.now]
        return min([*coming, self.now + (EVERY if open_days else LOOK_ANYWAY)])


EVERY = timedelta(minutes=5)
"""Between two looks, so that what changes within is told together."""
LOOK_ANYWAY = timedelta(hours=1)
"""The town may have published another règlement."""


def ordering(commune: str, service: str, now: datetime) -> Ordering | None:
    """None for a town without a règlement."""
    head_key, watch_key = keys.reglement_head(commune), keys.order_watch(commune, service)
    found = read([head_key, watch_key, keys.kitchen_settings(commune)])
    head = found.get(head_key, ReglementHead)
    if head is None:
        return None
    reglement = communes.reglement(commune, head.value.reglement)
    return Ordering(
        commune,
        service,
        head,
        reglement,
        _meal_service(reglement, service),
        meal_months.settings_in_batch(found, commune),
        found.get_or(watch_key, OrderWatch(service)),
        now,
    )


def _meal_service(reglement: Reglement, code: str) -> Service | None:
    try:
        service = reglement.service(code)
    except UnknownService:
        return None
    return service if service.serves_meal else None


@dataclass(frozen=True, slots=True)
class Counted:
    """`seen`: what moved the count, by day, as it was before counting."""

    lines: Mapping[date, Lines]
    seen: Mapping[date, str]
    months: int
    """How many children's months were read."""


def marks(asked: Ordering, days: Iterable[date]) -> dict[date, str]:
    """What moves with nearly every change of a count, in a few items: places taken, what is called off, who eats besides."""
    wanted = list(days)
    months = sorted({month_of(day) for day in wanted})
    places = {month: keys.service_month(asked.commune, asked.code, month) for month in months}
    off = {month: keys.called_off(asked.commune, month) for month in months}
    meals = {month: keys.meal_month(asked.commune, asked.code, month) for month in months}
    found = read([*places.values(), *off.values(), *meals.values()])
    told = {}
    for day in wanted:
        month = month_of(day)
        taken = service_months.in_batch(found, asked.commune, asked.code, month)
        called = called_off.in_batch(found, asked.commune, month).version
        extras = meal_months.in_batch(found, asked.commune, asked.code, month).value.adults(day.day)
        told[day] = f"{_taken(taken, day)} {called} {sorted(extras.items())}"
    return told


def _taken(month: ServiceMonth, day: date) -> str:
    of_day = {counter.school or "": count for counter, count in month.taken.items() if counter.day == day.day}
    return ",".join(f"{school}={count}" for school, count in sorted(of_day.items()))


def counted(asked: Ordering, days: Iterable[date], *, booked_before: datetime | None = None) -> Counted:
    """The meals of these days. `booked_before`: as of an order that closed then."""
    wanted = list(days)
    seen = marks(asked, wanted)
    months = sorted({month_of(day) for day in wanted})
    written = [keys.meal_month(asked.commune, asked.code, month) for month in months]
    found = eaters(asked.commune, months, also=written)
    open_days = OpenDays(asked.reglement, found.called_off)
    lines = {}
    for day in wanted:
        month = meal_months.in_batch(found.also, asked.commune, asked.code, month_of(day)).value
        lines[day] = count_day(
            found.eaters,
            asked.code,
            day,
            open_days,
            adults=month.adults(day.day),
            booked_before=booked_before,
        ).lines
    return Counted(lines, seen, len(found.eaters) * len(months))


def stable(count: Callable[[], Counted]) -> Counted:
    """Counted again until two counts say the same: while parents click, children are read one after another."""
    known = count()
    for _ in range(STABLE_AFTER - 1):
        again = count()
        if again.lines == known.lines:
            return again
        known = again
    return known
