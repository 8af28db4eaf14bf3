"""Who eats besides the children, and what was served; who receives the orders."""

from datetime import UTC, datetime, time

from functions.domain import retention
from functions.domain.calendar.months import day_of
from functions.domain.kitchen.meal_month import MealMonth
from functions.domain.kitchen.settings import KitchenSettings
from functions.storage.table import keys
from functions.storage.table.reading import Found, read
from functions.storage.table.stored import Stored


def in_batch(found: Found, commune: str, service: str, month: str) -> Stored[MealMonth]:
    return found.get_or(keys.meal_month(commune, service, month), MealMonth(service, month))


def month(commune: str, service: str, month: str) -> Stored[MealMonth]:
    return in_batch(read([keys.meal_month(commune, service, month)]), commune, service, month)


def kept_until(month: str) -> datetime:
    return datetime.combine(day_of(month, 1), time(), UTC) + retention.MEAL_ORDERS


def settings_in_batch(found: Found, commune: str) -> Stored[KitchenSettings]:
    return found.get_or(keys.kitchen_settings(commune), KitchenSettings())


def settings(commune: str) -> Stored[KitchenSettings]:
    return settings_in_batch(read([keys.kitchen_settings(commune)]), commune)
