"""The routes of passkeys: what a browser sends and gets."""

from dataclasses import asdict

import pytest

from app import app
from functions import wiring
from functions.domain.agents.staff import Role
from tests.support.accounts import PASSWORD, a_town_with_a_family, an_account
from tests.support.builders import MARC, NOW, appoint, log_in
from tests.support.client import Browser
from tests.support.passkeys import Device, a_passkey
from tests.support.second_factor import a_phone

pytestmark = pytest.mark.usefixtures("table")


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wiring, "now", lambda: NOW)


def signed(device: Device, challenge: str) -> dict[str, str]:
    answer = asdict(device.answers(challenge))
    return {"id": answer.pop("credential"), **answer}


def test_a_parent_adds_a_passkey_signs_in_with_it_and_removes_it() -> None:
    a_town_with_a_family()
    an_account()
    marc, device = Browser(app, cookie=log_in(MARC)), Device(counter=0)
    question = marc.post("/me/passkeys/question").json
    assert (question["site"], question["seconds"], question["algorithms"]) == ("localhost", 300, [-7, -257])
    made = asdict(device.makes(question["challenge"]))
    body = {"id": made.pop("credential"), **made, "name": "  iPhone   de Marc "}
    assert marc.post("/me/passkeys", body).status == 204
    assert marc.post("/me/passkeys/question").json["known"] == [body["id"]]

    visitor = Browser(app)
    asked = visitor.post("/session/passkey/question").json
    opened = visitor.post("/session/passkey", signed(device, asked["challenge"]))
    assert (opened.status, opened.json["account"]["first_name"]) == (200, "Marc")
    assert visitor.get("/me").status == 200

    mine = visitor.get("/me/passkeys").json
    [passkey] = mine["passkeys"]
    assert (passkey["name"], passkey["site"], passkey["for_work"]) == ("iPhone de Marc", None, False)
    assert passkey["last_used_at"] and mine["most"] == 10
    assert "public_key" not in passkey
    body = {"id": passkey["id"], "password": PASSWORD}
    assert visitor.post("/me/passkeys/removal", body).status == 204
    assert visitor.get("/me/passkeys").json["passkeys"] == []
    refused = Browser(app).post("/session/passkey", signed(device, asked["challenge"]))
    assert (refused.status, refused.json["code"]) == (409, "passkey_too_late")


def test_an_agent_whose_passkey_was_added_with_the_code_is_asked_for_nothing_more() -> None:
    a_town_with_a_family()
    an_account()
    early = a_passkey(Device(credential=b"a passkey of a parent"))
    a_phone()
    appoint(MARC, Role.ADMINISTRATOR)
    device = a_passkey()
    for passkey, pending, status in ((early, "second_factor", 401), (device, None, 200)):
        visitor = Browser(app)
        asked = visitor.post("/session/passkey/question").json
        opened = visitor.post("/session/passkey", signed(passkey, asked["challenge"]))
        assert opened.json.get("pending") == pending
        assert visitor.get("/communes/lisse/journal").status == status
    listed = visitor.get("/me/passkeys").json["passkeys"]
    assert [one["for_work"] for one in listed] == [False, True]
