"""What one mail ordered, as the caterer reads it: figures only."""

from datetime import datetime

from msgspec import Struct

from functions.domain.kitchen.orders import SentOrders
from functions.french.kitchen.letters import order_lines, subject_days
from functions.french.words.dates import date_hour
from functions.storage.town import communes
from functions.usecases.kitchen.read_orders import orders_of


class OrdersOfMail(Struct):
    """`acknowledged`: « Reçue, confirmé le … »; empty until somebody said so."""

    town: str
    phone: str
    service: str
    days: str
    lines: list[str]
    acknowledged_at: datetime | None
    acknowledged: str


def orders_shown(commune: str, sent: SentOrders) -> OrdersOfMail:
    town, reglement = communes.commune(commune), communes.reglement_now(commune)
    days = sorted({order.day for order in sent.orders})
    lines = [
        line
        for order, total in orders_of(commune, sent)
        for line in order_lines(order, total, reglement.school_names)
    ]
    at = None if sent.acknowledged_at is None else sent.acknowledged_at.astimezone(town.clock)
    said = "" if at is None else f"Reçue : vous l’avez confirmé le {date_hour(at)}."
    return OrdersOfMail(
        town.name, town.contact.phone, reglement.name_of(sent.service), subject_days(days), lines, at, said
    )
