"""Who works here: an administrator brings in, changes and ends, and whoever is concerned is told."""

from datetime import timedelta
from typing import Any

import pytest

from app import app
from functions import wiring
from functions.domain.agents.staff import Role
from functions.jobs.letters import LETTERS, letter
from functions.jobs.letters.mails import rendered
from functions.storage.agents import staff as staffs
from functions.storage.table import outbox
from tests.support.accounts import an_account
from tests.support.builders import JULIE, MARC, NOW, a_reglement, appoint, log_in, open_town
from tests.support.client import Answer, Browser
from tests.support.spaces import plain
from tests.support.table import journal_of_commune
from tests.support.work import counted

AGENTS = "/communes/lisse/agents"
SOPHIE = {"email": "sophie@lisse.example", "civility": "madame", "first_name": "Sophie", "last_name": "ROUX"}
CHILDCARE = {**SOPHIE, "roles": ["childcare"], "until": "2026-11-20", "scope": {"services": ["restauration"]}}


@pytest.fixture(autouse=True)
def town(table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    open_town()
    an_account(MARC, "marc@lisse.example")
    an_account(JULIE, "julie@lisse.example")
    appoint(MARC, Role.ADMINISTRATOR)


@pytest.fixture
def marc() -> Browser:
    return Browser(app, cookie=log_in(MARC))


def said(answer: Answer) -> tuple[int, str]:
    return answer.status, answer.json["code"]


def mails() -> list[tuple[str, Any]]:
    """Every mail that waits: its kind, and the letter as it would leave now."""
    waiting = [stored.value for stored in outbox.waiting()]
    letters = [(one.kind, letter(one, now=NOW)) for one in waiting if one.kind in LETTERS]
    return [(kind.value, rendered(found) if found else None) for kind, found in letters]


def test_somebody_is_brought_in_by_their_address_and_comes_in_with_a_password_of_their_own(
    marc: Browser,
) -> None:
    answer = marc.post(AGENTS, CHILDCARE)
    assert answer.status == 201
    shown = answer.json["agent"]
    assert (shown["name"], shown["roles_label"], shown["seen"]) == (
        "Sophie ROUX",
        "périscolaire",
        "Jamais connecté",
    )
    assert (
        plain(shown["terms"])
        == "Jusqu’au vendredi 20 novembre 2026 compris. Seulement : Restauration scolaire."
    )
    [(kind, mail)] = mails()
    assert kind == "agent_appointed" and mail.to == "sophie@lisse.example"
    assert "/mot-de-passe-oublie/" in mail.text and "/mairie/?commune=lisse" in mail.text
    assert "Jusqu’au vendredi 20 novembre 2026 compris." in plain(mail.text)
    [line] = [one for one in journal_of_commune("lisse") if one.act == "agent_appointed"]
    assert (line.by, line.detail["account"], line.detail["services"]) == (
        MARC,
        shown["account"],
        ["restauration"],
    )


def test_brought_in_twice_is_once_and_otherwise_is_refused(marc: Browser) -> None:
    for _ in range(2):
        assert marc.post(AGENTS, CHILDCARE).status == 201
    assert len(mails()) == 1
    assert said(marc.post(AGENTS, {**CHILDCARE, "roles": ["secretary"], "scope": {}})) == (
        409,
        "already_agent",
    )


def test_a_parent_of_the_town_is_brought_in_under_the_login_they_have(marc: Browser) -> None:
    shown = marc.post(AGENTS, {**SOPHIE, "email": "Julie@lisse.example", "roles": ["secretary"]}).json[
        "agent"
    ]
    assert (shown["account"], shown["name"]) == (JULIE, "Marc Testmp")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"until": (NOW - timedelta(days=1)).date().isoformat()}, "until_passed"),
        ({"scope": {"schools": ["ailleurs"]}}, "unknown_scope"),
        ({"roles": ["secretary"]}, "scope_without_effect"),
        ({"roles": []}, "invalid"),
        ({"email": "sophie"}, "invalid"),
        ({"email": "sôphie@lisse.example"}, "address_unmailable"),
    ],
)
def test_what_cannot_be_is_refused_and_opens_no_login(
    marc: Browser, changed: dict[str, Any], code: str
) -> None:
    assert said(marc.post(AGENTS, CHILDCARE | changed)) == (422, code)
    assert mails() == [] and len(staffs.staff("lisse").value.appointments) == 1


