"""What is delivered, to whom, and what is not sent any more. What each mail says: `test_letters.py`."""

import json
import re
import urllib.request
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from chalice.test import Client

from app import app
from functions import wiring
from functions.domain.accounts.account import FamilyRef, Session
from functions.domain.messages import ASKED_FOR, Lane, Message, MessageKind, lane_of
from functions.jobs import documents
from functions.jobs.letters import LETTERS, letter
from functions.jobs.letters.letter import Letter
from functions.jobs.letters.mails import rendered
from functions.jobs.outbox import DELIVERIES
from functions.jobs.push import push_job
from functions.settings import settings
from functions.storage.table import keys, outbox
from functions.storage.table.ids import new_id
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.accounts.activate import check_invitation
from functions.usecases.accounts.change_address import ask_address, confirm_address
from functions.usecases.accounts.reset_password import ask_reset, confirm_reset
from tests.support.accounts import (
    EMAIL,
    HOME,
    PASSWORD,
    a_town_with_a_family,
    activation_code,
    address_code,
    an_account,
    invited,
    messages,
    reset_code,
)
from tests.support.builders import MARC, NOW, a_commune

NEW = "marc.nouveau@famille.example"


def put(message: Message) -> Message:
    transaction = Transaction()
    outbox.add(transaction, message)
    transaction.commit()
    return message


def of_family(kind: MessageKind, **data: str | int) -> Message:
    return Message(new_id(NOW), kind, "lisse", "testmp", {"account": MARC, **data})


def only(kind: str, *, now: datetime = NOW) -> Letter | None:
    [message] = messages(kind)
    return letter(message, now=now)


@pytest.fixture
def sent(table: str, engine: str, monkeypatch: pytest.MonkeyPatch):
    """Run the job at NOW; the mails that SES was handed by it."""
    monkeypatch.setattr(wiring, "_clock", lambda: NOW)

    def mails() -> dict[str, dict[str, object]]:
        with urllib.request.urlopen(f"{engine}/_ministack/ses/messages") as answer:
            accounts: dict[str, list[dict[str, object]]] = json.load(answer)["messages"]
        return {str(mail["MessageId"]): mail for found in accounts.values() for mail in found}

    def run(functions: tuple[str, ...] = ("outbox", "urgent_outbox")) -> list[dict[str, object]]:
        before = mails()
        with Client(app) as client:
            for function in functions:
                client.lambda_.invoke(function, client.events.generate_cw_event("aws.events", "", {}, []))
        return [mail for message_id, mail in mails().items() if message_id not in before]

    return run


def test_every_kind_of_message_is_delivered() -> None:
    assert set(MessageKind) == DELIVERIES.keys() | documents.DELIVERIES.keys() | push_job.DELIVERIES.keys()


def test_no_mail_leaves_but_where_it_is_asked_whether_the_address_receives_it() -> None:
    sources = {path: path.read_text("utf-8") for path in Path("functions").rglob("*.py")}
    senders = {str(path) for path, text in sources.items() if "mailer().send" in text or "SesMailer(" in text}
    assert senders == {"functions/jobs/outbox.py", "functions/wiring.py"}


def test_every_kind_that_is_mailed_has_a_letter() -> None:
    mailed = {kind for kind, deliver in DELIVERIES.items() if deliver.__name__.startswith("_mail")}
    assert mailed == LETTERS.keys()


def test_each_kind_is_delivered_by_the_job_of_its_lane() -> None:
    def lanes(kinds: Iterable[MessageKind]) -> set[Lane]:
        return {lane_of(Message("m", kind)) for kind in kinds}

    assert lanes(DELIVERIES) == {Lane.URGENT, Lane.MAIN}
    assert lanes(documents.DELIVERIES) == {Lane.DOCUMENTS}
    assert lanes(push_job.DELIVERIES) == {Lane.PUSH}


def test_codes_and_confirmations_are_urgent_and_what_leaves_for_a_whole_town_is_not() -> None:
    urgent = {kind for kind in MessageKind if lane_of(Message("m", kind)) is Lane.URGENT}
    assert urgent >= {
        MessageKind.PASSWORD_RESET,
        MessageKind.ADDRESS_CHANGE,
        MessageKind.ACCOUNT_CREATED,
        MessageKind.BOOKINGS_VALIDATED,
        MessageKind.PAYMENT_RECEIVED,
    }
    assert not urgent & {
        MessageKind.ACTIVATION,
        MessageKind.INVOICE_ISSUED,
        MessageKind.INVOICE_REMINDER,
        MessageKind.BOOKING_REMINDER,
        MessageKind.PAGES_CHANGED,
        MessageKind.PLACES_CHANGED,
    }
    assert lane_of(Message("m", MessageKind.ACTIVATION, data={ASKED_FOR: 1})) is Lane.URGENT


def test_a_code_leaves_while_bulk_waits_and_the_other_lane_does_not_run(sent) -> None:
    an_account()
    for _ in range(30):
        put(Message(new_id(NOW), MessageKind.INVOICE_REMINDER, "lisse", "testmp", {"invoice": "none"}))
    ask_reset(EMAIL, place="home", idempotency_key="ask-key", now=NOW)
    [mail] = sent(("urgent_outbox",))
    assert reset_code() in str(mail["BodyText"])
    assert len(outbox.waiting(Lane.MAIN, limit_per_shard=100)) == 30


def test_the_invitation_leaves_once_and_its_link_opens_the_wizard(sent) -> None:
    a_town_with_a_family()
    invited()
    [mail] = sent()
    assert mail["To"] == [EMAIL] and activation_code() in str(mail["BodyText"])
    assert sent() == [] and messages("activation") == []


