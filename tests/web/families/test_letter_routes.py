"""Who has no address at the town hall gets a letter, gives one with its code, and is invited there: nobody else is, and nothing opens by itself."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from app import app
from functions import wiring
from functions.domain.agents.staff import Role
from functions.domain.families.family import Civility, Guardian
from functions.storage.families.families import family
from functions.usecases.accounts import throttle
from functions.usecases.families.register_family import register_family
from tests.support.accounts import PASSWORD, activation_code, everything, messages
from tests.support.builders import NOW, a_family, appoint, log_in, open_town, settle, versions
from tests.support.client import Answer, Browser

AGENT = "0" * 25 + "a"
ROSA = Guardian(Civility.MADAME, "D’Amico", "Rosa")
LEO = Guardian(Civility.MONSIEUR, "D’Amico", "Léo")
LETTERS = "/communes/lisse/invitations/letters"


@pytest.fixture
def agent(table: str, monkeypatch: pytest.MonkeyPatch) -> Browser:
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    open_town()
    settle()
    settle(a_family("amico", name="D’Amico", guardians=(ROSA, LEO), children=(), members=()), [])
    appoint(AGENT, Role.SECRETARY)
    return Browser(app, cookie=log_in(AGENT, now=NOW))


def letters(agent: Browser, **asked: Any) -> dict[str, Any]:
    made: dict[str, Any] = agent.post(LETTERS, {"act": "print"} | asked, key="print-the-letters").json
    return made


def give(code: str, email: str = "rosa@famille.example") -> Answer:
    return Browser(app).post("/activation/letters", {"code": code, "email": email})


def test_a_letter_leads_to_an_account(agent: Browser) -> None:
    made = letters(agent)
    assert [(one["family"], one["name"]) for one in made["letters"]] == [
        ("amico", "Rosa D’Amico"),
        ("amico", "Léo D’Amico"),
    ], "the family that has logins needs none"
    assert letters(agent) == made, "a second click prints the same letters"
    rosa = made["letters"][0]
    assert rosa["link"].endswith(f"/lettre/#code={rosa['code'].replace('-', '').lower()}")
    assert rosa["picture"].startswith("<svg")
    kept = str([item.attribute_values for item in everything()])
    assert rosa["code"] not in kept and rosa["code"].replace("-", "").lower() not in kept

    assert give(rosa["code"]).status == 202
    assert family("lisse", "amico").value.guardians[0].email == "rosa@famille.example"
    [message] = messages("activation")
    assert message.data["email"] == "rosa@famille.example"
    again = give(rosa["code"].lower().replace("-", " "))
    assert again.status == 202 and len(messages("activation")) == 2, "a mail that was lost is sent again"
    assert give(rosa["code"], "autre@famille.example").json["code"] == "letter_code_used"

    code = activation_code("rosa@famille.example")
    sheet = Browser(app).post("/activation/check", {"email": "rosa@famille.example", "code": code}).json
    opening = {name: sheet[name] for name in ("family", "guardians", "children")}
    opened = Browser(app).post(
        "/activation", opening | {"email": "rosa@famille.example", "code": code, "password": PASSWORD}
    )
    assert opened.status == 200
    assert give(rosa["code"]).json["code"] == "letter_code_used"
    left = agent.post(LETTERS, {"act": "print", "family": "amico"}).json["letters"]
    assert [one["name"] for one in left] == ["Léo D’Amico"]


def test_what_the_town_puts_in_its_list_keeps_the_address_that_was_given(agent: Browser) -> None:
    rosa = letters(agent)["letters"][0]
    give(rosa["code"])
    file = family("lisse", "amico").value
    assert list(file.by_hand) == ["guardians"], "the next import asks before it takes it out"
    listed = replace(file, phone="01 99 00 99 99")
    register_family("lisse", listed, [], seen=versions("lisse", listed), by="import", now=NOW)
    assert family("lisse", "amico").value.guardians[0].email == "rosa@famille.example"


def test_a_code_that_is_wrong_old_or_of_a_family_that_is_gone_does_nothing(
    agent: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    rosa = letters(agent)["letters"][0]
    assert give("0000-0000-0000").json["code"] == "letter_code_wrong"
    assert give(rosa["code"], "é@famille.example").json["code"] == "address_unmailable"
    monkeypatch.setattr(wiring, "now", lambda: NOW + timedelta(days=31))
    assert give(rosa["code"]).json["code"] == "letter_code_wrong"
    assert messages("activation") == []
    assert family("lisse", "amico").value.guardians[0].email is None


def test_wrong_codes_are_counted(agent: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "CODE_FROM_PLACE", replace(throttle.CODE_FROM_PLACE, tries=2))
    told = [give("0000-0000-0000", f"curieux{number}@famille.example").status for number in range(3)]
    assert told == [422, 422, 429]


def test_nobody_else_prints(agent: Browser) -> None:
    assert agent.post(LETTERS, {}).status == 422
    assert agent.post(LETTERS, {"act": "print", "family": "personne"}).status == 404
