"""What a parent's device is told, from the act to the notification: encrypted, signed, once, and with nothing private in it.

The service is on loopback; it checks and decrypts what it gets (`infra/local/push/`).
"""

import json
import re
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from chalice.test import Client

from app import app
from functions import wiring
from functions.domain.families.file_corrections import Correction, CorrectionState, Request, RequestKind
from functions.domain.messages import Lane, Message, MessageKind
from functions.domain.push.device import TOLD, PushKind
from functions.french.push.sentences import LABELS, SENTENCES
from functions.storage.accounts.sessions import hash_of, session_key
from functions.storage.families import requests
from functions.storage.table import outbox
from functions.storage.table.ids import new_id
from functions.storage.table.transaction import Transaction
from functions.usecases.accounts.wanted_mails import MailsAtWill, set_wanted
from functions.usecases.invoicing.issue_invoices import issue_invoices
from infra.local.push import FakePushService
from infra.local.push.fake import Arrived, PushFailures
from tests.support.builders import (
    JULIE,
    MARC,
    NOW,
    a_booking,
    a_family,
    a_month,
    log_in,
    open_account,
    open_town,
    paris,
    put_month,
    settle,
)
from tests.support.client import Browser
from tests.support.push import at, choice, of_marc, serving_push


@dataclass
class Portal:
    service: FakePushService
    fire: Callable[..., None]

    def run(self) -> None:
        self.fire("outbox", "urgent_outbox", "push")

    def told(self) -> list[Arrived]:
        """What arrived of a run of the jobs."""
        before = len(self.service.arrived)
        self.run()
        return self.service.arrived[before:]


@pytest.fixture
def portal(table: str, engine: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Portal]:
    at(monkeypatch, NOW)
    open_town()
    settle(a_family(members=(MARC, JULIE)))
    open_account()
    open_account(JULIE, "julie@famille.example")

    def run(*functions: str) -> None:
        with Client(app) as client:
            for function in functions:
                client.lambda_.invoke(function, client.events.generate_cw_event("aws.events", "", {}, []))

    with serving_push(monkeypatch) as service:
        yield Portal(service, run)


def subscribed(
    service: FakePushService, *kinds: PushKind, quiet: bool = True, account: str = MARC
) -> Browser:
    browser = Browser(app, cookie=log_in(account))
    assert browser.post("/me/push-devices", choice(service, *kinds, quiet=quiet)).status == 204
    return browser


def invoice() -> None:
    put_month(a_month("clara", "2026-10", {(1, "restauration"): a_booking(345)}))
    issue_invoices("lisse", "2026-10", by="job", now=NOW)


def answer_to_a_thread_that_is_gone() -> Message:
    data: dict[str, str | int] = {"request": "gone", "message": "001"}
    message = Message(new_id(wiring.now()), MessageKind.REQUEST_ANSWERED, "lisse", "testmp", data)
    transaction = Transaction()
    outbox.add(transaction, message)
    transaction.commit()
    return message


def mails(engine: str) -> list[object]:
    with urllib.request.urlopen(f"{engine}/_ministack/ses/messages") as answer:
        return [mail for found in json.load(answer)["messages"].values() for mail in found]


def waiting() -> list[Message]:
    return [stored.value for stored in outbox.waiting(Lane.PUSH)]


def test_an_invoice_is_told_once_to_each_device_the_next_one_by_itself_and_neither_says_anything_private(
    portal: Portal,
) -> None:
    subscribed(portal.service)
    subscribed(portal.service, PushKind.INVOICE, account=JULIE)
    subscribed(portal.service, PushKind.ANSWER, account=JULIE)
    invoice()
    told = portal.told()
    assert [one.text["body"] for one in told] == ["Une facture vous attend dans votre espace."] * 2
    assert {one.text["title"] for one in told} == {"Lisse"}
    assert {str(one.text["link"]).split("?")[0] for one in told} == {"/espace/facture/"}
    assert {(one.urgency, one.lives) for one in told} == {("normal", timedelta(days=1))}
    # An id and a tag are any letters and figures, by chance also those of a sum.
    without_ids = [
        one.text | {"tag": "", "link": re.sub(r"id=\w+", "", str(one.text["link"]))} for one in told
    ]
    said = json.dumps(without_ids).casefold()
    for private in ("clara", "guilhem", "marc", "julie", "3,45", "345", "restauration", "cantine", "octobre"):
        assert private not in said
    assert portal.told() == []
    put_month(a_month("guilhem", "2026-09", {(1, "restauration"): a_booking(345)}))
    issue_invoices("lisse", "2026-09", by="job", now=NOW)
    assert {one.text["tag"] for one in told}.isdisjoint(one.text["tag"] for one in portal.told())
    assert waiting() == []


def test_every_kind_has_a_sentence_that_names_nobody_and_no_sum() -> None:
    assert SENTENCES.keys() == LABELS.keys() == set(PushKind) == set(TOLD.values())
    for sentence in SENTENCES.values():
        assert sentence.endswith(".") and "{" not in sentence and not any(map(str.isdigit, sentence))


