"""What the kitchen's day begins with: the next order, and what nobody said had come. In the round trips of the rest of the day."""

from collections.abc import Iterable
from datetime import date, datetime

from functions.domain.kitchen.meals import to_cook
from functions.domain.kitchen.order_times import last_call_at
from functions.domain.kitchen.orders import OrderWatch, SentOrders
from functions.domain.kitchen.settings import KitchenSettings
from functions.domain.reglement.reglement import Reglement, Service
from functions.french.kitchen.orders import next_order_sentence
from functions.storage.kitchen import meal_months
from functions.storage.table import keys
from functions.storage.table.keys import Key
from functions.storage.table.reading import Found
from functions.web.kitchen.days import is_late
from functions.web.today.types import KitchenToday


def watched(commune: str, services: Iterable[Service]) -> list[Key]:
    """What is to be read with the rest."""
    meals = [keys.order_watch(commune, each.code) for each in services if each.serves_meal]
    return [keys.kitchen_settings(commune), *meals] if meals else []


def kitchen_today(
    commune: str,
    reglement: Reglement,
    services: Iterable[Service],
    found: Found,
    waiting: list[SentOrders],
    now: datetime,
) -> list[KitchenToday]:
    """A line for each service that serves a meal and of which something is ordered."""
    settings = meal_months.settings_in_batch(found, commune).value
    lines = []
    for service in services:
        if not service.serves_meal:
            continue
        watch = found.get_or(keys.order_watch(commune, service.code), OrderWatch(service.code)).value
        sent = [each for each in waiting if each.service == service.code]
        line = _line(reglement, service, watch, sent, settings, now)
        if line is not None:
            lines.append(line)
    return lines


def _line(
    reglement: Reglement,
    service: Service,
    watch: OrderWatch,
    waiting: list[SentOrders],
    settings: KitchenSettings,
    now: datetime,
) -> KitchenToday | None:
    today = reglement.day_of(now)
    days = sorted(day for day in watch.days if day >= today)
    if not days:
        return None
    alarming = [day for each in waiting for day in _alarming(reglement, each, settings, now, today)]
    day = min(alarming, default=days[0])
    meals = to_cook(watch.days[day].lines) if day in watch.days else 0
    return KitchenToday(
        service.code, service.name, day, meals, next_order_sentence(day, today=today), bool(alarming)
    )


def _alarming(
    reglement: Reglement, sent: SentOrders, settings: KitchenSettings, now: datetime, today: date
) -> list[date]:
    days = [order.day for order in sent.orders if order.day >= today]
    own = settings.of(sent.service)
    return [min(days)] if days and is_late(sent, last_call_at(reglement, min(days), own), now) else []
