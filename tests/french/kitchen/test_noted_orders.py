"""Whether the caterer hears of what attendance notes: said as the orders are sent."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from functions.domain.kitchen.orders import OrderWatch, WatchedDay, order_standing
from functions.domain.kitchen.settings import OrderSettings
from functions.french.kitchen.noted_orders import noted_said
from functions.french.kitchen.orders import after_title, last_call_sentence
from tests.support.builders import MONDAY, paris
from tests.support.spaces import plain

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
        "Repas : commandés à Resto Vert. Ce qui change avant 9 h 15 part tout seul comme une différence ; ensuite, "
        "téléphonez à Resto Vert au 05 99 00 11 22."
    )
    today = MONDAY
    kitchen = last_call_sentence(LAST_CALL, RESTO, now=LAST_CALL - timedelta(minutes=1), today=today)
    assert plain(kitchen) in said("09:14"), "the kitchen's screen says the same hour"
    looked = replace(WATCHED, looked_at=LAST_CALL - timedelta(minutes=1))
    job = LAST_CALL + timedelta(minutes=4)
    assert looked.needs_look("seen", now=job, last_call=LAST_CALL), "a look after the last call"
    once = replace(WATCHED, looked_at=job)
    assert not once.needs_look("other", now=job + timedelta(minutes=5), last_call=LAST_CALL), "and no other"


@given(looked=st.integers(0, 24 * 60), waited=st.integers(0, 24 * 60), runs=st.integers(0, 4))
def test_what_changed_has_left_by_the_hour_that_is_said(looked: int, waited: int, runs: int) -> None:
    """The job runs every five minutes, `runs` minutes after what is read."""
    watched = replace(WATCHED, looked_at=LAST_CALL - timedelta(minutes=looked))
    now = watched.looked_at + timedelta(minutes=waited)
    by = watched.leaves_by(now=now, last_call=LAST_CALL)
    job = now + timedelta(minutes=runs)
    while job <= LAST_CALL + timedelta(minutes=20):
        if watched.needs_look("seen", now=job, last_call=LAST_CALL):
            assert by is not None and (job <= by or now >= LAST_CALL)
            return
        job += timedelta(minutes=5)


def test_the_kitchen_says_when_a_change_leaves_or_whom_to_call() -> None:
    by = WATCHED.leaves_by(now=paris("lundi 2026-11-23 08:10"), last_call=LAST_CALL)
    assert plain(after_title(by, RESTO, today=MONDAY)) == (
        "Changé depuis la commande : partira tout seul, au plus tard à 8 h 20."
    )
    assert "à la cuisine" in after_title(by, OrderSettings(), today=MONDAY)
    assert plain(after_title(None, RESTO, today=MONDAY)) == (
        "Changé depuis la commande, et envoyé à personne : téléphonez à Resto Vert au 05 99 00 11 22."
    )


def test_after_the_last_call_one_telephones() -> None:
    assert said("09:15") == (
        "Repas : le dernier appel est passé (9 h 15), la commande ne change plus. Le repas d’un absent reste commandé ; "
        "pour un enfant en plus, téléphonez à Resto Vert au 05 99 00 11 22."
    )


def test_before_the_order_without_an_address_and_without_a_meal() -> None:
    assert said("08:30", NOT_YET).startswith("Repas : rien n’est encore commandé")
    assert "rien ne part par e-mail" in said("08:30", own=OrderSettings())
    assert said("08:30", None) == ""
    assert noted_said(ORDERED, RESTO, MONDAY, now=paris("mardi 2026-11-24 08:00")) == ""
