"""The kitchen of the demo: a caterer, menus that differ, an order that left and was confirmed, and one difference since."""

from datetime import datetime, timedelta
from uuid import uuid4

from functions.domain.agents.staff import Scope
from functions.domain.kitchen.meal_month import Extras
from functions.domain.kitchen.settings import OrderSettings
from functions.domain.safety.child_safety import CarePlan, ChildSafety
from functions.domain.town.commune import Commune
from functions.storage.kitchen import meal_orders
from functions.storage.town.communes import reglement_now
from functions.usecases.kitchen.acknowledge_orders import acknowledge_orders, order_token
from functions.usecases.kitchen.choose_orders import choose_orders
from functions.usecases.kitchen.kitchen_act import KitchenAct
from functions.usecases.kitchen.run_orders import run_orders
from functions.usecases.kitchen.write_meals import MealsOfSchool, set_extras
from functions.usecases.safety.write_safety import SafetyWritten, write_safety
from infra.demo.people import Household

SERVICE = "cantine"
MENUS = ("Sans viande", "Sans porc", "", "Sans viande")


def kitchen(town: Commune, homes: list[Household], *, by: str, now: datetime) -> None:
    """`by`: the secretary's account. On days when nothing is ordered, as in August, nothing is."""
    yesterday, today = now - timedelta(days=1), town.day_of(now)
    for home, menu in zip(homes, MENUS, strict=False):
        pai = None if menu else CarePlan(today - timedelta(days=40), None, True, "Bureau de la directrice")
        sheet = ChildSafety(home.children[0].id, diet=menu, pai=pai)
        write_safety(SafetyWritten(town.id, sheet, 0, by, uuid4().hex, yesterday))
    reglement = reglement_now(town.id)

    def act(at: datetime) -> KitchenAct:
        return KitchenAct(town.id, reglement, by, uuid4().hex, at)

    ordered, changed = now - timedelta(hours=2), now - timedelta(hours=1)
    choose_orders(act(ordered), SERVICE, OrderSettings("Les Marmites du Val", "commandes@marmites.example"))
    run_orders(now=ordered)
    for sent in meal_orders.waiting(town.id):
        acknowledge_orders(order_token(town.id, sent.value.id), now=ordered + timedelta(minutes=9))
    watched = sorted(day for day in meal_orders.watch(town.id, SERVICE).value.days if day > today)
    if watched:
        school = reglement.calendar.schools[0].code if reglement.calendar.schools else ""
        where = MealsOfSchool(SERVICE, watched[0], school)
        set_extras(act(changed), where, Extras(2, "Deux stagiaires mangent avec les enfants"), scope=Scope())
        run_orders(now=changed)
