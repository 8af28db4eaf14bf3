"""The meals of some days, as they are now, beside what was ordered and served: for those who cook and those who serve."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from functions.domain.agents.staff import Scope
from functions.domain.calendar.months import month_of
from functions.domain.kitchen.counting import DayCount, count_day
from functions.domain.kitchen.meal_causes import MealCauses, causes_by_school, last_order
from functions.domain.kitchen.meal_month import Extras, MealMonth
from functions.domain.kitchen.meals import Lines, minus, plus
from functions.domain.kitchen.order_times import last_call_at, order_closes_at
from functions.domain.kitchen.orders import MealOrder, OrderWatch, SentOrders
from functions.domain.kitchen.settings import OrderSettings
from functions.domain.planning.open_days import OpenDays
from functions.domain.reglement.closures import Closed
from functions.domain.reglement.reglement import Reglement, Service
from functions.storage.kitchen import meal_months, meal_orders
from functions.storage.kitchen.eaters import Eaters, eaters
from functions.storage.table import keys
from functions.storage.table.reading import together


@dataclass(frozen=True, slots=True)
class KitchenDay:
    """`closed`: why the service opens to nobody; None if it opens to somebody. `closes_at`: None where nothing is ordered.

    `ordered`: the sum of the orders, `after`: what is counted now more than that, or less; both empty without an order.
    """

    service: Service
    day: date
    closed: Closed | None
    closed_schools: Mapping[str, Closed]
    """Why it opens to none of these, by code, where it opens to others."""
    closes_at: datetime | None
    last_call: datetime
    count: DayCount
    orders: tuple[MealOrder, ...]
    sent: tuple[SentOrders, ...]
    """The mails that these left with."""
    ordered: Lines
    after: Lines
    leaves_by: datetime | None
    """By when what differs has left by itself; None where nothing leaves any more."""
    extras: Mapping[str, Extras]
    served: Mapping[str, int]
    causes: Mapping[str, MealCauses]
    """Why not as many meals as children booked, nor as were ordered: by school."""


@dataclass(frozen=True, slots=True)
class KitchenRead:
    days: tuple[KitchenDay, ...]
    settings: Mapping[str, OrderSettings]
    """By service."""
    unreadable: tuple[str, ...]


def meal_services(reglement: Reglement, scope: Scope, named: str | None = None) -> list[Service]:
    """Those that serve a meal and that the agent has to do with; that one alone, where one is named. Raises UnknownService, OutOfScope."""
    if named is not None:
        scope.check_service(named)
        service = reglement.service(named)
        return [service] if service.serves_meal else []
    return [
        each
        for each in reglement.services
        if each.serves_meal and (not scope.services or each.code in scope.services)
    ]


def read_kitchen(
    commune: str, reglement: Reglement, services: list[Service], first: date, last: date, *, now: datetime
) -> KitchenRead:
    """In two round trips, whatever is asked."""
    days = [first + timedelta(number) for number in range((last - first).days + 1)]
    months = sorted({month_of(day) for day in days})
    written = [keys.meal_month(commune, service.code, month) for service in services for month in months]
    written += [keys.order_watch(commune, service.code) for service in services]
    found, of_services = together(
        partial(eaters, commune, months, also=[keys.kitchen_settings(commune), *written]),
        lambda: together(*(partial(_ordered, commune, service.code, first, last) for service in services)),
    )
    ordered = {service.code: told for service, told in zip(services, of_services, strict=True)}
    settings = meal_months.settings_in_batch(found.also, commune).value
    open_days = OpenDays(reglement, found.called_off)
    shown = []
    for service in services:
        own = settings.of(service.code)
        watch = found.also.get_or(keys.order_watch(commune, service.code), OrderWatch(service.code)).value
        for day in days:
            month = meal_months.in_batch(found.also, commune, service.code, month_of(day)).value
            orders, sent = ordered[service.code]
            shown.append(
                _day(
                    service,
                    day,
                    open_days,
                    found,
                    month,
                    [o for o in orders if o.day == day],
                    sent,
                    own,
                    watch,
                    now,
                )
            )
    return KitchenRead(
        tuple(shown), {each.code: settings.of(each.code) for each in services}, found.unreadable
    )


def _ordered(
    commune: str, service: str, first: date, last: date
) -> tuple[list[MealOrder], dict[str, SentOrders]]:
    orders = meal_orders.of_days(commune, service, first, last)
    ids = {order.sent for order in orders}
    return orders, meal_orders.sent_among(commune, ids) if ids else {}


def _day(
    service: Service,
    day: date,
    open_days: OpenDays,
    found: Eaters,
    month: MealMonth,
    orders: list[MealOrder],
    sent: Mapping[str, SentOrders],
    own: OrderSettings,
    watch: OrderWatch,
    now: datetime,
) -> KitchenDay:
    count = count_day(found.eaters, service.code, day, open_days, adults=month.adults(day.day))
    closed = open_days.closed_to(service, day, None, None)
    reasons = {
        code: reason
        for code in (open_days.reglement.school_names if closed is None else ())
        if service.welcomes(code) and (reason := open_days.closed_to(service, day, code, None)) is not None
    }
    ordered = plus(*(order.lines for order in orders))
    last_call, watched = last_call_at(open_days.reglement, day, own), watch.days.get(day)
    return KitchenDay(
        service,
        day,
        closed,
        reasons,
        None if closed is not None else order_closes_at(open_days.reglement, service, day, own),
        last_call,
        count,
        tuple(orders),
        tuple(sent[each] for each in dict.fromkeys(order.sent for order in orders) if each in sent),
        ordered,
        minus(count.lines, ordered) if orders else (),
        None if watched is None else watched.leaves_by(now=now, last_call=last_call),
        month.extras.get(day.day, {}),
        month.served.get(day.day, {}),
        causes_by_school(found.eaters, service.code, day, open_days, last_order(orders)),
    )
