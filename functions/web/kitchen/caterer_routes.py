"""What the caterer outside reads behind the link of a mail, and says: without a login, figures only."""

from datetime import datetime
from typing import Literal

from chalice.app import Blueprint
from msgspec import Struct

from functions.domain.kitchen.orders import SentOrders
from functions.french.kitchen.letters import order_lines, subject_days
from functions.french.words.dates import date_hour
from functions.storage.town import communes
from functions.usecases.kitchen.acknowledge_orders import acknowledge_orders, orders_named
from functions.usecases.kitchen.read_orders import orders_of
from functions.web.api.callers import ANYONE, Anyone
from functions.web.api.endpoint import Routes

routes = Routes(Blueprint(__name__))
ORDERS = "/orders/{token}"


class OrdersOfMail(Struct):
    """`acknowledged`: « Reçue, confirmé le … »; empty until somebody said so."""

    town: str
    phone: str
    service: str
    days: str
    lines: list[str]
    acknowledged_at: datetime | None
    acknowledged: str


class Received(Struct):
    act: Literal["received"]


@routes.route("GET", ORDERS, ANYONE, answers=OrdersOfMail)
def read_orders(caller: Anyone) -> OrdersOfMail:
    """What the mail of this link ordered. Reading says nothing: scanners of mail open every link."""
    commune, stored = orders_named(caller.ask.path["token"])
    return _shown(commune, stored.value)


@routes.route("POST", f"{ORDERS}/acknowledgement", ANYONE, takes=Received, answers=OrdersOfMail, keyed=True)
def acknowledge(caller: Anyone, _: Received) -> OrdersOfMail:
    """Say that it came. Said again, the first instant stays."""
    commune, _known = orders_named(caller.ask.path["token"])
    return _shown(commune, acknowledge_orders(caller.ask.path["token"], now=caller.ask.now))


def _shown(commune: str, sent: SentOrders) -> OrdersOfMail:
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