def test_what_the_service_took_without_saying_so_is_sent_again_in_the_same_place(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The device shows one: the tag is the same, and the service itself replaces by topic."""
    subscribed(portal.service)
    portal.service.failures = PushFailures(lost_answers=2)
    invoice()
    (first,) = portal.told()
    at(monkeypatch, NOW + timedelta(minutes=2))
    (second,) = portal.told()
    at(monkeypatch, NOW + timedelta(minutes=10))
    (third,) = portal.told()
    assert len({one.text["tag"] for one in (first, second, third)}) == 1
    assert len({one.topic for one in (first, second, third)}) == 1
    at(monkeypatch, NOW + timedelta(hours=2))
    assert portal.told() == []


def test_a_device_that_is_gone_is_forgotten_and_the_others_are_told(portal: Portal) -> None:
    asked = choice(portal.service)
    browser = Browser(app, cookie=log_in(MARC))
    browser.post("/me/push-devices", asked)
    subscribed(portal.service)
    portal.service.unsubscribe(str(asked["endpoint"]))
    invoice()
    assert len(portal.told()) == 1
    assert len(of_marc()) == 1
    assert waiting() == []


def test_what_a_busy_service_never_takes_is_let_go_and_rings_nobody(
    portal: Portal, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    browser = subscribed(portal.service)
    secret = next(iter(of_marc().values())).endpoint
    portal.service.failures = PushFailures(status=503)
    invoice()
    portal.run()
    for hours in range(1, 12):
        at(monkeypatch, NOW + timedelta(hours=hours))
        portal.fire("push")
    assert waiting() == []
    assert list(outbox.given_up("lisse")) == []
    assert not [line for line in caplog.records if line.levelname == "ERROR"]
    assert secret not in caplog.text
    portal.service.failures = PushFailures()
    assert portal.told() == []
    assert len(browser.get("/me/push-devices").json["devices"]) == 1


def test_nothing_rings_at_night_and_it_is_told_in_the_morning(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    subscribed(portal.service)
    subscribed(portal.service, quiet=False, account=JULIE)
    at(monkeypatch, paris("lundi 2026-11-16 21:30"))
    invoice()
    assert [one.text["quiet"] for one in portal.told() if "quiet" in one.text] == []
    assert len(portal.service.arrived) == 1
    at(monkeypatch, paris("mardi 2026-11-17 06:59"))
    assert portal.told() == []
    at(monkeypatch, paris("mardi 2026-11-17 07:00"))
    (told,) = portal.told()
    assert told.text["quiet"] == ["2026-11-17T21:30:00+01:00", "2026-11-18T07:00:00+01:00"]


def test_what_is_true_no_more_is_not_told(portal: Portal) -> None:
    subscribed(portal.service)
    answer_to_a_thread_that_is_gone()
    portal.run()  # one lane fills the other
    assert portal.told() == []
    assert waiting() == []


def test_an_answer_about_the_file_is_mailed_once_and_told_to_the_devices_of_who_asked(
    portal: Portal, engine: str
) -> None:
    subscribed(portal.service, PushKind.ANSWER)
    subscribed(portal.service, PushKind.ANSWER, account=JULIE)
    transaction = Transaction()
    corrections = (Correction("phone", "01", "02", state=CorrectionState.ACCEPTED),)
    requests.add(
        transaction, "lisse", Request("asked", RequestKind.CORRECTION, "testmp", MARC, NOW, corrections)
    )
    data: dict[str, str | int] = {"account": MARC, "request": "asked", "act": "a"}
    answered = Message(new_id(NOW), MessageKind.CORRECTION_ANSWERED, "lisse", "testmp", data)
    outbox.add(transaction, answered)
    transaction.commit()
    before = len(mails(engine))
    (told,) = portal.told()
    assert told.text["body"] == "Un message de la mairie vous attend : ouvrez votre espace."
    assert len(mails(engine)) == before + 1
    assert portal.told() == []


def test_a_limit_is_told_until_it_passes_also_to_who_wants_no_mail_of_it(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    subscribed(portal.service, PushKind.LIMIT)
    set_wanted(MailsAtWill.REMINDERS, MARC, wanted=False, idempotency_key="stop", now=NOW)
    put_month(
        a_month("clara", "2026-11", {(9, "restauration"): a_booking(), (12, "restauration"): a_booking()})
    )
    seven = paris("mercredi 2026-11-18 19:00")
    at(monkeypatch, seven)
    transaction = Transaction()
    data: dict[str, str | int] = {"evening": "2026-11-18"}
    outbox.add(transaction, Message(new_id(seven), MessageKind.BOOKING_REMINDER, "lisse", "testmp", data))
    transaction.commit()
    (told,) = portal.told()
    assert told.text["body"] == "Une heure limite approche : ouvrez votre espace."
    assert told.lives == paris("jeudi 2026-11-19 10:00") - seven
    assert told.urgency == "high"


def test_who_signs_out_is_told_nothing_more_and_who_signs_in_again_is(portal: Portal) -> None:
    browser = subscribed(portal.service)
    again = Browser(app, cookie=browser.cookie)
    assert browser.delete("/session").status == 204
    assert of_marc() == {}
    invoice()
    assert portal.told() == []
    assert again.get("/me/push-devices").status == 401


def test_another_password_puts_out_devices_whose_session_lapsed_long_ago(portal: Portal) -> None:
    from dataclasses import replace

    from functions.storage.accounts import accounts
    from functions.storage.table import keys
    from functions.storage.table.item import Item
    from functions.storage.table.stored import Stored

    browser = subscribed(portal.service)
    key = session_key(browser.cookie or "")
    assert key is not None and hash_of(key) in of_marc()
    Item(key.pk, key.sk).delete()  # by its time to live
    invoice()
    assert len(portal.told()) == 1
    account = accounts.account(MARC)
    transaction = Transaction()
    moved = replace(account.value, credentials_version=account.value.credentials_version + 1)
    accounts.put_account(transaction, Stored(keys.account(MARC), moved, account.version))
    transaction.commit()
    put_month(a_month("guilhem", "2026-09", {(1, "restauration"): a_booking(345)}))
    issue_invoices("lisse", "2026-09", by="job", now=NOW)
    assert portal.told() == []
    assert of_marc() == {}