@pytest.mark.usefixtures("table")
def test_the_link_of_the_invitation_carries_code_and_address_where_no_server_sees_them() -> None:
    a_town_with_a_family()
    invited()
    written = only("activation")
    assert written is not None and written.to == EMAIL
    link = urlsplit(str(written.data["link"]))
    assert (f"{link.scheme}://{link.netloc}", link.path, link.query) == (
        settings().origin,
        "/activation/",
        "",
    )
    fragment = {name: values[0] for name, values in parse_qs(link.fragment).items()}
    assert fragment == {"code": activation_code(), "adresse": EMAIL}
    opened = check_invitation(fragment["adresse"], fragment["code"], visitor=HOME, now=NOW)
    assert opened.activation.value.email == EMAIL
    assert written.data["until"] == "mercredi 16\u00a0décembre 2026"


@pytest.mark.usefixtures("table")
def test_one_mail_names_both_towns_and_the_replaced_code_is_not_mailed() -> None:
    a_town_with_a_family()
    a_town_with_a_family("val")
    invited()
    invited(EMAIL, FamilyRef("val", "testmp"))
    letters = [letter(message, now=NOW) for message in messages("activation")]
    [written] = [one for one in letters if one is not None]
    assert written.data["towns"] == "Lisse et Val"
    assert activation_code() in str(written.data["link"])


@pytest.mark.usefixtures("table")
def test_the_reset_is_mailed_to_a_login_and_to_nobody_else() -> None:
    an_account()
    for email in (EMAIL.upper(), "inconnu@famille.example"):
        ask_reset(email, place="home", idempotency_key=f"key {email}", now=NOW)
    letters = {str(message.data["email"]): letter(message, now=NOW) for message in messages("password_reset")}
    assert letters["inconnu@famille.example"] is None
    written = letters[EMAIL.upper()]
    assert written is not None and written.to == EMAIL, "the address that was proven, not as it was typed"
    assert reset_code() in str(written.data["link"])


@pytest.mark.usefixtures("table")
def test_a_mail_that_comes_too_late_to_be_of_use_is_not_sent() -> None:
    an_account()
    ask_reset(EMAIL, place="home", idempotency_key="ask-key", now=NOW)
    assert only("password_reset", now=NOW + timedelta(hours=1)) is None
    confirm_reset(
        EMAIL, reset_code(), "une autre phrase longue", place="home", idempotency_key="key-2", now=NOW
    )
    assert only("password_reset") is None


@pytest.mark.usefixtures("table")
def test_the_code_goes_to_the_new_address_and_the_notice_to_the_old() -> None:
    an_account()
    ask_address(MARC, NEW, PASSWORD, place="home", idempotency_key="ask-key", now=NOW)
    written = only("address_change")
    assert written is not None and written.to == NEW and address_code(NEW) in str(written.data["link"])
    session = Stored(keys.session(MARC, "here"), Session(MARC, NOW, NOW, "Firefox"), 1)
    confirm_address(session, NEW, address_code(NEW), place="home", idempotency_key="key-2", now=NOW)
    notice = only("address_changed")
    assert notice is not None and notice.to == EMAIL and NEW not in str(notice.data)


@pytest.mark.usefixtures("table")
def test_no_code_goes_to_an_address_that_opens_another_login() -> None:
    an_account()
    an_account("0" * 25 + "j", NEW)
    ask_address(MARC, NEW, PASSWORD, place="home", idempotency_key="ask-key", now=NOW)
    assert only("address_change") is None


@pytest.mark.usefixtures("table")
def test_an_invoice_and_its_payment_reach_each_login_of_the_family(sent) -> None:
    a_town_with_a_family(members=(MARC, "0" * 25 + "j"))
    an_account()
    an_account("0" * 25 + "j", "julie@famille.example")
    data: dict[str, str | int] = {"invoice": "inv1", "number": "2026-00042", "period": "2026-10",
                                  "total_cents": 4230, "due_on": "2026-12-01"}  # fmt: skip
    put(Message(new_id(NOW), MessageKind.INVOICE_ISSUED, "lisse", "testmp", data))
    put(Message(new_id(NOW), MessageKind.PAYMENT_RECEIVED, "lisse", "testmp", {**data, "credited_cents": 0}))
    mails = sent()
    told = sorted((str(mail["To"]), str(mail["Subject"])) for mail in mails)
    assert told == [
        (f"['{address}']", subject)
        for address in ("julie@famille.example", EMAIL)
        for subject in (
            "Paiement de la facture 2026-00042 bien reçu",
            "Votre facture 2026-00042 est disponible",
        )
    ]
    link = f"{settings().origin}/espace/facture/?id=inv1&famille=lisse/testmp"
    assert sum(link in str(mail["BodyText"]) for mail in mails) == 2
    for mail in mails:
        assert not re.search(r"Testmp|€|42,30", str(mail["Subject"]))
    assert messages("invoice_issued") == messages("payment_received") == []


def test_a_name_adds_no_paragraph_no_link_and_no_markup() -> None:
    hostile = "Marc\n\n[Cliquez ici](https://ailleurs.example/)\n\n<b>x</b>"
    usual = Letter(
        "a@b.fr", "password_reset", {"first_name": "Marc", "link": "https://x.example/"}, (a_commune(),)
    )
    town = replace(a_commune(), name=hostile, contact=replace(a_commune().contact, service=hostile))
    mail = rendered(replace(usual, data={**usual.data, "first_name": hostile}, towns=(town,)))
    assert mail.html.count("<a ") == 1 and "<b>" not in mail.html
    assert len(mail.text.split("\n\n")) == len(rendered(usual).text.split("\n\n"))