def test_a_change_and_an_end_hold_from_the_next_request_of_whoever_is_concerned(marc: Browser) -> None:
    appoint(JULIE, Role.SECRETARY)
    julie = Browser(app, cookie=log_in(JULIE))
    requests = "/communes/lisse/booking-requests"
    assert julie.get(requests).status == 200
    assert marc.put(f"{AGENTS}/{JULIE}", {"roles": ["kitchen"]}).status == 200
    assert julie.get(requests).status == 403
    for _ in range(2):
        assert marc.delete(f"{AGENTS}/{JULIE}").status == 204
    assert julie.get(requests).status == 404
    assert julie.get("/me").json["agent_of"] == []
    assert [kind for kind, mail in mails() if mail is not None] == ["agent_ended"], (
        "the change is no more true"
    )
    acts = [line.act for line in journal_of_commune("lisse")]
    assert acts.count("agent_ended") == 1


def test_nobody_is_changed_who_does_not_work_here(marc: Browser) -> None:
    assert said(marc.put(f"{AGENTS}/{JULIE}", {"roles": ["kitchen"]})) == (404, "not_found")
    assert marc.delete(f"{AGENTS}/{JULIE}").status == 204


def test_the_last_administrator_stays_and_nobody_ends_themselves(marc: Browser) -> None:
    for refused in (
        marc.delete(f"{AGENTS}/{MARC}"),
        marc.put(f"{AGENTS}/{MARC}", {"roles": ["secretary"]}),
        marc.put(f"{AGENTS}/{MARC}", {"roles": ["administrator"], "until": "2026-12-31"}),
    ):
        assert said(refused) == (409, "ends_oneself")
    appoint(JULIE, Role.ADMINISTRATOR)
    julie = Browser(app, cookie=log_in(JULIE))
    assert julie.delete(f"{AGENTS}/{MARC}").status == 204
    assert said(julie.delete(f"{AGENTS}/{JULIE}")) == (409, "ends_oneself")


def test_of_two_administrators_who_end_each_other_at_once_one_stays() -> None:
    from concurrent.futures import ThreadPoolExecutor

    appoint(JULIE, Role.ADMINISTRATOR)
    pairs = [(log_in(MARC), JULIE), (log_in(JULIE), MARC)]
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda pair: Browser(app, cookie=pair[0]).delete(f"{AGENTS}/{pair[1]}"), pairs))
    left = staffs.staff("lisse").value.appointments
    assert any(Role.ADMINISTRATOR in held.roles for held in left.values())


def test_who_answers_for_the_till_hears_of_another_regisseur_and_of_nobody_else(marc: Browser) -> None:
    appoint(JULIE, Role.REGISSEUR)
    marc.post(AGENTS, {**SOPHIE, "roles": ["secretary"]})
    assert [kind for kind, _ in mails()] == ["agent_appointed"]
    account = next(iter(staffs.staff("lisse").value.appointments.keys() - {MARC, JULIE}))
    marc.put(f"{AGENTS}/{account}", {"roles": ["secretary", "regisseur"]})
    [told] = [mail for kind, mail in mails() if kind == "regisseur_appointed"]
    assert told.to == "julie@lisse.example" and "a donné à Sophie un accès" in told.text


def test_the_list_is_read_in_two_round_trips_and_says_who_came_and_who_is_over(marc: Browser) -> None:
    appoint(JULIE, Role.CHILDCARE, until=(NOW - timedelta(days=1)).date())
    marc.get(AGENTS)
    with counted() as calls:
        listed = marc.get(AGENTS).json
    assert calls.total() == 2, calls
    assert [(one["account"], one["over"], one["oneself"]) for one in listed["agents"]] == [
        (MARC, False, True),
        (JULIE, True, False),
    ]
    assert listed["agents"][0]["seen"].startswith("Dernière connexion le ")
    assert [one["factor"] for one in listed["agents"]] == ["sans double vérification"] * 2, (
        "no phone is set in this test"
    )
    assert [one["role"] for one in listed["roles"] if one["narrowed"]] == ["childcare", "kitchen"]
    assert {one["code"] for one in listed["services"]} == {service.code for service in a_reglement().services}
    assert listed["next"] is None


def test_a_town_with_many_agents_is_paged(marc: Browser) -> None:
    for number in range(60):
        appoint(f"{'0' * 22}{number:04}", Role.CHILDCARE)
    first = marc.get(AGENTS).json
    second = marc.get(f"{AGENTS}?after={first['next']}").json
    seen = [one["account"] for page in (first, second) for one in page["agents"]]
    assert len(seen) == len(set(seen)) == 61 and second["next"] is None
