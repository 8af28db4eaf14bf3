"""An order that the caterer lost is sent again by hand."""

from datetime import datetime
from typing import Literal

from chalice.app import Blueprint
from msgspec import Struct

from functions.domain.agents.staff import Role
from functions.usecases.kitchen.send_order_again import send_order_again
from functions.web.api.endpoint import Routes
from functions.web.callers.agents import AgentOfTown, agents_of_town
from functions.web.kitchen.routes import KITCHEN, kitchen_act

routes = Routes(Blueprint(__name__))
SENDS = agents_of_town(Role.KITCHEN, Role.SECRETARY)


class AgainAsked(Struct):
    act: Literal["send_again"]


class OrderSentAgain(Struct):
    at: datetime
    sent_to: str


@routes.route(
    "POST",
    f"{KITCHEN}/orders/{{sent}}/sending",
    SENDS,
    takes=AgainAsked,
    answers=OrderSentAgain,
    keyed=True,
    sends=True,
)
def send_again(caller: AgentOfTown, _: AgainAsked) -> OrderSentAgain:
    """The same mail leaves again, under the same numbers. Nothing is ordered anew."""
    act = kitchen_act(caller)
    done = send_order_again(act, caller.ask.path["sent"], scope=caller.scope)
    return OrderSentAgain(done.at.astimezone(act.reglement.clock), done.caterer or done.email)
