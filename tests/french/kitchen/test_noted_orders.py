"""Whether the caterer hears of what attendance notes: said as the orders are sent."""

from dataclasses import replace
from datetime import timedelta

from functions.domain.kitchen.orders import OrderWatch, WatchedDay, order_standing
from functions.domain.kitchen.settings import OrderSettings
from functions.french.kitchen.noted_orders import noted_said
from tests.support.builders import MONDAY, paris

LAST_CALL = paris("lundi 2026-11-23 09:15")
RESTO = OrderSettings("Resto Vert", "commande@resto.example", phone="05 99 00 11 22")
WATCHED = WatchedDay(1, (), "seen", paris("lundi 2026-11-23 08:00"))
ORDERED = order_standing(OrderWatch("restauration", {MONDAY: WATCHED}), MONDAY, LAST_CALL)
NOT_YET = order_standing(OrderWatch("restauration"), MONDAY, LAST_CALL)


def said(hour: str, standing: object = ORDERED, own: OrderSettings = RESTO) -> str:
    text = noted_said(standing, own, MONDAY, now=paris(f"lundi 2026-11-23 {hour}"))  # type: ignore[arg-type]
    return text.replace("\u00a0", " ")


def test_what_is_noted_in_time_leaves_by_itself_and_the_hour_is_one_that_the_job_keeps() -> None:
    assert said("08:30") == (
        "Repas : commandés à Resto Vert. Ce qui est noté ici avant 8 h 55 part comme une différence ; ensuite, "
        "téléphonez à Resto Vert au 05 99 00 11 22."
    )
    looked = replace(WATCHED, looked_at=ORDERED.sure_until)
    job = LAST_CALL - timedelta(minutes=5)
    assert looked.needs_look("seen", now=job, last_call=LAST_CALL), (
        "a look between the note and the last call"
    )


def test_near_the_last_call_and_after_it_one_telephones() -> None:
    assert said("08:55").endswith(
        "trop tard pour compter sur un message : téléphonez à Resto Vert au 05 99 00 11 22."
    )
    assert said("09:15") == (
        "Repas : le dernier appel est passé (9 h 15), la commande ne change plus. Le repas d’un absent reste commandé ; "
        "pour un enfant en plus, téléphonez à Resto Vert au 05 99 00 11 22."
    )


def test_before_the_order_without_an_address_and_without_a_meal() -> None:
    assert said("08:30", NOT_YET).startswith("Repas : rien n’est encore commandé")
    assert "rien ne part par e-mail" in said("08:30", own=OrderSettings())
    assert said("08:30", None) == ""
    assert noted_said(ORDERED, RESTO, MONDAY, now=paris("mardi 2026-11-24 08:00")) == ""
