"""Orders of meals: what was booked when the limit passed, once; then what changed, until the last call."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, time, timedelta
from uuid import uuid4

import pytest

from functions.domain.agents.staff import Role, Scope
from functions.domain.errors import NotFound
from functions.domain.kitchen.meal_month import Extras
from functions.domain.kitchen.meals import Lines, MealLine, plus, to_cook
from functions.domain.kitchen.orders import MealOrder
from functions.domain.kitchen.settings import OrderSettings
from functions.domain.messages import MessageKind
from functions.domain.planning.called_off import CalledOffScope
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.deadline_rules import Late, LateMode, Surcharge
from functions.domain.safety.child_safety import ChildSafety
from functions.storage.kitchen import meal_orders
from functions.storage.safety import child_safeties
from functions.storage.table import keys, outbox
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.storage.town.communes import reglement_now
from functions.usecases.absences.call_off import CallOffAct, call_off
from functions.usecases.kitchen.acknowledge_orders import acknowledge_orders, order_token, orders_named
from functions.usecases.kitchen.choose_orders import choose_orders
from functions.usecases.kitchen.kitchen_act import KitchenAct
from functions.usecases.kitchen.read_kitchen import read_kitchen
from functions.usecases.kitchen.run_orders import OrdersRun, run_orders, watch_meals
from functions.usecases.kitchen.write_meals import MealsOfSchool, set_extras
from tests.support.attendance import write_down
from tests.support.builders import (
    CANTEEN,
    JULIE,
    MARC,
    MONDAY,
    a_child,
    a_commune,
    a_family,
    a_reglement,
    appoint,
    book,
    on,
    open_town,
    paris,
    settle,
)
from tests.support.crashes import Calls, Killed, dying
from tests.support.effort import at_most

LATE = Late(LateMode.SURCHARGE, surcharge=Surcharge(cents=100))
EATS = replace(CANTEEN, code="cantine", reserve=replace(CANTEEN.reserve, late=(LATE,)))
CLOSES = paris("jeudi 2026-11-19 10:00")
FROZEN = paris("jeudi 2026-11-19 10:06")
TUESDAY = on("mardi 2026-11-24")
FRIDAY = on("vendredi 2026-11-27")
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def town(table: str) -> None:
    """Its caterer is written to from now on; this week was ordered before."""
    tariffs = tuple(replace(each, code="restauration") for each in a_reglement().tariffs[1:2])
    open_town(reglement=a_reglement(services=(EATS,), tariffs=tariffs))
    settle()
    chosen(OrderSettings())
    ran(paris("lundi 2026-11-16 08:00"))
    chosen(OrderSettings("Resto Vert", "commande@resto.example"))


def act(key: str, now: datetime = CLOSES) -> KitchenAct:
    return KitchenAct("lisse", reglement_now("lisse"), "paul", key, now)


def chosen(settings: OrderSettings) -> None:
    choose_orders(act(uuid4().hex, paris("lundi 2026-11-16 08:00")), "cantine", settings)


def orders(day: object = MONDAY) -> list[MealOrder]:
    found = meal_orders.of_days("lisse", "cantine", MONDAY, on("jeudi 2026-12-31"))
    return [order for order in found if order.day == day]


def counted_now(day: object = MONDAY) -> Lines:
    service = reglement_now("lisse").service("cantine")
    [found] = read_kitchen("lisse", reglement_now("lisse"), [service], day, day, now=FROZEN).days  # type: ignore[arg-type]
    return found.count.lines


def ran(now: datetime) -> OrdersRun:
    done = run_orders(now=now)
    assert done.failed == 0
    return done


def mails(kind: MessageKind = MessageKind.MEAL_ORDER) -> list[str]:
    return [str(one.value.data["sent"]) for one in outbox.waiting() if one.value.kind is kind]


def families(number: int) -> list[str]:
    """Families of one child each, beside the usual one."""
    names = [f"f{place:03}" for place in range(number)]
    for name in names:
        child = a_child(f"c{name}", (name,), birth_date=on("lundi 2021-03-01"))
        settle(a_family(name, children=(child.id,), name=name), [child])
    return names


@pytest.mark.soak
def test_what_parents_click_through_the_minute_of_the_limit_is_in_the_order_or_in_a_difference() -> None:
    """Two jobs order it at once, while late bookings go on; each meal is told once, and in all it is what is booked."""
    names = families(at_most(16, 200))

    def click(place: int) -> bool:
        """From 30 s before the limit to as many after it: whether it was in time."""
        name, late = names[place], place % 2 == 1
        now = CLOSES + SECOND * (30 if late else -30)
        book(Slot(MONDAY, "cantine", f"c{name}"), family=name, now=now)
        return not late

    def order(_: int) -> OrdersRun:
        return run_orders(now=FROZEN)

    jobs = range(len(names), len(names) + 2)
    with ThreadPoolExecutor(8) as pool:
        came = list(pool.map(click, range(len(names) // 2)))
        rest = [pool.submit(click, place) for place in range(len(names) // 2, len(names)) if place % 2 == 1]
        in_time = [place for place in range(len(names) // 2, len(names)) if place % 2 == 0]
        came += list(pool.map(click, in_time))
        done = list(pool.map(order, jobs))
        came += [each.result() for each in rest]
    assert sum(each.failed for each in done) == 0
    [first, *_] = orders()
    assert first.number == 1
    assert first.lines == (MealLine("ferry", under6=came.count(True)),), "ordered: booked before the limit"
    ran(FROZEN + timedelta(minutes=5))
    told = orders()
    assert [order.number for order in told] == list(range(1, len(told) + 1))
    assert plus(*(order.lines for order in told)) == counted_now() == (MealLine("ferry", under6=len(names)),)


def test_ordered_twice_at_once_there_is_one_order_and_one_mail_of_all_that_closes_then() -> None:
    book(Slot(MONDAY, "cantine", "clara"), Slot(TUESDAY, "cantine", "clara"), now=CLOSES - SECOND)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: ran(FROZEN), range(4)))
    week = [on("lundi 2026-11-23"), TUESDAY, on("jeudi 2026-11-26"), FRIDAY]
    assert [[order.number for order in orders(day)] for day in week] == [[1]] * 4, "each day has its own"
    assert [to_cook(orders(day)[0].lines) for day in week] == [1, 1, 0, 0]
    assert len(mails()) == 1, "what closes at one instant is one mail"
    assert orders()[0].closes_at == CLOSES


def test_nothing_is_ordered_before_what_was_clicked_in_time_is_written() -> None:
    assert ran(CLOSES + timedelta(minutes=4)).ordered == 0
    assert ran(CLOSES + timedelta(minutes=5)).ordered == 4


def test_a_job_that_dies_at_any_call_is_gone_on_with_by_the_next() -> None:
    book(Slot(MONDAY, "cantine", "clara"), now=CLOSES - SECOND)
    died, number, finished = 0, 0, False
    while not finished:
        number += 1
        for done_first in (False, True):
            try:
                with dying(Calls(number, done_first)):
                    run_orders(now=FROZEN)
                finished = True
            except Killed:
                died += 1
    [order] = orders()
    assert (order.lines, len(mails())) == ((MealLine("ferry", from6=1),), 1)
    assert died > 10


def test_what_changes_after_the_order_is_told_until_the_last_call_and_shown_after_it() -> None:
    chosen(OrderSettings("Resto Vert", "commande@resto.example", last_call=time(9, 30)))
    book(Slot(MONDAY, "cantine", "clara"), now=CLOSES - SECOND)
    ran(FROZEN)
    ordered = orders()[0]
    book(Slot(MONDAY, "cantine", "guilhem"), now=paris("vendredi 2026-11-20 08:00"))
    assert ran(paris("vendredi 2026-11-20 08:05")).changed == 1
    assert ran(paris("vendredi 2026-11-20 08:10")).changed == 0, "said once"
    extras = MealsOfSchool("cantine", MONDAY, "")
    set_extras(act("1"), extras, Extras(2), scope=Scope())
    keep_diet("clara", "Sans porc")
    assert ran(paris("vendredi 2026-11-20 08:15")).changed == 1
    assert [each.lines for each in orders()] == [
        ordered.lines,
        (MealLine("ferry", from6=1),),
        (MealLine("", adults=2), MealLine("ferry", from6=-1), MealLine("ferry", "Sans porc", from6=1)),
    ]
    write_down("guilhem", service="cantine", day=MONDAY, at=paris("lundi 2026-11-23 08:00"), kind="absent")
    assert ran(paris("lundi 2026-11-23 09:29")).changed == 1, (
        "who was seen absent moves no place, and is told"
    )
    call_off(CallOffAct("lisse", "a", "3", CLOSES), CalledOffScope(MONDAY, "grève"))
    assert ran(paris("lundi 2026-11-23 09:34")).changed == 1, (
        "what was done before the last call is told by one last look"
    )
    set_extras(act("2"), extras, Extras(5), scope=Scope())
    assert ran(paris("lundi 2026-11-23 09:39")).changed == 0
    assert plus(*(each.lines for each in orders())) != counted_now() == (MealLine("", adults=5),)
    assert len(mails()) == 5


def keep_diet(child: str, menu: str) -> None:
    transaction = Transaction()
    child_safeties.put(transaction, Stored(keys.safety("lisse", child), ChildSafety(child, diet=menu), 0))
    transaction.commit()


def test_what_is_called_off_before_its_limit_is_ordered_as_no_meal() -> None:
    book(Slot(MONDAY, "cantine", "clara"), now=CLOSES - SECOND)
    call_off(CallOffAct("lisse", "a", "3", CLOSES), CalledOffScope(MONDAY, "grève"))
    ran(FROZEN)
    assert orders()[0].lines == ()
    assert orders()[0].number == 1


def test_who_does_not_say_that_an_order_came_is_told_of_once() -> None:
    appoint(MARC, Role.SECRETARY)
    appoint(JULIE, Role.KITCHEN)
    ran(FROZEN)
    [sent] = mails()
    assert ran(paris("lundi 2026-11-23 08:44")).alarmed == 0
    assert ran(paris("lundi 2026-11-23 08:50")).alarmed == 1
    assert ran(paris("lundi 2026-11-23 08:55")).alarmed == 0
    waits = [one.value.data for one in outbox.waiting() if one.value.kind is MessageKind.MEAL_ORDER_WAITS]
    assert waits == [{"account": MARC, "sent": sent}]
    token = order_token("lisse", sent)
    known = acknowledge_orders(token, now=paris("lundi 2026-11-23 08:56"))
    again = acknowledge_orders(token, now=paris("lundi 2026-11-23 09:10"))
    assert known.acknowledged_at == again.acknowledged_at == paris("lundi 2026-11-23 08:56")
    assert meal_orders.waiting("lisse") == []


def test_only_its_own_link_opens_an_order() -> None:
    ran(FROZEN)
    [sent] = mails()
    token = order_token("lisse", sent)
    assert orders_named(token)[1].value.id == sent
    flipped = ("0" if token[0] != "0" else "1") + token[1:]
    for wrong in (flipped, token.replace("lisse", "autre"), sent, "", f"{token}x"):
        with pytest.raises(NotFound):
            orders_named(wrong)


def test_a_town_that_cooks_itself_has_its_order_and_writes_to_nobody() -> None:
    chosen(OrderSettings())
    ran(FROZEN)
    assert (len(orders()), mails(), meal_orders.waiting("lisse")) == (1, [], [])


def test_a_town_that_said_nothing_is_found_and_looked_at_every_five_minutes_while_it_waits_for_a_change() -> (
    None
):
    open_town(a_commune("autre"), replace(reglement_now("lisse"), version=1))
    now = paris("lundi 2026-11-16 09:00")
    watch_meals("autre", now=now)
    watch_meals("autre", now=now + timedelta(minutes=1))
    [due] = [each for each in meal_orders.due(now, limit=10) if each.commune == "autre"]
    assert due.service == "cantine"
    assert ran(now).ordered == 4
    assert meal_orders.due(now + timedelta(minutes=4), limit=10) == []
    assert len(meal_orders.due(now + timedelta(minutes=5), limit=10)) == 2
