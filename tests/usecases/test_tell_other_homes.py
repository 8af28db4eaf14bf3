"""A home that pays what was booked or cancelled in the child's other home gets one mail of it, when the act has settled: its own part, and
nothing of the other home."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from functions.domain.bookings.town_booking import TownTerms
from functions.domain.bookings.validation import SeenLine
from functions.domain.calendar.weeks import Weeks
from functions.domain.families.cost_sharing import Part, Sharing
from functions.domain.families.family import QuotientFamilial
from functions.domain.journal import JournalLine
from functions.domain.messages import Message, MessageKind
from functions.domain.planning.child_month import HomePrice, Slot
from functions.domain.reglement.deadline_rules import Action
from functions.gateways.mail import Mail
from functions.jobs.letters import letter
from functions.jobs.letters.mails import rendered
from functions.jobs.outbox import DELIVERIES
from functions.storage.families import children
from functions.storage.table import journal
from functions.storage.table.ids import new_id
from functions.storage.table.transaction import Transaction
from functions.usecases import tell_other_homes
from functions.usecases.bookings.book_for_family import ForFamily, book_for_family
from functions.usecases.bookings.undo_validation import undo_validation
from functions.usecases.bookings.validate_basket import validate_basket
from functions.usecases.messages.deliver_messages import NotBefore
from tests.support.accounts import messages
from tests.support.builders import (
    CLARA,
    GUILHEM,
    JULIE,
    MARC,
    MONDAY,
    NOW,
    a_booking,
    a_family,
    a_month,
    acting,
    book,
    on,
    open_account,
    open_town,
    put_in_basket,
    put_month,
    seen_lines,
    settle,
)
from tests.support.crashes import Calls, Killed, dying
from tests.support.spaces import plain

SEPTEMBER = on("mardi 2026-09-01")
LUNCH = Slot(MONDAY, "restauration", "clara")
NEXT_LUNCH = Slot(on("mardi 2026-11-24"), "restauration", "clara")
HER_WEEK = Slot(on("lundi 2026-11-30"), "restauration", "clara")
OF_GUILHEM = Slot(MONDAY, "restauration", "guilhem")
SETTLED = NOW + timedelta(minutes=13)
HALVES = (Part("testmp", 50), Part("maman", 50))
TURNS = (Part("maman", 100, Weeks.ODD), Part("testmp", 100, Weeks.EVEN))


@pytest.fixture(autouse=True)
def two_homes(table: str) -> None:
    """Marc books. Clara's mother, who earns more, pays half of it, at her own price."""
    open_town()
    share(HALVES)
    open_account(MARC)
    open_account(JULIE, "julie@famille.example")


def share(parts: tuple[Part, ...]) -> None:
    shared = replace(CLARA, families=("testmp", "maman"), sharing=(Sharing(SEPTEMBER, parts),))
    means = (QuotientFamilial(1433, SEPTEMBER),)
    hers = a_family("maman", name="Secrète", children=("clara",), members=(JULIE,), quotients=means)
    settle(hers, [shared])
    settle(a_family(members=(MARC,)), [shared, GUILHEM])


def mails(now: datetime = SETTLED) -> list[str]:
    """What leaves for her of all that waits, as plain text."""
    found = []
    for message in messages(MessageKind.OTHER_HOME_BOOKED):
        assert message.family == "maman", "told to nobody else"
        written = letter(of_hers(message), now=now)
        if written is not None:
            assert written.to == "julie@famille.example"
            found.append(text_of(rendered(written)))
    return found


def of_hers(message: Message) -> Message:
    return replace(message, data={**message.data, "account": JULIE})


def text_of(mail: Mail) -> str:
    return plain(f"{mail.subject}\n{mail.text}")


def cancel(*slots: Slot, now: datetime) -> None:
    who = acting()
    put_in_basket(who, *slots, action=Action.CANCEL, now=now)
    done, _ = validate_basket(acting(), seen_lines(acting(), now=now), key=uuid4().hex, now=now)
    assert not done.refused


def test_she_reads_the_child_the_days_and_her_own_part_and_nothing_of_his() -> None:
    book(LUNCH, NEXT_LUNCH, OF_GUILHEM)
    [said] = mails()
    assert said.startswith("Des jours réservés chez l’autre parent\n")
    assert (
        "Clara, Restauration scolaire :\n\n- lundi 23 novembre : 2,60 €\n- mardi 24 novembre : 2,60 €" in said
    )
    assert not [word for word in ("Guilhem", "Testmp", "Tilleuls", "3,45", "1,72", "1,73") if word in said]


