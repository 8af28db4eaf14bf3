"""What the caterer has already of days that are called off or put back, and what is told to them: before it is done, and after."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from functions.domain.calendar.months import month_of
from functions.domain.kitchen.counting import count_day
from functions.domain.kitchen.meals import Lines, minus, plus
from functions.domain.kitchen.order_times import last_call_at
from functions.domain.kitchen.orders import MealOrder, SentOrders
from functions.domain.kitchen.settings import OrderSettings
from functions.domain.planning.called_off import CalledOffMonth
from functions.domain.planning.open_days import OpenDays
from functions.domain.reglement.reglement import Reglement, UnknownService
from functions.storage.kitchen import meal_months, meal_orders
from functions.storage.kitchen.eaters import eaters
from functions.storage.table import keys
from functions.storage.table.reading import read


@dataclass(frozen=True, slots=True)
class OrderedDay:
    """Of a service and day of which an order has left. `orders`: all of them, with their differences; `sent`: the mails, by id."""

    service: str
    day: date
    own: OrderSettings
    last_call: datetime
    orders: tuple[MealOrder, ...]
    sent: Mapping[str, SentOrders]

    @property
    def ordered(self) -> Lines:
        return plus(*(order.lines for order in self.orders))


def ordered_days(
    commune: str, reglement: Reglement, wanted: Iterable[tuple[str, date]]
) -> dict[tuple[str, date], OrderedDay]:
    """Of the services and days asked for, those of which something is ordered."""
    by_service: dict[str, list[date]] = {}
    for service, day in sorted(set(wanted)):
        if _serves_meal(reglement, service):
            by_service.setdefault(service, []).append(day)
    if not by_service:
        return {}
    settings = meal_months.settings(commune).value
    found = {}
    for service, days in by_service.items():
        orders = meal_orders.of_days(commune, service, days[0], days[-1])
        sent = meal_orders.sent_among(commune, {order.sent for order in orders})
        own = settings.of(service)
        for day in days:
            of_day = tuple(order for order in orders if order.day == day)
            if of_day:
                last_call = last_call_at(reglement, day, own)
                found[service, day] = OrderedDay(service, day, own, last_call, of_day, sent)
    return found


def differences_to_come(
    commune: str,
    reglement: Reglement,
    ordered: Mapping[tuple[str, date], OrderedDay],
    off: Mapping[str, CalledOffMonth],
) -> dict[tuple[str, date], Lines]:
    """What the count would have more or less than was ordered, were `off` what is called off: as the job counts it."""
    if not ordered:
        return {}
    months = sorted({month_of(day) for _, day in ordered})
    extras = {
        (service, month_of(day)): keys.meal_month(commune, service, month_of(day)) for service, day in ordered
    }
    found, also = eaters(commune, months), read(extras.values())
    open_days = OpenDays(reglement, off)
    return {
        (service, day): minus(
            count_day(
                found.eaters,
                service,
                day,
                open_days,
                adults=meal_months.in_batch(also, commune, service, month_of(day)).value.adults(day.day),
            ).lines,
            each.ordered,
        )
        for (service, day), each in ordered.items()
    }


def _serves_meal(reglement: Reglement, code: str) -> bool:
    try:
        return reglement.service(code).serves_meal
    except UnknownService:
        return False
