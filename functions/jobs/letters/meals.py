"""Letters about meals: to the caterer, who gets figures and names of menus; and to a secretary, when nobody said that they came."""

from datetime import datetime

from functions.domain.kitchen.orders import SentOrders
from functions.domain.messages import Message, MessageKind
from functions.domain.reglement.reglement import Reglement
from functions.domain.town.commune import Commune
from functions.french.kitchen.letters import order_lines, subject_days
from functions.french.words.dates import date_weekday, hour_of
from functions.jobs.letters.letter import Letter, Write, account_of, text
from functions.settings import settings
from functions.storage.kitchen import meal_months, meal_orders
from functions.storage.town import communes
from functions.usecases.kitchen.acknowledge_orders import order_token
from functions.usecases.kitchen.read_orders import orders_of


def _meal_order(message: Message, now: datetime) -> Letter | None:
    """As it was ordered; to who receives the orders when it was."""
    town, sent = communes.commune(message.commune or ""), _sent(message)
    if sent is None or not sent.email:
        return None
    reglement = communes.reglement_now(town.id)
    days = sorted({order.day for order in sent.orders})
    own = meal_months.settings(town.id).value.of(sent.service)
    token = order_token(town.id, sent.id)
    is_change = any(order.number > 1 for order in sent.orders)
    return Letter(
        sent.email,
        "meal_order_changed" if is_change else "meal_order",
        {
            "town": town.name,
            "service": reglement.name_of(sent.service),
            "days": subject_days(days),
            "caterer": sent.caterer,
            "lines": tuple(_lines(town, sent, reglement)),
            "link": f"{settings().origin}/commande/#code={token}",
            "plain_link": f"{settings().origin}/api/orders/{token}/page",
            "last_call": hour_of(own.last_call),
        },
        (town,),
    )


def _lines(town: Commune, sent: SentOrders, reglement: Reglement) -> list[str]:
    return [
        line
        for order, total in orders_of(town.id, sent)
        for line in order_lines(order, total, reglement.school_names)
    ]


def _meal_order_waits(message: Message, now: datetime) -> Letter | None:
    account, town = account_of(message), communes.commune(message.commune or "")
    sent = _sent(message)
    if sent is None or not sent.waits:
        return None  # somebody said it since
    reglement = communes.reglement_now(town.id)
    today = town.day_of(now)
    days = [order.day for order in sent.orders if order.day >= today]
    if not days:
        return None
    own = meal_months.settings(town.id).value.of(sent.service)
    return Letter(
        account.email,
        "meal_order_waits",
        {
            "first_name": account.first_name,
            "service": reglement.name_of(sent.service),
            "day": date_weekday(min(days)),
            "caterer": sent.caterer or sent.email,
            "last_call": hour_of(own.last_call),
            "link": f"{settings().origin}/mairie/cuisine/?commune={town.id}",
        },
        (town,),
    )


def _sent(message: Message) -> SentOrders | None:
    stored = meal_orders.sent(message.commune or "", text(message, "sent"))
    return None if stored is None else stored.value


LETTERS: dict[MessageKind, Write] = {
    MessageKind.MEAL_ORDER: _meal_order,
    MessageKind.MEAL_ORDER_WAITS: _meal_order_waits,
}
