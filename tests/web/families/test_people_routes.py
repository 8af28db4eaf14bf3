"""What a secretary asks of the API about people: who is invited, whose access ends, what parents corrected."""

import pytest

from app import app
from functions import wiring
from functions.domain.agents.staff import Role
from tests.support.accounts import (
    EMAIL,
    PASSWORD,
    a_town_with_a_family,
    activation_code,
    invited,
    messages,
)
from tests.support.builders import NOW, appoint, log_in
from tests.support.client import Browser

AGENT = "0" * 25 + "a"
TOWN = "/communes/lisse"
ACCESS = f"{TOWN}/files/testmp/access"


@pytest.fixture
def secretary(table: str, monkeypatch: pytest.MonkeyPatch) -> Browser:
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    a_town_with_a_family()
    appoint(AGENT, Role.SECRETARY)
    return Browser(app, cookie=log_in(AGENT))


def activated(**changes: object) -> Browser:
    """Marc opens his login; what he changes on the sheet is a correction."""
    invited()
    marc = Browser(app)
    asked = {"email": EMAIL, "code": activation_code()}
    shown = marc.post("/activation/check", asked).json
    sheet = {name: shown[name] for name in ("family", "guardians", "children")} | changes
    assert marc.post("/activation", {**asked, "password": PASSWORD, **sheet}).status == 200
    return marc


def people(secretary: Browser) -> dict[str, tuple[str, str]]:
    found = secretary.get(ACCESS).json["people"]
    return {one["first_name"]: (one["person"], one["state"]) for one in found}


def test_a_parents_access_is_ended_and_given_back(secretary: Browser) -> None:
    marc = activated()
    member = marc.get("/me").json["families"][0]["family"]["id"]
    assert member == "testmp"
    person, state = people(secretary)["Marc"]
    assert state == "active"
    ended = secretary.delete(f"{ACCESS}/{person}", key="end-marc-1")
    assert (ended.status, ended.json["login"], ended.json["invitation"]) == (200, True, False)
    assert "y compris sur son téléphone et dans son agenda" in ended.json["sentence"]
    assert secretary.delete(f"{ACCESS}/{person}", key="end-marc-1").json == ended.json
    assert not secretary.delete(f"{ACCESS}/{person}").json["login"], "a second click ends nothing more"
    assert marc.get("/communes/lisse/families/testmp/basket").status == 404
    assert marc.get("/me").json["families"] == []
    person, state = people(secretary)["Marc"]
    assert state == "ended"
    sent = secretary.post(f"{ACCESS}/{person}/invitation", {"act": "invite"})
    assert sent.json == {"invited_at": "2026-11-16T09:00:00+01:00"}
    again = {"email": EMAIL, "code": activation_code(), "password": PASSWORD}
    shown = marc.post("/activation/check", {"email": EMAIL, "code": activation_code()}).json
    assert shown["account_exists"], "the login they have: no second one"
    sheet = {name: shown[name] for name in ("family", "guardians", "children")}
    assert len(marc.post("/activation", again | sheet).json["families"]) == 1
    assert people(secretary)["Marc"][1] == "active"
    refused = secretary.post(f"{ACCESS}/{people(secretary)['Marc'][0]}/invitation", {"act": "invite"})
    assert (refused.status, refused.json["code"]) == (409, "already_active")
    assert secretary.delete(f"{ACCESS}/{'0' * 26}").status == 404
    assert secretary.get(f"{TOWN}/files/nobody/access").status == 404


def test_invitations_are_listed_by_state_and_sent_again(secretary: Browser) -> None:
    invited()
    listed = secretary.get(f"{TOWN}/invitations").json
    assert listed["next"] is None
    assert [(one["first_name"], one["state"], one["label"]) for one in listed["people"]] == [
        ("Marc", "invited", "invitation envoyée"),
        ("Julie", "to_invite", "à inviter"),
    ]
    marc = listed["people"][0]
    assert (marc["invited_at"], marc["expires_at"], marc["family_name"], marc["in_file"]) == (
        "2026-11-16T08:55:00+01:00",
        "2026-12-16T08:55:00+01:00",
        "Testmp",
        True,
    )
    only = secretary.get(f"{TOWN}/invitations?state=to_invite").json["people"]
    assert [one["email"] for one in only] == ["julie@famille.example"]
    body = {"act": "invite", "state": "to_invite"}
    for _ in range(2):
        sent = secretary.post(f"{TOWN}/invitations", body, key="invite-all-1")
        assert sent.json == {"sent": 1, "failed": 0, "next": None}
    assert len(messages("activation")) == 2
    for state in ("active", "ended", "without_address", "somewhere"):
        assert secretary.post(f"{TOWN}/invitations", {**body, "state": state}).status == 422
    assert secretary.get(f"{TOWN}/invitations?after=nobody").status == 404


def test_what_a_parent_corrects_is_read_and_answered_field_by_field(secretary: Browser) -> None:
    guardians = [
        {"civility": "monsieur", "last_name": "Testmp", "first_name": "Marc"},
        {"civility": "madame", "last_name": "Dubois", "first_name": "Julie"},
    ]
    activated(guardians=guardians)
    [request] = secretary.get(f"{TOWN}/corrections").json["requests"]
    assert (request["family_name"], request["asked_at"]) == ("Testmp", "2026-11-16T09:00:00+01:00")
    assert request["fields"] == [
        {
            "field": "guardians.1.last_name",
            "label": "nom du responsable (Julie Testmp)",
            "before": "Testmp",
            "asked": "Dubois",
            "now": "Testmp",
            "state": "open",
            "reason": "",
            "problem": None,
            "sentence": "",
            "files": [],
        }
    ]
    path = f"{TOWN}/corrections/testmp/{request['id']}"
    nothing = secretary.post(path, {"refuse": ["guardians.1.last_name"]})
    assert (nothing.status, nothing.json["code"]) == (422, "reason_missing")
    both = {"accept": ["phone"], "refuse": ["phone"], "reason": "?"}
    assert secretary.post(path, both).status == 422
    taken = secretary.post(path, {"accept": ["guardians.1.last_name", "phone"]}).json
    assert [one["code"] for one in taken["failed"]] == ["unknown_field"]
    assert taken["request"]["fields"][0]["state"] == "accepted"
    assert [one["last_name"] for one in secretary.get(ACCESS).json["people"]] == ["Testmp", "Dubois"]
    assert secretary.get(f"{TOWN}/corrections").json == {"requests": [], "next": None}
    assert len(messages("correction_answered")) == 1
    assert secretary.post(f"{TOWN}/corrections/nobody/{request['id']}", {"accept": ["phone"]}).status == 404
