"""What a secretary sees and does about mails that do not arrive, and what the parent reads of their own address."""

from dataclasses import replace
from typing import Any

import pytest

from app import app
from functions import wiring
from functions.domain.accounts.mail_standing import MailReturn, NoMailBecause
from functions.domain.agents.staff import Role
from functions.domain.messages import Lane, MessageKind
from functions.french.messages.unsent import KINDS
from functions.storage.table import journal, keys, outbox
from functions.usecases.messages.note_mail_return import note_mail_return
from tests.support.accounts import EMAIL, an_account
from tests.support.broken import break_item
from tests.support.builders import MARC, NOW, a_commune, a_family, appoint, log_in, open_town, settle
from tests.support.client import Browser
from tests.support.unsent import give_up

AGENT = "0" * 25 + "a"
BASE = "/communes/lisse"


@pytest.fixture
def agent(table: str, monkeypatch: pytest.MonkeyPatch) -> Browser:
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    open_town()
    settle()
    an_account()
    appoint(AGENT, Role.SECRETARY)
    return Browser(app, cookie=log_in(AGENT))


def addresses(browser: Browser, base: str = BASE) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = browser.get(f"{base}/unreachable-addresses").json["addresses"]
    return found


def test_every_kind_of_message_has_a_name_for_the_list() -> None:
    assert KINDS.keys() == set(MessageKind)


def test_a_refusing_address_is_listed_told_to_its_owner_and_tried_again_once(agent: Browser) -> None:
    marc = Browser(app, cookie=log_in(MARC))
    assert addresses(agent) == [] and marc.get("/me").json["account"]["mail_alert"] is None
    note_mail_return(MailReturn(EMAIL, NoMailBecause.BOUNCE, NOW), now=NOW)
    [told] = addresses(agent)
    assert (told["email"], told["first_name"], told["family_name"], told["login"], told["why"]) == (
        EMAIL,
        "Marc",
        "Testmp",
        True,
        "bounce",
    )
    assert told["since"] == "2026-11-16T09:00:00+01:00" and "ne reçoit pas nos messages" in told["sentence"]
    guardians = a_family().guardians
    marcs = next(one for one in guardians if one.account == MARC)
    written = replace(marcs, email="marc.neuf@famille.example")
    settle(a_family(guardians=tuple(written if one is marcs else one for one in guardians)))
    [waits] = addresses(agent)
    assert (told["new_email"], waits["email"], waits["new_email"]) == ("", EMAIL, "marc.neuf@famille.example")
    settle()
    alert = marc.get("/me").json["account"]["mail_alert"]
    assert alert.startswith("Cette adresse ne reçoit pas nos messages.")
    place = f"{BASE}/unreachable-addresses/{told['family']}/{told['address']}"
    assert agent.post(place, {}).status == 422
    assert [agent.post(place, {"act": "try_again"}).status for _ in range(2)] == [204, 204]
    assert addresses(agent) == [] and marc.get("/me").json["account"]["mail_alert"] is None
    assert agent.post(f"{BASE}/unreachable-addresses/testmp/nobody", {"act": "try_again"}).status == 404


def test_what_was_given_up_is_listed_with_its_cause_and_leaves_again_once(agent: Browser) -> None:
    give_up("first")
    give_up("second", MessageKind.INVOICE_ISSUED, "address_bounce")
    listed = agent.get(f"{BASE}/unsent-mails").json
    assert [(one["id"], one["label"], one["cause"], one["family"]) for one in listed["mails"]] == [
        ("first", "confirmation de réservations ou d’annulations", "Timeout", "testmp"),
        ("second", "nouvelle facture", "address_bounce", "testmp"),
    ]
    assert {(one["family_name"], one["phone"], one["email"], one["when"]) for one in listed["mails"]} == {
        ("Testmp", "01 99 00 56 78", EMAIL, "lundi 16\xa0novembre")
    }
    whys = [one["sentence"] for one in listed["mails"]]
    assert "malgré plusieurs essais" in whys[0] and "ne reçoit pas nos messages" in whys[1]
    assert (listed["more"], listed["unreadable"]) == (False, [])
    again = f"{BASE}/unsent-mails/first"
    assert [agent.post(again, {"act": "send_again"}, key="k" * 8).status for _ in range(2)] == [204, 204]
    assert [stored.value.id for stored in outbox.waiting(Lane.URGENT)] == ["first"]
    assert agent.post(again, {"act": "send_again"}).status == 404, "it is on its way"
    assert [one["id"] for one in agent.get(f"{BASE}/unsent-mails").json["mails"]] == ["second"]


def test_a_mail_whose_family_was_told_otherwise_leaves_the_list_and_is_never_sent(agent: Browser) -> None:
    give_up("first")
    at = f"{BASE}/unsent-mails/first"
    assert agent.post(at, {}).status == 422
    assert [agent.post(at, {"act": "set_aside"}, key="k" * 8).status for _ in range(2)] == [204, 204]
    assert agent.get(f"{BASE}/unsent-mails").json["mails"] == []
    assert agent.post(at, {"act": "send_again"}).status == 404
    assert not [one for lane in Lane for one in outbox.waiting(lane) if one.value.id == "first"]
    assert "mail_set_aside" in [line.act for line in journal.lines("lisse", "testmp")]


def test_a_mail_that_cannot_be_read_is_named_and_in_nobodys_way(agent: Browser) -> None:
    give_up("first")
    give_up("second")
    break_item(keys.outbox_failed("first", "lisse"))
    listed = agent.get(f"{BASE}/unsent-mails").json
    assert ([one["id"] for one in listed["mails"]], listed["unreadable"]) == (["second"], ["first"])


def test_another_town_sees_nothing_of_it_and_sends_nothing_again(agent: Browser) -> None:
    open_town(a_commune("val", name="Val"))
    appoint(AGENT, Role.SECRETARY, commune="val")
    give_up("first")
    note_mail_return(MailReturn(EMAIL, NoMailBecause.BOUNCE, NOW), now=NOW)
    assert addresses(agent, "/communes/val") == []
    assert agent.get("/communes/val/unsent-mails").json["mails"] == []
    assert agent.post("/communes/val/unsent-mails/first", {"act": "send_again"}).status == 404
    place = f"/communes/val/unreachable-addresses/testmp/{keys.keyed_hash(EMAIL)}"
    assert agent.post(place, {"act": "try_again"}).status == 404
    assert len(addresses(agent)) == 1
