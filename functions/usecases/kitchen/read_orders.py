"""The orders that one mail told of, each with how many meals there are in all once it is counted."""

from functions.domain.kitchen.meals import Lines, plus
from functions.domain.kitchen.orders import MealOrder, SentOrders
from functions.storage.kitchen import meal_orders


def orders_of(commune: str, sent: SentOrders) -> list[tuple[MealOrder, Lines]]:
    """By day and number."""
    days = [order.day for order in sent.orders]
    named = {(order.day, order.number) for order in sent.orders}
    known = meal_orders.of_days(commune, sent.service, min(days), max(days))
    return [
        (
            order,
            plus(*(each.lines for each in known if each.day == order.day and each.number <= order.number)),
        )
        for order in known
        if (order.day, order.number) in named
    ]
