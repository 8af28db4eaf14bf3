"""Letters of the waiting list, and the jobs that keep it moving."""

from datetime import timedelta

import pytest
from chalice.test import Client

from app import app
from functions import wiring
from functions.domain.messages import Message, MessageKind
from functions.domain.planning.child_month import Slot
from functions.jobs.letters import letter
from functions.jobs.letters.mails import rendered
from functions.jobs.outbox import DELIVERIES
from functions.storage.table import outbox
from functions.usecases.bookings.decline_place import decline_place
from functions.usecases.waiting_list import give_freed_places
from functions.usecases.waiting_list.join_waiting_list import join_waiting_list
from tests.support.accounts import EMAIL, an_account
from tests.support.builders import MARC, MONDAY, NOW, a_family, acting, settle
from tests.support.queues import a_waiting_town, cancel, comes, fill, join
from tests.support.spaces import plain

pytestmark = pytest.mark.usefixtures("table")

CLARA = Slot(MONDAY, "garderie-matin", "clara")
CLOSED = NOW + timedelta(days=6, hours=3)


def waiting(kind: MessageKind) -> list[Message]:
    return [stored.value for stored in outbox.waiting(limit_per_shard=200) if stored.value.kind is kind]


def clara_waits() -> None:
    a_waiting_town()
    an_account()
    settle(a_family(members=(MARC,)))
    fill("a", "b")
    join_waiting_list(acting(), CLARA, key="clara waits", now=NOW)


def to_each_member(kind: MessageKind) -> list[Message]:
    [message] = waiting(kind)
    DELIVERIES[kind](message, NOW)
    return [one for one in waiting(kind) if "account" in one.data]


def test_the_letter_of_a_place_that_came_says_which_and_until_when_it_can_be_declined() -> None:
    clara_waits()
    cancel("a")
    [message] = to_each_member(MessageKind.PLACE_GIVEN)
    written = letter(message, now=NOW)
    assert written is not None and written.to == EMAIL
    mail = rendered(written)
    assert mail.subject == "Une place s’est libérée"
    text = plain(mail.text)
    assert (
        "réservée pour Clara, qui était sur la liste d’attente : Garderie du matin, lundi 23 novembre (1,50 €, "
        in text
    )
    assert "la refuser sans frais jusqu’au mardi 17 novembre à 9 h." in text
    assert "/espace/reservations/?semaine=2026-W48&famille=lisse/testmp" in mail.text
    assert "Testmp" not in mail.text


def test_a_place_that_was_declined_meanwhile_is_not_told_of() -> None:
    clara_waits()
    cancel("a")
    [message] = to_each_member(MessageKind.PLACE_GIVEN)
    decline_place(acting(), CLARA, key="no thanks", now=NOW)
    assert letter(message, now=NOW) is None


def test_once_it_is_too_late_to_decline_the_letter_does_not_say_otherwise() -> None:
    clara_waits()
    cancel("a")
    [message] = to_each_member(MessageKind.PLACE_GIVEN)
    written = letter(message, now=NOW + timedelta(hours=24))
    assert written is not None and "refuser sans frais" not in rendered(written).text


def test_the_sweep_tells_who_waited_in_vain(monkeypatch: pytest.MonkeyPatch) -> None:
    clara_waits()
    join("c", now=NOW + timedelta(minutes=1))
    monkeypatch.setattr(wiring, "_clock", lambda: CLOSED)
    with Client(app) as client:
        client.lambda_.invoke("waiting_sweep", client.events.generate_cw_event("aws.events", "", {}, []))
    of_marc = next(one for one in waiting(MessageKind.WAITING_ENDED) if one.family == "testmp")
    DELIVERIES[MessageKind.WAITING_ENDED](of_marc, CLOSED)
    [message] = [one for one in waiting(MessageKind.WAITING_ENDED) if "account" in one.data]
    written = letter(message, now=CLOSED)
    assert written is not None
    text = plain(rendered(written).text)
    assert (
        "Clara attendait une place (Lisse) : Garderie du matin, lundi 23 novembre. "
        "L’attente est terminée : aucune place ne s’est libérée avant la limite." in text
    )


def test_a_message_of_free_places_gives_what_the_act_left(monkeypatch: pytest.MonkeyPatch) -> None:
    clara_waits()
    monkeypatch.setattr(give_freed_places, "give", lambda *_, **__: None)
    cancel("a")
    for _ in range(2):
        for message in waiting(MessageKind.PLACES_FREED):
            DELIVERIES[MessageKind.PLACES_FREED](message, NOW)
    assert comes() == ["b"]
    assert len(waiting(MessageKind.PLACE_GIVEN)) == 1
