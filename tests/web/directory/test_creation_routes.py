"""A family that comes to the counter is written down, once, and not twice under two files."""

from typing import Any

import pytest

from app import app
from functions import wiring
from functions.domain.agents.staff import Role
from functions.storage.families.children import children
from functions.storage.families.families import family
from tests.support.builders import NOW, appoint, log_in, open_town, settle
from tests.support.client import Browser

AGENT = "0" * 25 + "a"
FILES = "/communes/lisse/files"
ANA = {"first_name": "Ana", "last_name": "Nouvelle", "birth_date": "2019-04-02", "school_class": "CE1"}
LOU = {"first_name": "Lou", "last_name": "Nouvelle", "birth_date": "2017-04-02", "school_class": "CM1"}
INES = {"civility": "madame", "last_name": "Nouvelle", "first_name": "Inès", "email": "ines@famille.example"}


@pytest.fixture
def agent(table: str, monkeypatch: pytest.MonkeyPatch) -> Browser:
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    open_town()
    settle()
    appoint(AGENT, Role.SECRETARY)
    return Browser(app, cookie=log_in(AGENT, now=NOW))


def a_new(**changes: Any) -> dict[str, Any]:
    return {
        "name": "Nouvelle",
        "guardians": [INES],
        "children": [ANA, LOU],
        "phone": "01 99 00 77 77",
    } | changes


def test_a_family_is_written_down_and_found(agent: Browser) -> None:
    made = agent.post(FILES, a_new(), key="the-same-request")
    assert made.status == 201
    again = agent.post(FILES, a_new(), key="the-same-request")
    assert again.json == made.json, "a second click makes no second family"
    own = made.json["family"]
    file = family("lisse", own).value
    files = children("lisse", file.children).values()
    assert [one.value.first_name for one in files] == ["Lou", "Ana"], "the eldest first"
    for typed in ("nouvelle", "ana nou", "ines@famille.example", "0199007777", "lou cm1"):
        [row] = agent.get(f"{FILES}?search={typed}").json["families"]
        assert (row["id"], row["logins"]) == (own, "to_invite"), typed
    other = agent.post(FILES, a_new(name="Autre"), key="the-same-request")
    assert other.json["code"] == "key_reused"


def test_one_that_is_there_is_told_before_it_is_written_again(agent: Browser) -> None:
    own = agent.post(FILES, a_new()).json["family"]
    refused = agent.post(FILES, a_new(guardians=[INES | {"first_name": "Ines"}]))
    assert (refused.status, refused.json["code"]) == (409, "likely_double")
    told = refused.json["doubles"]
    assert {(one["family"], one["child"] is not None) for one in told} == {(own, True), (own, False)}
    assert "a déjà cet enfant" in told[0]["sentence"] and "adresse e-mail" in told[-1]["sentence"]
    assert len(agent.get(f"{FILES}?search=nouvelle").json["families"]) == 1, "nothing was written"
    twin = agent.post(FILES, a_new(anyway=True))
    assert twin.status == 201
    assert len(agent.get(f"{FILES}?search=nouvelle").json["families"]) == 2


def test_a_child_of_two_homes_is_one_child(agent: Browser) -> None:
    made = agent.post(FILES, a_new(children=[], shared=["guilhem"])).json["family"]
    [guilhem] = children("lisse", ["guilhem"]).values()
    assert guilhem.value.families == ("testmp", made)
    found = agent.get(f"{FILES}?search=guilhem").json["families"]
    assert {each["id"] for each in found} == {"testmp", made}
    assert agent.post(FILES, a_new(shared=["personne"], anyway=True)).status == 404


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"guardians": [INES | {"email": "é@"}]}, "address_unmailable"),
        ({"guardians": []}, "invalid"),
        ({"name": ""}, "invalid"),
        ({"children": [ANA | {"school": "nulle-part"}]}, "unknown_school"),
        ({"children": [ANA | {"birth_date": "2027-01-01"}]}, "not_a_birth_date"),
    ],
)
def test_what_cannot_be_is_refused(agent: Browser, changes: dict[str, Any], code: str) -> None:
    refused = agent.post(FILES, a_new(**changes))
    assert (refused.status, refused.json["code"]) == (422, code)
