"""The inbox: all that waits in one list, and each with what answering it does."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from app import app
from functions import wiring
from functions.domain.agents.staff import Role
from functions.domain.families.file_corrections import Correction, Request, RequestKind
from functions.domain.reglement.reglement import Places
from functions.storage.bookings import booking_requests
from functions.storage.families import requests
from functions.storage.table import keys
from functions.storage.table.ids import new_id
from functions.storage.table.item import Item
from functions.storage.table.transaction import Transaction
from functions.storage.town import communes
from functions.usecases.town.publish_reglement import publish_reglement
from infra.migrate import migrate
from tests.support.absences import a_town
from tests.support.builders import (
    JULIE,
    MARC,
    a_booking,
    a_month,
    appoint,
    log_in,
    open_town,
    paris,
    put_month,
    settle,
)
from tests.support.client import Browser
from tests.support.packed import keep_months
from tests.support.reserving import line, put, validate
from tests.support.spaces import plain

NOW = paris("jeudi 2026-11-19 08:00")
INBOX = "/communes/lisse/inbox"
FAMILY = "/communes/lisse/families/testmp"
PHOTO = b"\xff\xd8\xff\xe0 a photo"


@pytest.fixture(autouse=True)
def town(table: str, uploads_bucket: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    wiring.documents.cache_clear()
    known = a_town()
    canteen = known.service("restauration")
    on_request = replace(
        canteen, reserve=replace(canteen.reserve, confirmed_by_town=True), places=(Places(2),)
    )
    open_town(reglement=replace(known, services=(on_request,)))
    settle()
    put_month(a_month("clara", "2026-11", {(day, "restauration"): a_booking() for day in (26, 27)}))
    appoint(JULIE, Role.SECRETARY)
    yield
    wiring.documents.cache_clear()


@pytest.fixture
def secretary() -> Browser:
    return Browser(app, cookie=log_in(JULIE, now=NOW))


@pytest.fixture
def parent() -> Browser:
    return Browser(app, cookie=log_in(MARC, now=NOW))


def correct(at: datetime = NOW) -> Request:
    correction = Correction("phone", "01 00 00 00 00", "01 22 33 44 55")
    request = Request(new_id(at), RequestKind.CORRECTION, "testmp", MARC, at, (correction,))
    transaction = Transaction()
    requests.add(transaction, "lisse", request)
    transaction.commit()
    return request


def prove(parent: Browser) -> str:
    asked = {"child": "clara", "first": "2026-11-26", "last": "2026-11-27", "reason": "illness"}
    absence: str = parent.post(f"{FAMILY}/absences", asked).json["id"]
    assert parent.post(f"{FAMILY}/absences/{absence}/proof", PHOTO).status < 300
    return absence


def listed(browser: Browser, query: str = "") -> list[dict[str, Any]]:
    answer = browser.get(INBOX + query)
    assert answer.status == 200, answer.json
    entries: list[dict[str, Any]] = answer.json["entries"]
    return entries


def opened(browser: Browser, entry: dict[str, Any]) -> Any:
    answer = browser.get(f"{INBOX}/{entry['kind']}/{entry['family']}/{entry['id']}")
    assert answer.status == 200, answer.json
    return answer.json


def test_the_three_kinds_wait_in_one_list_the_oldest_first(parent: Browser, secretary: Browser) -> None:
    assert listed(secretary) == []
    correct(paris("mercredi 2026-11-18 21:10"))
    validate(parent, put(parent, line("clara", "restauration"))["basket"])
    absence = prove(parent)
    found = listed(secretary)
    assert [each["kind"] for each in found] in (
        ["correction", "booking", "proof"],
        ["correction", "proof", "booking"],
    )
    by_kind = {each["kind"]: each for each in found}
    assert by_kind["correction"]["subject"] == "Corriger\u00a0: téléphone"
    assert by_kind["booking"]["subject"].replace("\u00a0", " ") == (
        "Réserver Restauration scolaire, lundi 23 novembre, pour Clara Testmp"
    )
    assert by_kind["proof"]["subject"].replace("\u00a0", " ") == (
        "Justificatif d’absence de Clara Testmp, le jeudi 26 et le vendredi 27 novembre"
    )
    assert by_kind["proof"]["id"] == absence
    assert {each["family_name"] for each in found} == {"Testmp"}
    assert [each["kind"] for each in listed(secretary, "?kind=proof")] == ["proof"]


def test_a_question_about_bookings_says_how_many_places_are_left_and_what_it_costs(
    parent: Browser, secretary: Browser
) -> None:
    validate(parent, put(parent, line("clara", "restauration"), line("guilhem", "restauration"))["basket"])
    [entry] = listed(secretary)
    shown = opened(secretary, entry)
    assert shown["effect"] == [
        "Tout accepter fait 2 réservations (6,90\u202f€). La famille reçoit un e-mail."
    ]
    assert [each["places_left"] for each in shown["lines"]] == [2, 2]
    assert shown["lines"][0]["sentence"] == "Il reste 2 places ce jour-là."
    only = {name: shown["booking"]["lines"][0][name] for name in ("child", "service", "date", "action")}
    answer = secretary.post(f"/communes/lisse/booking-requests/testmp/{entry['id']}", {"accept": [only]})
    assert answer.status == 200
    shown = opened(secretary, entry)
    assert (
        shown["lines"] == [shown["lines"][0]]
        and shown["lines"][0]["sentence"] == "Il reste 1 place ce jour-là."
    )


def test_what_accepting_announces_is_what_it_does_when_the_last_place_is_taken_by_another_line(
    parent: Browser, secretary: Browser
) -> None:
    """The one that is left is booked beyond the places from the family's week, which answers the request too."""
    known = communes.reglement_now("lisse")
    canteen = replace(known.service("restauration"), places=(Places(1),))
    publish_reglement("lisse", replace(known, services=(canteen,)), now=NOW)
    validate(parent, put(parent, line("clara", "restauration"), line("guilhem", "restauration"))["basket"])
    [entry] = listed(secretary)
    shown = opened(secretary, entry)
    assert [plain(each) for each in shown["effect"]] == [
        "Tout accepter fait 1 réservation (3,45 €). La famille reçoit un e-mail.",
        "Reste à décider : Restauration scolaire, lundi 23 novembre, Guilhem. "
        "Complet : il n’y a plus de place ce jour-là.",
    ]
    assert [(each["accepted"], each["over"]) for each in shown["lines"]] == [(True, False), (False, True)]
    full = "Complet : il n’y a plus de place ce jour-là."
    assert [plain(each["sentence"]) for each in shown["lines"]] == ["Il reste 1 place ce jour-là.", full]
    accept = [
        {name: each[name] for name in ("child", "service", "date", "action")}
        for each in shown["booking"]["lines"]
    ]
    answer = secretary.post(f"/communes/lisse/booking-requests/testmp/{entry['id']}", {"accept": accept})
    assert [(each["child"], plain(each["sentence"])) for each in answer.json["failed"]] == [("guilhem", full)]
    [left] = opened(secretary, entry)["effect"]
    assert left == "Rien ne peut être accepté tel quel."

    [cell] = [
        each
        for each in secretary.get(
            "/communes/lisse/files/testmp/planning?start=2026-11-23&end=2026-11-29"
        ).json["cells"]
        if (each["child"], each["service"], each["date"]) == ("guilhem", "restauration", "2026-11-23")
    ]
    assert (cell["state"], cell["action"]) == ("requested", "reserve")
    named = {"lines": [accept[1]], "over": cell["over"], "reason": "Fratrie", "tell": False}
    done = secretary.post("/communes/lisse/files/testmp/bookings", named)
    assert done.status == 200, done.json
    assert listed(secretary) == []
    states = [each.state for each in booking_requests.of_family("lisse", "testmp")[0].value.lines]
    assert states == ["accepted", "accepted"]


