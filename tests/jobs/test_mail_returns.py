"""A mail that came back: nothing more is sent to that address, the town reads it, and one sign of life ends it."""

import json
import logging
import urllib.request
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import boto3
import pytest
from chalice.test import Client

from app import app
from functions import wiring
from functions.domain.accounts.account import FamilyRef, Session
from functions.domain.accounts.mail_standing import MailReturn, NoMailBecause
from functions.domain.messages import Message, MessageKind
from functions.jobs.mail_returns import QUEUE
from functions.storage.accounts import mail_standings
from functions.storage.families import families
from functions.storage.table import keys, outbox
from functions.storage.table.ids import new_id
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.accounts.activate import activate
from functions.usecases.accounts.change_address import ask_address, confirm_address
from functions.usecases.accounts.invite import invite
from functions.usecases.accounts.reset_password import ask_reset, confirm_reset
from functions.usecases.messages.list_unreachable import UnreachablePerson, list_unreachable
from functions.usecases.messages.note_mail_return import note_mail_return
from functions.usecases.messages.try_address_again import AddressTried, try_address_again
from infra.local import queues
from infra.local.environment import MAIL_RETURNS_QUEUE
from infra.local.events import mail_return_event
from tests.support.accounts import (
    EMAIL,
    HOME,
    PASSWORD,
    REF,
    SHEET,
    a_town_with_a_family,
    activation_code,
    address_code,
    an_account,
    everything,
    invited,
    reset_code,
)
from tests.support.builders import JULIE, MARC, NOW, open_town, settle

HOUR = timedelta(hours=1)
OTHER = "julie@famille.example"
SentNow = Callable[..., list[str]]


@pytest.fixture
def town(table: str) -> None:
    open_town()
    settle()
    an_account()
    an_account(JULIE, OTHER)


@pytest.fixture
def sent(table: str, engine: str, monkeypatch: pytest.MonkeyPatch) -> SentNow:
    """Put a mail to the family into the outbox and let it leave: whom SES was handed one for."""
    monkeypatch.setattr(wiring, "_clock", lambda: NOW + HOUR)

    def taken() -> dict[str, str]:
        with urllib.request.urlopen(f"{engine}/_ministack/ses/messages") as answer:
            found: dict[str, list[dict]] = json.load(answer)["messages"]
        return {mail["MessageId"]: mail["To"][0] for mails in found.values() for mail in mails}

    def run(kind: MessageKind = MessageKind.WAITING_ENDED) -> list[str]:
        before = taken()
        data: dict[str, str | int] = {"service": "restauration", "days": "2026-11-23", "ending": "too_late"}
        transaction = Transaction()
        outbox.add(transaction, Message(new_id(NOW), kind, "lisse", "testmp", data))
        transaction.commit()
        with Client(app) as client:
            for function in ("outbox", "urgent_outbox"):
                client.lambda_.invoke(function, client.events.generate_cw_event("aws.events", "", {}, []))
        return sorted(to for name, to in taken().items() if name not in before)

    return run


def came_back(
    email: str = EMAIL, *, sent_at: datetime = NOW, now: datetime = NOW, complaint: bool = False
) -> bool:
    why = NoMailBecause.COMPLAINT if complaint else NoMailBecause.BOUNCE
    return note_mail_return(MailReturn(email, why, sent_at), now=now)


def listed(commune: str = "lisse") -> list[str]:
    return [person.email for person in list_unreachable(commune)]


def try_again(*, now: datetime = NOW, family: str = "testmp") -> None:
    try_address_again(AddressTried("lisse", family, keys.keyed_hash(EMAIL), "agent", now))


@pytest.mark.usefixtures("town")
def test_nothing_more_is_sent_to_that_address_and_the_other_parent_is_written_to(sent: SentNow) -> None:
    assert sent() == [OTHER, EMAIL]
    assert came_back()
    assert sent() == [OTHER]
    [unsent] = outbox.given_up("lisse")
    assert (unsent.cause, unsent.message.value.data["account"], unsent.at) == (
        "address_bounce",
        MARC,
        NOW + HOUR,
    )
    assert outbox.waiting() == []


@pytest.mark.usefixtures("town")
def test_a_mail_left_unsent_wakes_nobody(sent: SentNow, caplog: pytest.LogCaptureFixture) -> None:
    came_back(complaint=True)
    caplog.set_level(logging.INFO)
    sent()
    assert [one for one in caplog.records if one.levelno >= logging.WARNING] == []
    assert "fault=address_complaint" in caplog.text and EMAIL not in caplog.text


@pytest.mark.usefixtures("town")
def test_the_town_reads_whom_no_mail_reaches() -> None:
    came_back(now=NOW + HOUR)
    [person] = list_unreachable("lisse")
    assert person == UnreachablePerson(
        "testmp",
        "Testmp",
        "01 99 00 56 78",
        keys.keyed_hash(EMAIL),
        EMAIL,
        "Marc",
        "Testmp",
        True,
        NoMailBecause.BOUNCE,
        NOW + HOUR,
    )
    assert list_unreachable("val") == []


