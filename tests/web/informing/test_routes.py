"""The secretary writes to many families, and a family reads what it was sent."""

from datetime import timedelta
from typing import Any

import pytest

from app import app
from functions import wiring
from functions.domain.agents.staff import Role
from functions.usecases.accounts.wanted_mails import MailsAtWill, stop_token
from tests.support.builders import (
    JULIE,
    MARC,
    NOW,
    a_family,
    appoint,
    log_in,
    open_account,
    open_town,
    settle,
)
from tests.support.client import Browser
from tests.support.informing import deliver_pages

AT = "/communes/lisse/announcements"
ASKED: dict[str, Any] = {
    "subject": "Grève de jeudi",
    "text": "La cantine est fermée jeudi.\n\nMerci de prévoir un repas.",
    "audience": {"kind": "everybody"},
}


@pytest.fixture(autouse=True)
def town(table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    open_town()
    open_account(MARC)
    settle(a_family(members=(MARC,)))
    appoint(JULIE, Role.SECRETARY)


@pytest.fixture
def secretary() -> Browser:
    return Browser(app, cookie=log_in(JULIE))


def test_families_are_counted_written_to_and_followed(secretary: Browser) -> None:
    counted = secretary.get(f"{AT}/audience?kind=everybody").json
    assert counted == {
        "families": 1,
        "reached": 1,
        "addresses": 1,
        "stopped": 0,
        "otherwise": [],
        "next": None,
    }
    sent = secretary.post(AT, ASKED)
    assert (sent.status, sent.json["done"], sent.json["families"]) == (201, False, [])
    deliver_pages()
    seen = secretary.get(f"{AT}/{sent.json['id']}").json
    assert (seen["to"], seen["sentence"]) == (
        "Toutes les familles",
        "Envoyé : 1 famille reçoit le message (1 adresse).",
    )
    [family] = seen["families"]
    assert family["name"] == "Testmp"
    assert [each["words"] for each in family["addressees"]] == ["en attente d’envoi"]
    listed = secretary.get(AT).json
    assert [each["subject"] for each in listed["announcements"]] == ["Grève de jeudi"]
    assert {each["code"] for each in listed["services"]} >= {"restauration"}

    received = Browser(app, cookie=log_in(MARC)).get("/communes/lisse/families/testmp/announcements").json
    [message] = received["announcements"]
    assert message["paragraphs"] == ["La cantine est fermée jeudi.", "Merci de prévoir un repas."]


def test_the_same_request_again_writes_once(secretary: Browser) -> None:
    first, again = (secretary.post(AT, ASKED, key="the-same-click") for _ in range(2))
    assert first.json["id"] == again.json["id"]
    assert len(secretary.get(AT).json["announcements"]) == 1


def test_to_a_whole_town_the_phone_is_asked_again_and_to_a_class_it_is_not(
    secretary: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wiring, "now", lambda: NOW + timedelta(minutes=30))
    assert secretary.post(AT, ASKED).json["code"] == "fresh_factor_required"
    to_class = ASKED | {"audience": {"kind": "class", "class": "CP"}}
    assert secretary.post(AT, to_class).status == 201


def test_an_audience_that_names_nothing_is_refused_with_its_field(secretary: Browser) -> None:
    refused = secretary.get(f"{AT}/audience?kind=booked")
    assert (refused.status, refused.json["code"]) == (422, "audience_unclear")
    assert secretary.post(AT, ASKED | {"text": " "}).json["code"] == "announcement_incomplete"
    assert secretary.get(AT).json["announcements"] == []


def test_a_parent_stops_them_by_the_word_of_a_mail_and_wants_them_again() -> None:
    marc = Browser(app, cookie=log_in(MARC))
    assert marc.get("/me/account").json["announcements"] is True
    token = stop_token(MailsAtWill.ANNOUNCEMENTS, MARC)
    body = {"Content-Type": "application/x-www-form-urlencoded", "Origin": ""}
    stopped = Browser(app).request(
        "POST", f"/announcements/{token}", b"List-Unsubscribe=One-Click", headers=body
    )
    assert stopped.status == 204
    assert marc.get("/me/account").json["announcements"] is False
    assert marc.get("/me/account").json["reminders"] is True, "another kind of mail"
    assert marc.put("/me/announcements", {"wanted": True}).json == {"wanted": True}
