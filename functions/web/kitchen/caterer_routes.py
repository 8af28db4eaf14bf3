"""What the caterer outside reads behind the link of a mail, and says: without a login, figures only."""

from typing import Literal

from chalice.app import Blueprint
from msgspec import Struct

from functions.usecases.kitchen.acknowledge_orders import acknowledge_orders, orders_named
from functions.web.api.endpoint import File, Routes
from functions.web.callers.asking import ANYONE, Anyone
from functions.web.kitchen.orders_of_mail import OrdersOfMail, orders_shown
from functions.web.kitchen.plain_page import plain_page

routes = Routes(Blueprint(__name__))
ORDERS = "/orders/{token}"
PLAIN = f"{ORDERS}/page"


class Received(Struct):
    act: Literal["received"]


@routes.route("GET", ORDERS, ANYONE, answers=OrdersOfMail)
def read_orders(caller: Anyone) -> OrdersOfMail:
    """What the mail of this link ordered. Reading says nothing: scanners of mail open every link."""
    commune, stored = orders_named(caller.ask.path["token"])
    return orders_shown(commune, stored.value)


@routes.route("POST", f"{ORDERS}/acknowledgement", ANYONE, takes=Received, answers=OrdersOfMail, keyed=True)
def acknowledge(caller: Anyone, _: Received) -> OrdersOfMail:
    """Say that it came. Said again, the first instant stays."""
    return _acknowledged(caller)


@routes.route("GET", PLAIN, ANYONE, answers=File, media="text/html")
def read_page(caller: Anyone) -> File:
    """The same as a page that needs no script. Reading it says nothing either."""
    commune, stored = orders_named(caller.ask.path["token"])
    return File(plain_page(orders_shown(commune, stored.value)))


@routes.route("POST", PLAIN, ANYONE, takes=Received, answers=File, media="text/html", from_elsewhere=True)
def acknowledge_on_page(caller: Anyone, _: Received) -> File:
    """Say that it came, by the form of that page. Whoever sends it knows the secret link."""
    return File(plain_page(_acknowledged(caller)))


def _acknowledged(caller: Anyone) -> OrdersOfMail:
    token = caller.ask.path["token"]
    commune, _known = orders_named(token)
    return orders_shown(commune, acknowledge_orders(token, now=caller.ask.now))
