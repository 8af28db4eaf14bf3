"""Sentences that agents have ready: the portal's until the town has its own, and nobody's overwritten."""

import pytest

from app import app
from functions import wiring
from functions.domain.agents.staff import Role
from functions.domain.requests.ready_sentences import MOST_SENTENCE, MOST_SENTENCES
from functions.french.requests.ready import DEFAULTS
from tests.support.builders import NOW, appoint, log_in, open_town
from tests.support.client import Browser

AGENT = "0" * 25 + "a"
READY = "/communes/lisse/ready-sentences"


@pytest.fixture
def secretary(table: str, monkeypatch: pytest.MonkeyPatch) -> Browser:
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    open_town()
    appoint(AGENT, Role.SECRETARY)
    return Browser(app, cookie=log_in(AGENT))


def reply(text: str) -> dict[str, str]:
    return {"use": "reply", "text": text}


def test_of_a_use_of_which_the_town_has_none_those_of_the_portal_are_offered(secretary: Browser) -> None:
    first = secretary.get(READY).json
    assert (first["version"], first["sentences"]) == (0, [])
    assert len(first["offered"]) == sum(map(len, DEFAULTS.values()))
    written = secretary.put(READY, {"version": 0, "sentences": [reply("  Bonjour,\n c’est noté. ")]}).json
    assert (written["version"], written["sentences"]) == (1, [reply("Bonjour, c’est noté.")])
    assert [one for one in written["offered"] if one["use"] == "reply"] == written["sentences"]
    assert len({one["use"] for one in written["offered"]}) == len(DEFAULTS)
    assert secretary.put(READY, {"version": 1, "sentences": []}).json["offered"] == first["offered"]


def test_what_a_colleague_wrote_meanwhile_is_not_overwritten(secretary: Browser) -> None:
    theirs = {"version": 0, "sentences": [reply("Oui.")]}
    secretary.put(READY, theirs)
    assert secretary.put(READY, theirs).status == 200, "the same again changes nothing"
    late = secretary.put(READY, {"version": 0, "sentences": [reply("Non.")]})
    assert (late.status, late.json["code"]) == (409, "ready_sentences_moved")
    assert secretary.get(READY).json["sentences"] == [reply("Oui.")]


def test_they_are_bounded_and_none_is_empty_or_there_twice(secretary: Browser) -> None:
    refused = [[reply("Oui."), reply(" Oui. ")], [reply(" ")]]
    for sentences in refused:
        answer = secretary.put(READY, {"version": 0, "sentences": sentences})
        assert answer.json["code"] == "ready_sentences_refused"
    for sentences in ([reply(str(n)) for n in range(MOST_SENTENCES + 1)], [reply("a" * (MOST_SENTENCE + 1))]):
        assert secretary.put(READY, {"version": 0, "sentences": sentences}).status == 422
    assert secretary.put(READY, {}).status == 422