def test_a_home_that_pays_nothing_of_it_is_told_nothing_and_a_child_of_one_home_leaves_no_message() -> None:
    share(TURNS)
    book(LUNCH, OF_GUILHEM)
    book(HER_WEEK)
    [said] = mails()
    assert "lundi 30 novembre : 5,20 €" in said and "23 novembre" not in said


def test_the_mail_leaves_once_the_act_can_be_undone_no_more_whoever_asks_before() -> None:
    book(LUNCH)
    [message] = messages(MessageKind.OTHER_HOME_BOOKED)
    with pytest.raises(NotBefore) as later:
        DELIVERIES[message.kind](message, NOW + timedelta(minutes=11))
    assert later.value.at <= SETTLED
    DELIVERIES[message.kind](message, later.value.at)
    hers = [each for each in messages(MessageKind.OTHER_HOME_BOOKED) if "account" in each.data]
    assert [each.data["account"] for each in hers] == [JULIE]


def test_one_sitting_is_one_mail_and_what_it_took_back_is_not_spoken_of() -> None:
    book(LUNCH)
    book(NEXT_LUNCH, now=NOW + timedelta(minutes=4))
    cancel(LUNCH, now=NOW + timedelta(minutes=8))
    [said] = mails(NOW + timedelta(minutes=25))
    assert "mardi 24" in said and "lundi 23" not in said
    assert "annulé" not in said


def test_of_a_validation_that_is_undone_no_mail_leaves() -> None:
    who = acting()
    put_in_basket(who, LUNCH)
    done, _ = validate_basket(acting(), seen_lines(acting()), key="booked", now=NOW)
    undone, _ = undo_validation(acting(), done.acts, [LUNCH], key="undone", now=NOW + timedelta(minutes=9))
    assert undone.accepted and mails(NOW + timedelta(minutes=25)) == []


def test_what_is_cancelled_later_is_told() -> None:
    book(LUNCH)
    first = {message.id for message in messages(MessageKind.OTHER_HOME_BOOKED)}
    cancel(LUNCH, now=NOW + timedelta(hours=1))
    [told] = [message for message in messages(MessageKind.OTHER_HOME_BOOKED) if message.id not in first]
    written = letter(of_hers(told), now=NOW + timedelta(hours=2))
    assert written is not None
    said = text_of(rendered(written))
    assert said.startswith("Des jours annulés chez l’autre parent\n") and "lundi 23 novembre" in said
    assert "€" not in said, "she paid nothing of it yet"


def test_of_a_late_cancellation_she_reads_what_she_still_owes_at_her_own_price() -> None:
    act = new_id(NOW)
    fee = replace(a_booking(80, act=act), others=(HomePrice("maman", 200, ""),))
    put_month(a_month("clara", "2026-11", {}).with_fee(LUNCH, fee))
    transaction = Transaction()
    cancelled: dict[str, object] = {"cancelled": {"clara": {"restauration": {MONDAY: 345}}}}
    journal.add(
        transaction, "lisse", "testmp", JournalLine(act, "bookings_validated", MARC, NOW, {}, cancelled)
    )
    tell_other_homes.announce(
        transaction, "lisse", "testmp", children.files("lisse", ["clara"]), [LUNCH], act=act, now=NOW
    )
    transaction.commit()
    [said] = mails()
    assert "lundi 23 novembre : annulation tardive, 1,00 € restent dus" in said and "0,40" not in said


def test_what_the_town_books_for_him_is_told_to_her_even_where_he_wants_no_mail() -> None:
    lines = [SeenLine(LUNCH, Action.RESERVE, None)]
    book_for_family(
        ForFamily("lisse", "testmp", "agent"), lines, TownTerms(), tell=False, key="town", now=NOW
    )
    assert messages(MessageKind.BOOKED_BY_TOWN) == []
    [said] = mails()
    assert "lundi 23 novembre : 2,60 €" in said


def test_killed_at_any_call_each_act_that_was_written_has_its_message_and_no_other_has() -> None:
    for at in range(1, 40):
        killed = False
        try:
            with dying(Calls(die_at=at, done_first=True)):
                book(LUNCH if at % 2 else NEXT_LUNCH)
        except Killed:
            killed = True
        acts = {line.id for line in journal.lines("lisse", "testmp") if line.act == "bookings_validated"}
        assert {message.data["act"] for message in messages(MessageKind.OTHER_HOME_BOOKED)} == acts
        if not killed:
            return
    raise AssertionError("never done without being killed")