def test_a_proof_says_both_bills_and_leaves_the_list_once_it_is_decided(
    parent: Browser, secretary: Browser
) -> None:
    absence = prove(parent)
    [entry] = listed(secretary)
    [asked] = secretary.get("/communes/lisse/files/testmp").json["requests"]
    assert (asked["id"], asked["kind"]) == (absence, "proof"), "the family's file says that it waits too"
    shown = opened(secretary, entry)
    assert shown["proof"]["absence"] == absence and shown["proof"]["file"]["url"]
    assert [plain(each) for each in shown["effect"]] == [
        "Accepter : 6,90 € déduits (2 réservations) ; rien n’est facturé. La famille lit « accepté » dans son espace, sans e-mail.",
        "Refuser : rien n’est déduit ; 6,90 € facturés (2 réservations). "
        "La famille reçoit un e-mail et peut envoyer un autre justificatif.",
    ]
    assert plain(shown["proof"]["sentence"]) == "Justificatif envoyé le jeudi 19 novembre ; à lire."
    refused = {"not_accepted": "illegible", "seen": shown["proof"]["seen"]}
    assert secretary.post(f"/communes/lisse/absences/testmp/{absence}/decision", refused).status == 204
    assert listed(secretary) == []
    gone = secretary.get(f"{INBOX}/proof/testmp/{absence}")
    assert secretary.get("/communes/lisse/files/testmp").json["requests"] == []
    assert (gone.status, gone.json["code"]) == (404, "not_found")
    assert parent.post(f"{FAMILY}/absences/{absence}/proof", PHOTO).status < 300
    assert [each["id"] for each in listed(secretary)] == [absence], "another was sent"
    assert parent.delete(f"{FAMILY}/absences/{absence}").status == 204
    assert listed(secretary) == [], "the child comes after all"


