"""Every message is delivered at least once, by one delivery at a time, and given up loudly in the end."""

import logging
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Lock

import pytest

from functions.domain.invoices.documents import DocumentKind, DocumentRef
from functions.domain.messages import Lane, Message, MessageKind
from functions.gateways.mail import MailRefused, MailUnavailable
from functions.storage.table import outbox
from functions.storage.table.ids import new_id
from functions.storage.table.transaction import Transaction, Unanswered
from functions.usecases.messages.deliver_messages import (
    MAX_TRIES,
    TAKEN_FOR,
    Deliver,
    Outcome,
    deliver_messages,
    wait_after,
)
from functions.usecases.messages.fan_out_to_members import fan_out_to_members
from tests.support.accounts import messages
from tests.support.builders import JULIE, MARC, NOW, open_town, settle
from tests.support.faults import TRANSACTION, Fault, Faulty, faulty

pytestmark = pytest.mark.usefixtures("table")

KIND = MessageKind.INVOICE_REMINDER
BUDGET = timedelta(seconds=40)


def put(count: int = 1, kind: MessageKind = KIND) -> list[str]:
    added = [Message(new_id(NOW), kind, data={"account": MARC}) for _ in range(count)]
    transaction = Transaction()
    for message in added:
        outbox.add(transaction, message)
    transaction.commit()
    return [message.id for message in added]


def run(deliver: Deliver, *, at: timedelta = timedelta(0)) -> Outcome:
    return deliver_messages({KIND: deliver}, clock=lambda: NOW + at, budget=BUDGET)


def failing(fault: Exception) -> Callable[[Message, datetime], None]:
    def deliver(message: Message, now: datetime) -> None:
        raise fault

    return deliver


def test_what_is_delivered_is_gone() -> None:
    ids = put(60)
    delivered: list[str] = []
    assert run(lambda message, _: delivered.append(message.id)) == Outcome(sent=60)
    assert sorted(delivered) == sorted(ids)
    assert messages() == [] and outbox.failed() == []


def test_nothing_waiting_is_a_short_job() -> None:
    assert run(failing(RuntimeError())) == Outcome()


def test_a_message_that_failed_waits_a_minute_then_two_then_four() -> None:
    put()
    fails = failing(MailUnavailable("TooManyRequests"))
    tried = []
    for minute in range(8):
        outcome = run(fails, at=timedelta(minutes=minute))
        if outcome.postponed:
            tried.append(minute)
    assert tried == [0, 1, 3, 7]
    assert run(lambda *_: None, at=timedelta(minutes=15)) == Outcome(sent=1)


def test_the_wait_stops_growing_at_an_hour() -> None:
    assert [wait_after(tries) for tries in (1, 2, 6, 7, 40)] == [
        timedelta(minutes=minutes) for minutes in (1, 2, 32, 60, 60)
    ]


def test_a_message_in_trouble_does_not_hold_up_the_others() -> None:
    bad, good = put(), put(3)

    def deliver(message: Message, now: datetime) -> None:
        if message.id in bad:
            raise MailUnavailable("Timeout")

    assert run(deliver) == Outcome(sent=3, postponed=1)
    assert [message.id for message in messages()] == bad
    assert good


def test_after_twelve_tries_it_is_put_aside_and_said_aloud(caplog: pytest.LogCaptureFixture) -> None:
    [message] = put()
    at, outcomes = timedelta(0), []
    while not outbox.failed():
        outcomes.append(run(failing(MailUnavailable("marc@famille.example")), at=at))
        at += wait_after(len(outcomes))
    assert (len(outcomes), outcomes[-1]) == (MAX_TRIES, Outcome(failed=1))
    assert [stored.value.id for stored in outbox.failed()] == [message]
    assert messages() == []
    [loud] = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert message in loud.getMessage()
    assert "marc@famille.example" not in caplog.text


def test_what_will_never_leave_is_put_aside_at_once() -> None:
    put()
    assert run(failing(MailRefused("invalid_address"))) == Outcome(failed=1)
    assert len(outbox.failed()) == 1


def test_a_delivery_that_died_is_taken_up_by_the_next() -> None:
    put()
    [waiting] = outbox.due(NOW)
    assert outbox.take(waiting, now=NOW, until=NOW + TAKEN_FOR) is not None
    assert run(lambda *_: None, at=TAKEN_FOR - timedelta(seconds=1)) == Outcome()
    assert run(lambda *_: None, at=TAKEN_FOR) == Outcome(sent=1)


