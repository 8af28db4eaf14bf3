"""Who receives the orders of a service, when they are made and until when they can be changed."""

from functions.domain.kitchen.settings import KitchenSettings, OrderSettings
from functions.storage.kitchen import meal_orders
from functions.storage.table import keys
from functions.storage.table.transaction import Transaction
from functions.usecases.kitchen.kitchen_act import KitchenAct, change


def choose_orders(act: KitchenAct, service: str, settings: OrderSettings) -> KitchenSettings:
    """Orders that have left stay as they are; what they watch is looked at at once.

    Raises UnknownService, OrderSettingsRefused, KeyReused, Busy.
    """
    act.meal_service(service)

    def look_again(transaction: Transaction) -> None:
        watch = meal_orders.watch(act.commune, service)
        meal_orders.put_watch(transaction, act.commune, watch, due=act.now)

    return change(
        act,
        keys.kitchen_settings(act.commune),
        KitchenSettings(),
        lambda known: known.having(service, settings),
        request=("orders", act.commune, service, settings),
        did="meal_orders_chosen",
        detail={"service": service},
        also=look_again,
    ).value