@pytest.mark.usefixtures("town")
def test_an_event_that_comes_twice_late_or_out_of_order_changes_nothing_more(sent: SentNow) -> None:
    assert came_back(sent_at=NOW, now=NOW + HOUR)
    before = [item.attribute_values for item in everything()]
    assert not came_back(sent_at=NOW, now=NOW + 2 * HOUR), "twice"
    assert not came_back(sent_at=NOW + HOUR, now=NOW + 2 * HOUR, complaint=True), (
        "a second mail of the same evening"
    )
    assert [item.attribute_values for item in everything()] == before
    try_again(now=NOW + 3 * HOUR)
    assert not came_back(sent_at=NOW + 2 * HOUR, now=NOW + 4 * HOUR), (
        "of a mail that left before the town tried again"
    )
    assert listed() == [] and sent() == [OTHER, EMAIL]
    assert came_back(sent_at=NOW + 4 * HOUR, now=NOW + 5 * HOUR)
    assert listed() == [EMAIL] and sent() == [OTHER]


@pytest.mark.usefixtures("town")
def test_the_town_tries_again_once_however_often_it_asks() -> None:
    came_back()
    for _ in range(2):
        try_again()
    assert mail_standings.why_none(EMAIL) is None and listed() == []


@pytest.mark.usefixtures("town")
def test_the_address_that_nobody_has_leaves_nothing_on_the_table() -> None:
    before = len(everything())
    assert not came_back("ancienne@famille.example")
    assert len(everything()) == before
    assert not came_back(sent_at=NOW - timedelta(days=400)), "before the login was opened with a mail"


@pytest.mark.usefixtures("table")
def test_an_invitation_that_came_back_is_listed_and_the_code_that_arrives_in_the_end_clears_it() -> None:
    a_town_with_a_family()
    a_town_with_a_family("val")
    invited()
    invited(EMAIL, FamilyRef("val", "testmp"))
    assert came_back()
    assert listed() == listed("val") == [EMAIL]
    [person] = list_unreachable("lisse")
    assert (person.first_name, person.login) == ("Marc", False)
    activate(EMAIL, activation_code(), PASSWORD, SHEET, visitor=HOME, idempotency_key="open", now=NOW)
    assert listed() == listed("val") == [] and mail_standings.why_none(EMAIL) is None


@pytest.mark.usefixtures("table")
def test_an_invitation_asked_for_by_name_is_another_try_and_one_of_a_list_is_none() -> None:
    a_town_with_a_family()
    invited()
    came_back()
    invite(EMAIL, [REF], by="import", now=NOW)
    assert mail_standings.why_none(EMAIL) is NoMailBecause.BOUNCE
    invite(EMAIL, [REF], by="mairie", now=NOW + HOUR, waited_for=True)
    assert mail_standings.why_none(EMAIL) is None and listed() == []
    assert not came_back(sent_at=NOW, now=NOW + HOUR), "of the first invitation"


@pytest.mark.usefixtures("town")
def test_a_code_that_was_read_clears_it() -> None:
    ask_reset(EMAIL, place="home", idempotency_key="ask-key", now=NOW)
    came_back()
    confirm_reset(
        EMAIL,
        reset_code(),
        "une autre phrase longue",
        place="home",
        idempotency_key="key-2",
        now=NOW + HOUR / 2,
    )
    assert mail_standings.why_none(EMAIL) is None and listed() == []


@pytest.mark.usefixtures("town")
def test_another_address_of_the_login_is_written_to_and_the_old_one_leaves_the_list(sent: SentNow) -> None:
    new = "marc@ailleurs.example"
    came_back()
    ask_address(MARC, new, PASSWORD, place="home", idempotency_key="ask-key", now=NOW)
    session = Stored(keys.session(MARC, "here"), Session(MARC, NOW, NOW, "Firefox"), 1)
    confirm_address(session, new, address_code(new), place="home", idempotency_key="key-2", now=NOW)
    assert listed() == []
    assert new in sent() and not came_back(), "the old address is nobody's"


@pytest.mark.usefixtures("town")
def test_whoever_has_left_the_family_is_not_in_its_list() -> None:
    came_back()
    file = families.family("lisse", "testmp")
    without = replace(file.value, members=(JULIE,), guardians=file.value.guardians[1:])
    transaction = Transaction()
    families.put(transaction, "lisse", replace(file, value=without))
    transaction.commit()
    assert listed() == []


def test_what_ses_publishes_is_read_from_the_queue_and_no_address_is_logged(
    table: str, engine: str, town: None, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wiring, "_clock", lambda: NOW)
    assert MAIL_RETURNS_QUEUE == QUEUE
    client = boto3.client("sqs")
    client.create_queue(QueueName=QUEUE)
    client.purge_queue(QueueUrl=client.get_queue_url(QueueName=QUEUE)["QueueUrl"])
    [reader] = [one for one in queues.readers(app) if one.queue == QUEUE]
    caplog.set_level(logging.INFO)
    for event in (
        mail_return_event(EMAIL, NOW),
        mail_return_event(EMAIL, NOW),
        "not an event of marc@famille.example",
    ):
        queues.put(QUEUE, event)
    done = 0
    while handed := queues.deliver(reader, client, again_after_seconds=60):
        done += handed
    assert done == 2, "what cannot be read stays, and is put aside after five times"
    assert listed() == [EMAIL]
    assert "famille.example" not in caplog.text
