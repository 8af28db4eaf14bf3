"""Meals: what is written down of them, and their orders."""

from datetime import datetime, timedelta

from functions.domain.agents.staff import Role, Scope
from functions.domain.kitchen.meal_month import Extras
from functions.domain.kitchen.settings import OrderSettings
from functions.domain.planning.child_month import Slot
from functions.storage.kitchen import meal_orders
from functions.storage.town.communes import reglement_now
from functions.usecases.kitchen.acknowledge_orders import acknowledge_orders, order_token
from functions.usecases.kitchen.choose_orders import choose_orders
from functions.usecases.kitchen.kitchen_act import KitchenAct
from functions.usecases.kitchen.run_orders import run_orders, watch_meals
from functions.usecases.kitchen.send_order_again import send_order_again
from functions.usecases.kitchen.write_meals import MealsOfSchool, set_extras
from tests.support.acts.act import KEY, Do, Failed, writes
from tests.support.builders import MARC, MONDAY, NOW, appoint, book, on, open_town, paris, settle

CLOSED = paris("jeudi 2026-11-19 10:05")
ORDERS = OrderSettings("Resto Vert", "commande@resto.example")


def an_act(key: str = KEY) -> KitchenAct:
    return KitchenAct("lisse", reglement_now("lisse"), "agent", key, NOW)


@writes("kitchen.kitchen_act")
def noting_who_eats_besides_the_children() -> Do:
    open_town()
    act = an_act()
    return lambda: set_extras(act, MealsOfSchool("restauration", MONDAY, ""), Extras(2), scope=Scope())


@writes("kitchen.kitchen_act")
def choosing_who_receives_the_orders() -> Do:
    open_town()
    act = an_act()
    return lambda: choose_orders(act, "restauration", ORDERS)


def ordering(at: datetime = CLOSED) -> None:
    if run_orders(now=at).failed:
        raise Failed


@writes("kitchen.run_orders")
def ordering_meals_when_their_limit_has_passed() -> Do:
    open_town()
    settle()
    choose_orders(an_act(), "restauration", ORDERS)
    book(Slot(MONDAY, "restauration", "clara"))
    return ordering


@writes("kitchen.run_orders")
def telling_what_changed_since_the_order() -> Do:
    ordering_meals_when_their_limit_has_passed()()
    extras = MealsOfSchool("restauration", on("lundi 2026-11-23"), "")
    set_extras(an_act("another key"), extras, Extras(2), scope=Scope())
    return lambda: ordering(CLOSED + timedelta(minutes=5))


@writes("kitchen.run_orders")
def alarming_the_secretary() -> Do:
    ordering_meals_when_their_limit_has_passed()()
    appoint(MARC, Role.SECRETARY)
    return lambda: ordering(paris("lundi 2026-11-23 09:00"))


@writes("kitchen.run_orders")
def watching_the_meals_of_a_town() -> Do:
    open_town()
    return lambda: watch_meals("lisse", now=NOW)


@writes("kitchen.send_order_again")
def sending_an_order_again() -> Do:
    ordering_meals_when_their_limit_has_passed()()
    sent = max(meal_orders.waiting("lisse"), key=lambda each: each.value.first_day)
    return lambda: send_order_again(an_act("send"), sent.value.id, scope=Scope())


@writes("kitchen.acknowledge_orders")
def saying_that_an_order_came() -> Do:
    ordering_meals_when_their_limit_has_passed()()
    sent = max(meal_orders.waiting("lisse"), key=lambda each: each.value.first_day)
    token = order_token("lisse", sent.value.id)
    return lambda: acknowledge_orders(token, now=CLOSED)
