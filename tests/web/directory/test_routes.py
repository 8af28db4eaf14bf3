"""The list of families as an agent's screen reads it."""

import pytest

from app import app
from functions import wiring
from functions.domain.agents.staff import Role
from tests.support.builders import CLARA, MARC, NOW, a_child, a_family, appoint, log_in, open_town, settle
from tests.support.client import Browser

AGENT = "0" * 25 + "a"


@pytest.fixture
def agent(table: str, monkeypatch: pytest.MonkeyPatch) -> Browser:
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    open_town()
    twin = a_child("claire", first_name="Clara", last_name="Autre", school=None, school_class=None)
    settle(a_family(children=("clara", "claire")), [CLARA, twin])
    appoint(AGENT, Role.SECRETARY)
    return Browser(app, cookie=log_in(AGENT, now=NOW))


def test_a_row_says_who_the_family_is_and_what_it_lacks(agent: Browser) -> None:
    answer = agent.get("/communes/lisse/files?search=clara").json
    assert answer == {
        "families": [
            {
                "id": "testmp",
                "name": "Testmp",
                "street": "3 rue des Tilleuls",
                "guardians": ["Marc Testmp", "Julie Testmp"],
                "children": [
                    {"id": "clara", "name": "Clara Testmp", "school": None, "class": "CM1"},
                    {"id": "claire", "name": "Clara Autre", "school": None, "class": None},
                ],
                "logins": "active",
                "label": "compte ouvert",
                "missing": [],
            }
        ],
        "next": None,
        "schools": [],
    }


def test_the_list_can_be_asked_for_a_class_and_a_state(agent: Browser) -> None:
    chosen = "/communes/lisse/files?school=ferry&class=CM1&state=active"
    assert [each["id"] for each in agent.get(chosen).json["families"]] == ["testmp"]
    assert agent.get("/communes/lisse/files?state=expired").json["families"] == []
    assert agent.get("/communes/lisse/files?state=autre").status == 422
    assert agent.get("/communes/lisse/files?after=!").status == 422
    assert agent.get("/communes/lisse/files?after=bm8").json["families"], "a cursor nobody gave"


def test_parents_find_nobody(agent: Browser) -> None:
    assert Browser(app, cookie=log_in(MARC, now=NOW)).get("/communes/lisse/files?search=clara").status == 404
