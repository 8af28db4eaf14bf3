"""The caterer lost the mail: the same order leaves again, once a click, and nothing is ordered anew."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from functions.domain.agents.staff import OutOfScope, Scope
from functions.domain.errors import NotFound
from functions.domain.kitchen.orders import NoCatererAddress, OrderGoneBy, SentOrders
from functions.domain.kitchen.settings import OrderSettings
from functions.domain.messages import MessageKind
from functions.jobs.letters import letter
from functions.storage.kitchen import meal_orders
from functions.storage.table import outbox
from functions.storage.town.communes import reglement_now
from functions.usecases.kitchen.acknowledge_orders import acknowledge_orders, order_token
from functions.usecases.kitchen.choose_orders import choose_orders
from functions.usecases.kitchen.kitchen_act import KitchenAct
from functions.usecases.kitchen.run_orders import run_orders
from functions.usecases.kitchen.send_order_again import send_order_again
from tests.support.acts.kitchen import CLOSED, ordering_meals_when_their_limit_has_passed
from tests.support.builders import MONDAY
from tests.support.table import journal_of_commune

LATER = CLOSED + timedelta(hours=1)


def act(key: str = "", at: object = LATER) -> KitchenAct:
    return KitchenAct("lisse", reglement_now("lisse"), "paul", key or uuid4().hex, at)  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def ordered(table: str) -> None:
    ordering_meals_when_their_limit_has_passed()()


def monday() -> SentOrders:
    [order] = meal_orders.of_days("lisse", "restauration", MONDAY, MONDAY)
    stored = meal_orders.sent("lisse", order.sent)
    assert stored is not None
    return stored.value


def mails() -> list[object]:
    """To whom, and what they say."""
    waiting = [one.value for one in outbox.waiting() if one.value.kind is MessageKind.MEAL_ORDER]
    written = [letter(one, now=LATER) for one in waiting if one.data["sent"] == monday().id]
    return [(one.to, one.data["lines"], one.data["link"]) for one in written if one is not None]


def chosen(settings: OrderSettings) -> None:
    choose_orders(act(), "restauration", settings)


def test_it_leaves_again_as_it_was_under_the_same_number_and_once_a_click() -> None:
    [first] = mails()
    done = send_order_again(act("one click"), monday().id, scope=Scope())
    assert send_order_again(act("one click"), monday().id, scope=Scope()) == done
    assert send_order_again(act(), monday().id, scope=Scope()) == done, "another agent, the same minute"
    assert mails() == [first, first]
    assert len(meal_orders.of_days("lisse", "restauration", MONDAY, MONDAY)) == 1
    assert [one.act for one in journal_of_commune("lisse")].count("meals_order_sent_again") == 1
    send_order_again(act(at=LATER + timedelta(minutes=3)), monday().id, scope=Scope())
    assert mails() == [first] * 3, "lost once more"
    assert run_orders(now=LATER).ordered == 0


def test_it_goes_to_the_address_that_the_town_has_now_and_is_acknowledged_as_before() -> None:
    chosen(OrderSettings("Resto Bleu", "neuf@resto.example"))
    assert send_order_again(act(), monday().id, scope=Scope()).email == "neuf@resto.example"
    assert acknowledge_orders(order_token("lisse", monday().id), now=LATER).acknowledged_at == LATER
    assert monday().sent_again_at == LATER and not monday().waits
    assert monday() not in [one.value for one in meal_orders.waiting("lisse")]


def test_what_cannot_be_sent_says_why() -> None:
    known = monday().id
    with pytest.raises(NotFound):
        send_order_again(act(), "nothing", scope=Scope())
    with pytest.raises(OutOfScope):
        send_order_again(act(), known, scope=replace(Scope(), services=("garderie-soir",)))
    with pytest.raises(OrderGoneBy):
        send_order_again(act(at=CLOSED + timedelta(days=60)), known, scope=Scope())
    chosen(OrderSettings())
    with pytest.raises(NoCatererAddress):
        send_order_again(act(), known, scope=Scope())
    assert len(mails()) == 1