def test_a_slow_delivery_does_not_remove_what_another_took_meanwhile() -> None:
    put()
    [waiting] = outbox.due(NOW)
    slow = outbox.take(waiting, now=NOW, until=NOW + TAKEN_FOR)
    quick = outbox.take(waiting, now=NOW + TAKEN_FOR, until=NOW + 2 * TAKEN_FOR)
    assert slow is not None and quick is not None and quick.tries == 2
    outbox.sent(slow)
    outbox.give_up(slow, cause="Timeout", now=NOW)
    assert len(messages()) == 1 and outbox.failed() == []
    outbox.sent(quick)
    assert messages() == []


@pytest.mark.parametrize("fault", Fault, ids=lambda fault: fault.name)
def test_a_mail_that_left_is_said_to_have_left_whatever_happens_then(fault: Fault) -> None:
    """Between the mail service's answer and that word lies the only instant in which a crash sends a mail twice."""
    put(3)
    delivered: list[str] = []
    with faulty(Faulty(1, fault, TRANSACTION)) as how:
        assert run(lambda message, _: delivered.append(message.id)) == Outcome(sent=3)
    assert how.met
    run(lambda message, _: delivered.append(message.id), at=2 * TAKEN_FOR)
    assert len(delivered) == len(set(delivered)) == 3
    assert messages() == []


def test_nothing_is_done_between_the_mail_and_the_word_that_it_left() -> None:
    put()
    with faulty(Faulty()) as how:
        run(lambda *_: how.calls.append("the mail leaves"))
    left = how.calls.index("the mail leaves")
    assert how.calls[left + 1] == TRANSACTION


def test_where_it_cannot_be_said_the_others_leave_all_the_same(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """It comes again once its two minutes are over: a mail twice, which is what « at least once » allows."""
    put(3)
    delivered: list[str] = []

    def silent(_: object) -> None:
        raise Unanswered

    with monkeypatch.context() as patch:
        patch.setattr(outbox, "sent", silent)
        assert run(lambda message, _: delivered.append(message.id)).sent == 3
    assert "message may come twice" in caplog.text and len(delivered) == 3
    assert run(lambda message, _: delivered.append(message.id), at=TAKEN_FOR + timedelta(seconds=1)).sent == 3
    assert messages() == []


def test_eight_deliveries_at_once_deliver_each_message_once() -> None:
    put(40)
    delivered: Counter[str] = Counter()
    lock = Lock()

    def deliver(message: Message, now: datetime) -> None:
        with lock:
            delivered[message.id] += 1

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(lambda _: run(deliver), range(8)))
    assert set(delivered.values()) == {1} and len(delivered) == 40
    assert sum(outcome.sent for outcome in outcomes) == 40
    assert messages() == []


def test_what_is_delivered_several_at_once_is_delivered_once_and_counted() -> None:
    put(60)
    delivered: Counter[str] = Counter()
    lock = Lock()

    def deliver(message: Message, now: datetime) -> None:
        with lock:
            delivered[message.id] += 1
        if len(delivered) % 10 == 0:
            raise MailUnavailable("Timeout")

    outcome = deliver_messages({KIND: deliver}, clock=lambda: NOW, budget=BUDGET, at_once=8)
    assert set(delivered.values()) == {1} and len(delivered) == 60
    assert outcome.sent + outcome.postponed == 60 and outcome.postponed > 0
    assert len(messages()) == outcome.postponed


def test_no_mail_waits_behind_the_documents_of_a_whole_town() -> None:
    for subject in range(120):
        transaction = Transaction()
        ref = DocumentRef("lisse", "testmp", DocumentKind.INVOICE, str(subject))
        outbox.add(transaction, ref.message)
        transaction.commit()
    put()
    assert run(lambda *_: None) == Outcome(sent=1)
    assert len(outbox.waiting(Lane.DOCUMENTS, limit_per_shard=200)) == 120


def test_a_kind_nobody_delivers_yet_waits() -> None:
    put(kind=MessageKind.PASSWORD_RESET)
    assert run(lambda *_: None) == Outcome()
    assert len(messages()) == 1


def test_the_job_stops_when_its_time_is_spent() -> None:
    put(10)
    clock = iter(NOW + timedelta(seconds=10 * tick) for tick in range(1000))
    outcome = deliver_messages({KIND: lambda *_: None}, clock=lambda: next(clock), budget=BUDGET)
    assert 0 < outcome.sent < 10


def test_a_message_for_a_family_becomes_one_for_each_login_however_often_it_is_delivered() -> None:
    open_town()
    settle()
    message = Message(new_id(NOW), MessageKind.INVOICE_ISSUED, "lisse", "testmp", {"invoice": "1"})
    for _ in range(2):
        fan_out_to_members(message, NOW)
    found = {str(one.data["account"]): one for one in messages("invoice_issued")}
    assert set(found) == {MARC, JULIE}
    assert len(messages("invoice_issued")) == 2
    assert all(one.data["invoice"] == "1" and one.family == "testmp" for one in found.values())