def test_days_that_are_added_after_a_proof_was_accepted_wait_for_an_answer_of_their_own(
    parent: Browser, secretary: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    minutes = iter(range(1, 100))
    monkeypatch.setattr(wiring, "now", lambda: NOW + timedelta(minutes=next(minutes)))
    thursday = {"child": "clara", "first": "2026-11-26", "last": "2026-11-26", "reason": "illness"}
    friday = thursday | {"first": "2026-11-27", "last": "2026-11-27"}
    absence = parent.post(f"{FAMILY}/absences", thursday).json["id"]
    proof = f"{FAMILY}/absences/{absence}/proof"

    def shown() -> tuple[str, str]:
        [card] = parent.get(f"{FAMILY}/absences").json["absences"]
        return card["proof"], plain(card["proof_sentence"])

    def decide(seen: str) -> Any:
        decision = {"not_accepted": None, "seen": seen}
        return secretary.post(f"/communes/lisse/absences/testmp/{absence}/decision", decision)

    parent.post(proof, PHOTO)
    before = opened(secretary, *listed(secretary))["proof"]["seen"]
    assert decide(before).status == 204
    assert shown() == ("accepted", "Justificatif envoyé le jeudi 19 novembre ; accepté par la mairie.")

    assert parent.post(f"{FAMILY}/absences", friday).json["id"] == absence
    assert shown() == (
        "none",
        "La mairie a accepté ce qui était déclaré avant. "
        "Ajouté depuis, le vendredi 27 novembre : Aucun justificatif.",
    )
    assert listed(secretary) == [], "nothing was sent for it, and it is billed"
    [each] = secretary.get("/communes/lisse/absences?month=2026-11").json["absences"]
    assert plain(each["proof_sentence"]) == (
        "Accepté le jeudi 19 novembre pour ce qui était déclaré avant. "
        "Ajouté depuis, le vendredi 27 novembre : Aucun justificatif."
    )
    parent.post(proof, PHOTO)
    assert shown()[0] == "sent"
    [entry] = listed(secretary)
    assert plain(entry["subject"]) == "Justificatif d’absence de Clara Testmp, le vendredi 27 novembre"
    item = opened(secretary, entry)
    refused = decide(before)
    assert (refused.status, refused.json["code"]) == (409, "absence_moved"), "it was read before Friday came"
    assert decide(item["proof"]["seen"]).status == 204
    assert (shown()[0], listed(secretary)) == ("accepted", [])


def test_a_question_waits_with_all_else_until_it_is_answered(parent: Browser, secretary: Browser) -> None:
    asked = {"kind": "question", "subject": "Peut-il venir sans repas ?", "text": "Bonjour, mercredi ?"}
    assert parent.post(f"{FAMILY}/requests", asked).status == 201
    correct()
    [entry] = listed(secretary, "?kind=question")
    assert entry["subject"].replace("\u00a0", " ") == "Question : Peut-il venir sans repas ?"
    thread = opened(secretary, entry)["thread"]
    assert [each["text"] for each in thread["messages"]] == ["Bonjour, mercredi ?"]
    answer = {"text": "Oui.", "seen": thread["last"]}
    assert secretary.post(f"/communes/lisse/requests/testmp/{entry['id']}/messages", answer).status == 200
    assert [each["kind"] for each in listed(secretary)] == ["correction"]


def test_a_page_ends_where_the_next_begins(secretary: Browser) -> None:
    made = [correct(paris("mercredi 2026-11-18 21:10")).id for _ in range(45)]
    first = secretary.get(INBOX).json
    rest = secretary.get(f"{INBOX}?after={first['next']}").json
    assert (len(first["entries"]), rest["next"]) == (40, None)
    assert datetime.fromisoformat(first["now"]) == NOW
    assert [each["id"] for each in [*first["entries"], *rest["entries"]]] == sorted(made)


@pytest.mark.parametrize("packed", [False, True])
def test_a_proof_that_waited_before_there_was_the_list_is_carried_into_it(
    parent: Browser, secretary: Browser, dynamodb: Any, table: str, packed: bool
) -> None:
    proof = keys.proof_to_read("lisse", "testmp", prove(parent))
    assert keep_months(packed=packed) > 0
    Item(proof.pk, proof.sk).delete()
    assert listed(secretary) == []
    behind = {"PROOF (à inscrire)": 1} | ({} if packed else {"ChildMonth": 1})
    assert dict(migrate(dynamodb, table, apply=False)) == behind
    migrate(dynamodb, table, apply=True)
    assert [each["kind"] for each in listed(secretary)] == ["proof"]
    assert dict(migrate(dynamodb, table, apply=True)) == {}
