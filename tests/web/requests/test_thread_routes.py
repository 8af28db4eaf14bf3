"""*Mes demandes* through the API: a family asks, the town answers, and nobody else reads it."""

import pytest

from app import app
from functions import wiring
from functions.domain.agents.staff import Role
from functions.domain.requests.threads import Thread
from functions.jobs.letters import letter
from functions.jobs.letters.mails import rendered
from functions.storage.families import families
from functions.storage.inbox.waiting import waiting_page
from functions.storage.table import journal, keys
from functions.storage.table.item import Item
from functions.usecases.families.end_access import EndAccess, end_access
from functions.usecases.messages.fan_out_to_members import fan_out_to_members
from functions.usecases.privacy.erase_family import ErasureAsked
from functions.usecases.requests.write_to_town import MESSAGES_OF_FAMILY
from tests.support.accounts import messages
from tests.support.acts.act import Store
from tests.support.builders import (
    JULIE,
    MARC,
    NOW,
    a_child,
    a_family,
    appoint,
    log_in,
    open_account,
    open_town,
    settle,
)
from tests.support.client import Browser
from tests.support.erasing import erase_with_files

AGENT = "0" * 25 + "a"
TOWN = "/communes/lisse"
OURS = f"{TOWN}/families/testmp/requests"
QUESTION = {
    "kind": "question",
    "subject": "Sortie de vendredi",
    "text": "Bonjour,\r\nfaut-il un pique-nique ?\n",
}


@pytest.fixture
def marc(table: str, monkeypatch: pytest.MonkeyPatch) -> Browser:
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    open_town()
    settle()
    appoint(AGENT, Role.SECRETARY)
    return Browser(app, cookie=log_in(MARC))


@pytest.fixture
def secretary(marc: Browser) -> Browser:
    return Browser(app, cookie=log_in(AGENT))


def waiting() -> list[str]:
    return [one.id for one in waiting_page("lisse", after=None, limit=9).entries if isinstance(one, Thread)]


def test_a_question_is_answered_and_the_family_is_told_that_it_is(marc: Browser, secretary: Browser) -> None:
    asked = marc.post(OURS, QUESTION, key="ask-the-town")
    assert (asked.status, asked.json["state"], asked.json["may_write"]) == (201, "open", True)
    [first] = asked.json["messages"]
    assert (first["by"], first["mine"], first["text"]) == ("Vous", True, "Bonjour,\nfaut-il un pique-nique ?")
    assert first["at"] == "2026-11-16T09:00:00+01:00"
    thread = asked.json["id"]
    assert marc.post(OURS, QUESTION, key="ask-the-town").json == asked.json, "once, however often it is sent"
    assert waiting() == [thread]

    julie = Browser(app, cookie=log_in(JULIE))
    seen = julie.get(f"{OURS}/{thread}").json["messages"][0]
    assert (seen["by"], seen["mine"]) == ("Marc", False)

    desk = f"{TOWN}/requests/testmp/{thread}"
    shown = secretary.get(desk).json
    assert (shown["family_name"], shown["subject"], shown["state_label"], shown["messages"][0]["by"]) == (
        "Testmp",
        "Sortie de vendredi",
        "À répondre",
        "Marc Testmp",
    )
    body = {"text": "Oui, et un goûter.", "seen": shown["last"]}
    told = secretary.post(f"{desk}/messages", body).json
    assert (told["state"], [one["mine"] for one in told["messages"]]) == ("answered", [False, True])
    assert waiting() == []
    late = secretary.post(f"{desk}/messages", {**body, "text": "Un autre agent, au même moment."})
    assert (late.status, late.json["code"]) == (409, "thread_moved")
    read = julie.get(f"{OURS}/{thread}").json
    assert (read["messages"][1]["by"], read["state_label"]) == ("La mairie", "La mairie a répondu")

    marc.post(f"{OURS}/{thread}/messages", {"text": "Merci !"})
    assert waiting() == [thread]
    ended = marc.put(f"{OURS}/{thread}/state", {"state": "closed"}).json
    assert (ended["state"], ended["may_write"], waiting()) == ("closed", True, [])
    assert "Pendant 30 jours" in ended["sentence"]
    acts = {line.act for line in journal.lines("lisse", "testmp")} - {"family_registered"}
    assert acts == {"thread_settled", "thread_continued", "thread_answered", "thread_begun"}
    assert all(
        "pique" not in str(line) and "Sortie" not in str(line) for line in journal.lines("lisse", "testmp")
    )


def test_the_mail_says_that_an_answer_waits_to_each_parent_and_nothing_of_it(
    marc: Browser, secretary: Browser
) -> None:
    open_account()
    thread = marc.post(OURS, {**QUESTION, "subject": "Allergie"}).json
    desk = f"{TOWN}/requests/testmp/{thread['id']}/messages"
    secretary.post(desk, {"text": "Apportez l’ordonnance.", "seen": thread["messages"][0]["id"]})
    [message] = messages("request_answered")
    fan_out_to_members(message, NOW)
    each = [one for one in messages("request_answered") if "account" in one.data]
    assert {one.data["account"] for one in each} == {MARC, JULIE}
    [mine] = [one for one in each if one.data["account"] == MARC]
    written = letter(mine, now=NOW)
    assert written is not None
    mail = rendered(written)
    assert "une réponse vous attend" in mail.subject.replace("\xa0", " ")
    assert f"/espace/demandes/?id={thread['id']}" in mail.text
    assert "Allergie" not in mail.text + mail.subject and "ordonnance" not in mail.text
    marc.post(f"{OURS}/{thread['id']}/messages", {"text": "Merci."})
    assert letter(mine, now=NOW) is None, "who answered has read it"


