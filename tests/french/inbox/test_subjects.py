"""What accepting does, said before it is done."""

from dataclasses import replace
from datetime import datetime

from functions.domain.kitchen.settings import OrderSettings
from functions.french.inbox.subjects import accepting_sentences, caterer_sentence
from functions.french.words.money import euros
from tests.support.builders import MONDAY, paris
from tests.support.spaces import plain

OWN = OrderSettings("Resto Vert", "commande@resto.example", phone="04 78 00 00 00")
LAST_CALL = paris("lundi 2026-11-23 09:15")
BEFORE, AFTER = paris("lundi 2026-11-23 07:40"), paris("lundi 2026-11-23 09:15")


def accepting(bookings: list[int], cancellations: list[int], failed: list[str]) -> list[str]:
    return [plain(each) for each in accepting_sentences(bookings, cancellations, failed, euros=euros)]


def caterer(now: datetime, own: OrderSettings = OWN) -> str:
    today = MONDAY
    return plain(caterer_sentence("Cantine", MONDAY, own, last_call=LAST_CALL, now=now, today=today))


def test_two_services_of_one_day_are_two_bookings_and_what_cannot_be_done_is_named() -> None:
    told = "La famille reçoit un e-mail."
    assert accepting([440, 190], [], []) == [f"Tout accepter fait 2 réservations (6,30 €). {told}"]
    assert accepting([], [340], []) == [f"Accepter annule 1 réservation (rend 3,40 €). {told}"]
    full = "Cantine, mardi 24 novembre, Clara. Complet."
    assert accepting([190], [], [full]) == [
        f"Tout accepter fait 1 réservation (1,90 €). {told}",
        f"Reste à décider : {full}",
    ]
    assert accepting([], [], [full]) == ["Rien ne peut être accepté tel quel."]


def test_once_the_order_has_left_the_caterer_gets_a_difference_or_is_to_be_called() -> None:
    head = "Cantine, lundi 23 novembre : la commande est déjà partie"
    call = f"{head} et plus rien ne part tout seul : téléphonez à Resto Vert au 04 78 00 00 00."
    assert caterer(BEFORE) == f"{head}, Resto Vert reçoit une différence dans les cinq minutes."
    assert caterer(AFTER) == call
    assert caterer(BEFORE, replace(OWN, email="")) == call
