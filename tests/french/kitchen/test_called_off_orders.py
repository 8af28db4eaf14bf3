"""What a calling off changes of an order says whom to call, or what goes by itself."""

from dataclasses import replace
from datetime import datetime, timedelta

from functions.domain.kitchen.meals import MealLine
from functions.domain.kitchen.orders import MealOrder, OrderRef, SentOrders
from functions.domain.kitchen.settings import OrderSettings
from functions.french.kitchen.called_off_orders import to_tell_said, told_said
from tests.support.builders import MONDAY, PARIS, paris
from tests.support.spaces import plain

LAST_CALL = paris("lundi 2026-11-23 09:15")
EARLY = paris("lundi 2026-11-23 07:40")
OWN = OrderSettings("Resto Vert", "commande@resto.example", phone="04 78 00 00 00")
HALF = (MealLine("", from6=-45), MealLine("", "Sans porc", from6=-2))
ORDERED = (MealLine("", from6=45, adults=2), MealLine("", "Sans porc", from6=2))
ORDER = MealOrder("cantine", MONDAY, 1, paris("jeudi 2026-11-19 10:05"), ORDERED, "first")


def before(own: OrderSettings = OWN, at: datetime = EARLY, difference: tuple[MealLine, ...] = HALF) -> str:
    said = to_tell_said(
        "Cantine",
        MONDAY,
        own,
        ORDERED,
        difference,
        {},
        last_call=LAST_CALL,
        now=at,
    )
    return plain(said)


def after(*orders: MealOrder, own: OrderSettings = OWN, since: datetime = EARLY, later: int = 1) -> str:
    mail = SentOrders("second", "cantine", EARLY, own.email, own.caterer, (OrderRef(MONDAY, 2),))
    said = told_said(
        "Cantine",
        MONDAY,
        own,
        (ORDER, *orders),
        {"second": mail},
        {},
        since=since,
        last_call=LAST_CALL,
        now=since + timedelta(minutes=later),
        clock=PARIS,
    )
    return plain(said)


def test_before_the_last_call_the_difference_goes_by_itself_and_says_what_is_left() -> None:
    assert before() == (
        "Cantine, lundi 23 novembre : 49 repas commandés à Resto Vert. La différence part dans les cinq minutes, "
        "jusqu’au dernier appel : −45 standard et −2 sans porc ; il restera 2 repas d’adultes, "
        "à changer dans « Cuisine » s’ils ne mangent pas."
    )


def test_of_a_day_without_children_the_meals_that_are_left_are_said_to_be_of_adults() -> None:
    ordered, all_children = (MealLine("", from6=5, adults=2),), (MealLine("", from6=-5),)
    own = OrderSettings("Resto Vert", "commande@resto.example")
    text = to_tell_said("Cantine", MONDAY, own, ordered, all_children, {}, last_call=LAST_CALL, now=EARLY)
    assert "il restera 2 repas d’adultes, à changer dans « Cuisine »" in plain(text)
    text = to_tell_said(
        "Cantine", MONDAY, own, ordered, (MealLine("", from6=-4),), {}, last_call=LAST_CALL, now=EARLY
    )
    assert plain(text).endswith("cela fera 3 repas, dont 2 d’adultes.")


def test_after_it_or_without_an_address_somebody_is_to_be_called() -> None:
    late = before(at=LAST_CALL)
    assert late.endswith(
        "Le dernier appel est passé (9 h 15), rien ne part : téléphonez à Resto Vert au 04 78 00 00 00, "
        "et dites −45 standard et −2 sans porc."
    )
    assert "téléphonez à la cuisine" in before(own=OrderSettings())
    assert before(difference=()).endswith("Rien n’y change.")


def test_once_done_it_says_what_went_and_whether_it_came() -> None:
    change = MealOrder("cantine", MONDAY, 2, EARLY + timedelta(minutes=4), HALF, "second")
    assert after(change) == (
        "Cantine, lundi 23 novembre : différence envoyée le lundi 23 novembre à 7 h 44 à Resto Vert, "
        "pas encore confirmée (−45 standard et −2 sans porc)."
    )
    assert after() == "Cantine, lundi 23 novembre : la différence part à Resto Vert dans les cinq minutes."
    assert after(later=11) == "", "the job has looked, and nothing changed"
    assert "fait après le dernier appel (9 h 15), téléphonez à Resto Vert au 04 78 00 00 00" in after(
        since=LAST_CALL
    )
    earlier = replace(change, at=EARLY - timedelta(hours=1))
    assert "dans les cinq minutes" in after(earlier), "what went before is of something else"