def test_nobody_else_reads_or_writes_a_thread(marc: Browser, secretary: Browser) -> None:
    thread = marc.post(OURS, QUESTION).json
    them = ("0" * 25 + "v",)
    settle(a_family("voisins", members=them, children=("tom",), guardians=()), [a_child("tom", ("voisins",))])
    stranger = Browser(app, cookie=log_in("0" * 25 + "v"))
    theirs = f"{TOWN}/families/voisins/requests/{thread['id']}"
    assert stranger.get(f"{OURS}/{thread['id']}").status == 404
    assert stranger.get(theirs).status == 404
    assert stranger.post(f"{theirs}/messages", {"text": "?"}).status == 404
    assert secretary.get(f"{TOWN}/requests/voisins/{thread['id']}").status == 404
    end_access(EndAccess("lisse", "testmp", MARC, AGENT, "end-marc", NOW))
    assert marc.post(f"{OURS}/{thread['id']}/messages", {"text": "Encore moi."}).status == 404
    appoint(AGENT, Role.CHILDCARE)
    assert secretary.get(f"{TOWN}/requests/testmp/{thread['id']}").status == 403


def test_what_is_empty_too_long_or_too_often_is_refused(marc: Browser, secretary: Browser) -> None:
    for changes, code in (
        ({"text": "  "}, "message_empty"),
        ({"subject": " "}, "message_empty"),
        ({"text": "a" * 4001}, "invalid"),
        ({"kind": "complaint"}, "invalid"),
    ):
        refused = marc.post(OURS, {**QUESTION, **changes})
        assert (refused.status, refused.json["code"]) == (422, code)
    thread = marc.post(OURS, QUESTION).json
    desk = f"{TOWN}/requests/testmp/{thread['id']}"
    assert secretary.put(f"{desk}/state", {"state": "closed", "seen": "002"}).status == 409
    closed = secretary.put(f"{desk}/state", {"state": "closed", "seen": thread["messages"][0]["id"]})
    assert (closed.json["state"], messages("request_answered")) == ("closed", [])
    statuses = [marc.post(OURS, QUESTION).status for _ in range(MESSAGES_OF_FAMILY.tries)]
    assert statuses.count(429) == 1 and statuses[-1] == 429


def test_a_thread_goes_with_its_family_and_in_its_time(marc: Browser) -> None:
    marc.post(OURS, QUESTION)
    pk = keys.family("lisse", "testmp").pk
    kept = [item for item in Item.query(pk) if item.sk.startswith(("THREAD#", "MESSAGE#"))]
    assert len(kept) == 2 and all(item.expires_at is not None for item in kept)
    erase_with_files(ErasureAsked("lisse", "testmp", AGENT, NOW), documents=Store(), uploads=Store())
    assert not [item for item in Item.query(pk) if item.sk.startswith(("THREAD#", "MESSAGE#"))]
    assert families.family("lisse", "testmp").value.erased_on is not None
    assert waiting() == []


def test_the_town_writes_first_and_waits_for_nobody_before_the_family_answers(
    marc: Browser, secretary: Browser
) -> None:
    written = {"subject": "Carnet de santé", "text": "Pouvez-vous passer à la mairie ?"}
    thread = secretary.post(f"{TOWN}/files/testmp/requests", written)
    assert (thread.status, thread.json["kind_label"], waiting()) == (201, "Message de la mairie", [])
    [shown] = secretary.get(f"{TOWN}/files/testmp").json["threads"]
    assert (shown["subject"], shown["state_label"]) == ("Carnet de santé", "Sans réponse de la famille")
    [asked] = marc.get(OURS).json["requests"]
    assert (asked["title"], asked["state"], asked["state_label"]) == (
        "Carnet de santé",
        "answered",
        "La mairie vous a écrit",
    )
    [told] = messages("request_answered")
    fan_out_to_members(told, NOW)
    [mine] = [one for one in messages("request_answered") if one.data.get("account") == MARC]
    open_account()
    written_to_marc = letter(mine, now=NOW)
    assert written_to_marc is not None
    mail = rendered(written_to_marc)
    assert "un message vous attend" in mail.subject.replace("\xa0", " ")
    assert "santé" not in mail.subject + mail.text

    view = secretary.get(f"{TOWN}/files/testmp/view/requests").json
    assert [one["title"] for one in view["requests"]] == ["Carnet de santé"]
    acts = [one.act for one in journal.lines("lisse", "testmp")]
    assert acts.count("seen_as_family") == 1 and "thread_begun_by_town" in acts

    ours = f"{OURS}/{thread.json['id']}"
    answered = marc.post(f"{ours}/messages", {"text": "Oui, jeudi."}).json
    assert (answered["state"], waiting()) == ("open", [thread.json["id"]])
    item = secretary.get(f"{TOWN}/inbox/question/testmp/{thread.json['id']}").json
    assert item["entry"]["subject"].replace("\xa0", " ") == "Réponse à votre message : Carnet de santé"
    ended = secretary.put(
        f"{TOWN}/requests/testmp/{thread.json['id']}/state", {"state": "closed", "seen": "002"}
    )
    assert (ended.status, waiting()) == (200, [])
    assert marc.post(OURS, {"kind": "from_town", "subject": "?", "text": "?"}).status == 422
