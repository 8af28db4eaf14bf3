"""What keeps a child safe: who reads it, and where no word of it ever stands."""

import logging
from dataclasses import replace
from typing import Any

import pytest

from app import app
from functions import wiring
from functions.domain.agents.staff import Role
from functions.domain.families.family import Child
from functions.domain.planning.child_month import Slot
from functions.domain.safety.child_safety import ChildSafety, MayNotFetch
from functions.storage.families.children import children
from functions.storage.safety import child_safeties
from functions.storage.table import keys
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.privacy.erase_children import erase_from_children
from functions.usecases.privacy.read_family_data import read_family_data
from infra.backup import totals
from tests.support.builders import (
    GUILHEM,
    MONDAY,
    NOW,
    a_family,
    appoint,
    book,
    log_in,
    open_town,
    paris,
    settle,
)
from tests.support.client import Browser
from tests.support.table import journal_of_commune

ANNE, LEO, ODILE = ("0" * 25 + letter for letter in "slo")
CLARA = "/communes/lisse/children/clara/safety"
FILE = "/communes/lisse/files/testmp"
DAY = "/communes/lisse/day-list?service=restauration&date=2026-11-23"
SHEET: dict[str, Any] = {
    "version": 0,
    "diet": "Sans porc",
    "allergens": ["nuts", "gluten"],
    "pai": {"first": "2026-09-01", "last": None, "basket_meal": True, "where_kept": "Armoire-bleue"},
    "leaves_alone": None,
    "may_fetch": [{"name": "Rose Dupré-Secrète", "phone": "06 39 98 77 77", "tie": "grand-mère"}],
    "may_not_fetch": [{"name": "Jean Écarté", "proof": "Ordonnance-du-juge", "by_word": False}],
    "health": None,
}
WORDS = ("Sans porc", "gluten", "nuts", "Armoire-bleue", "Dupré-Secrète", "77 77", "Écarté", "Ordonnance")


@pytest.fixture
def anne(table: str, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """The secretary. Léo looks after children, Odile holds the till."""
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    open_town()
    settle()
    appoint(ANNE, Role.SECRETARY)
    appoint(LEO, Role.CHILDCARE)
    appoint(ODILE, Role.REGISSEUR)
    return who(ANNE)


def who(account: str) -> Browser:
    return Browser(app, cookie=log_in(account))


def of_clara(browser: Browser) -> Any:
    return browser.get(FILE).json["children"][0]["safety"]


def test_it_is_written_once_and_never_over_somebody_else(anne: Browser) -> None:
    assert of_clara(anne) == {
        **SHEET,
        "diet": "",
        "allergens": [],
        "pai": None,
        "may_fetch": [],
        "may_not_fetch": [],
    }
    assert anne.put(CLARA, SHEET).json == {"version": 1}
    assert of_clara(anne) == {**SHEET, "version": 1, "allergens": ["gluten", "nuts"]}
    moved = anne.put(CLARA, {**SHEET, "allergens": []})
    assert (moved.status, moved.json["code"]) == (409, "file_moved")
    assert anne.put(CLARA, SHEET).json == {"version": 1}, "who wants what is there changes nothing"
    for wrong, code in (
        ({"diet": "Ailleurs"}, "unknown_menu"),
        ({"pai": {"first": "2026-09-01", "last": "2026-08-31"}}, "safety_refused"),
        ({"may_fetch": [{"name": " "}]}, "safety_refused"),
        ({"allergens": ["pollen"]}, "invalid"),
    ):
        assert anne.put(CLARA, {**SHEET, "version": 1, **wrong}).json["code"] == code
    assert anne.put("/communes/lisse/children/nobody/safety", SHEET).status == 404


def test_it_is_read_in_words_by_who_writes_it_alone_and_who_may_not_come_is_never_told_to_come(
    anne: Browser,
) -> None:
    def said(browser: Browser) -> Any:
        return browser.get(FILE).json["children"][0]["sheet"]

    in_charge = ["Marc Testmp", "Julie Testmp"]
    before = said(anne)
    assert before["empty"].startswith("Rien n’est noté")
    assert [one["name"] for one in before["may_fetch"]] == in_charge
    assert [one["phone"] for one in before["to_call"]] == ["01 99 00 56 78"], (
        "the family's, with nothing written"
    )
    marc = {"name": "M. TESTMP Marc", "proof": "Ordonnance-du-juge"}
    anne.put(CLARA, {**SHEET, "may_not_fetch": [*SHEET["may_not_fetch"], marc]})
    now = said(anne)
    assert now["empty"] == ""
    assert [(one["name"], one["more"]) for one in now["kept_away"]] == [
        ("Jean Écarté", "Ordonnance-du-juge"),
        ("M. TESTMP Marc", "responsable ; Ordonnance-du-juge"),
    ]
    assert [one["name"] for one in now["may_fetch"]] == ["Julie Testmp", "Rose Dupré-Secrète"]
    assert [(one["name"], one["phone"]) for one in now["to_call"]] == [
        ("Julie Testmp", "01 99 00 56 78"),
        ("Rose Dupré-Secrète", "06 39 98 77 77"),
    ]
    assert [(one["label"], one["value"]) for one in now["facts"]] == [
        ("Allergies", "gluten et fruits à coque"),
        (
            "PAI",
            "depuis le 1er\u00a0septembre 2026 ; la famille apporte le repas ; où le trouver : Armoire-bleue",
        ),
        ("Menu", "Sans porc"),
    ]
    assert said(who(ODILE)) is None


def test_a_parent_is_kept_away_by_a_decision_alone_and_anybody_else_by_a_parent_s_word_too(
    anne: Browser,
) -> None:
    def written(version: int, *people: dict[str, Any]) -> Any:
        return anne.put(CLARA, {**SHEET, "version": version, "may_not_fetch": list(people)})

    nothing = written(0, {"name": "Jean Écarté", "proof": "  "})
    assert (nothing.status, nothing.json["code"], nothing.json["field"]) == (
        422,
        "no_decision_given",
        "may_not_fetch",
    )
    assert "Jean Écarté ne peut pas venir chercher" in nothing.json["detail"]
    word = {"name": "Jean Écarté", "by_word": True}
    father = written(0, word, {"name": "M. TESTMP Marc", "by_word": True})
    assert (father.status, father.json["code"]) == (422, "parent_kept_away")
    assert "décision de justice" in father.json["title"]
    assert written(0, {"name": "M. TESTMP Marc"}).json["code"] == "parent_kept_away", "it is said at once"
    assert written(0, word).json == {"version": 1}
    [said] = anne.get(FILE).json["children"][0]["sheet"]["kept_away"]
    assert said["more"] == "à la demande d’un parent, sans décision de justice"
    judged = {"name": "M. TESTMP Marc", "proof": "Ordonnance-du-juge"}
    assert written(1, word, judged).json == {"version": 2}
    assert written(2, word, {**judged, "proof": "", "by_word": True}).json["code"] == "parent_kept_away"


def test_what_was_written_before_a_decision_was_asked_for_does_not_stand_in_the_way_of_the_rest(
    anne: Browser,
) -> None:
    transaction = Transaction()
    old = ChildSafety("clara", may_not_fetch=(MayNotFetch("Jean Écarté"),))
    child_safeties.put(transaction, Stored(keys.safety("lisse", "clara"), old, 0))
    transaction.commit()
    [said] = anne.get(FILE).json["children"][0]["sheet"]["kept_away"]
    assert said["more"] == "aucune décision n’est notée"
    kept = {"name": "Jean Écarté"}
    assert anne.put(CLARA, {**SHEET, "version": 1, "may_not_fetch": [kept]}).json == {"version": 2}
    more = anne.put(CLARA, {**SHEET, "version": 2, "may_not_fetch": [kept, {"name": "Paul Écarté"}]})
    assert more.json["code"] == "no_decision_given"


def test_menus_are_named_by_what_is_on_the_plate(anne: Browser) -> None:
    path = "/communes/lisse/menu-names"
    known = anne.get(path).json
    assert known["names"] == ["Sans porc", "Sans viande"] and len(known["allergens"]) == 14
    assert anne.put(path, {"names": ["Halal"]}).json["code"] == "menu_refused"
    assert anne.put(path, {"names": ["Végétarien", "vegetarien"]}).json["code"] == "menu_refused"
    anne.put(CLARA, SHEET)
    assert anne.put(path, {"names": ["Végétarien"]}).json["names"] == ["Végétarien"]
    assert anne.put(CLARA, {**SHEET, "version": 1, "allergens": []}).status == 200, (
        "what a child has may stay"
    )


def test_who_looks_after_the_children_of_the_day_reads_it_and_nobody_else(anne: Browser) -> None:
    book(Slot(MONDAY, "restauration", "clara"))
    anne.put(CLARA, SHEET)
    [seen] = who(LEO).get(DAY).json["children"]
    assert [mark["code"] for mark in seen["marks"]] == ["allergy", "pai", "diet", "may_not_fetch"]
    assert seen["may_fetch"][0]["name"] == "Rose Dupré-Secrète"
    [money] = who(ODILE).get(DAY).json["children"]
    assert (money["marks"], money["care"], money["may_fetch"]) == ([], [], [])
    assert of_clara(who(ODILE)) is None
    read = [one for one in journal_of_commune("lisse") if one.act == "day_list_read"]
    told = {(one.by, one.detail["service"], one.detail["date"]) for one in read}
    assert told == {(LEO, "restauration", "2026-11-23")} and len(read) == 1, "not Odile, who saw no sheet"
    assert who(LEO).put(CLARA, SHEET).status == 403
    assert who(LEO).get(FILE).status == 403


def test_days_that_are_far_are_nobody_s_but_the_secretary_s(
    anne: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    book(Slot(MONDAY, "restauration", "clara"))
    anne.put(CLARA, SHEET)
    monkeypatch.setattr(wiring, "now", lambda: paris("mercredi 2026-12-02 09:00"))
    later = log_in(LEO, now=paris("mercredi 2026-12-02 08:30"))
    [past] = Browser(app, cookie=later).get(DAY).json["children"]
    assert (past["marks"], past["care"], past["may_fetch"]) == ([], [], [])


def test_no_word_of_it_stands_anywhere_else(
    anne: Browser, table: str, dynamodb: Any, caplog: pytest.LogCaptureFixture
) -> None:
    """Not in the journal, the outbox, the answers that are kept with acts, nor the log."""
    with caplog.at_level(logging.DEBUG, logger="functions"):
        anne.put(CLARA, SHEET)
        anne.put(CLARA, {**SHEET, "version": 7, "diet": "Ailleurs"})
        anne.get(FILE)
    others = [
        item for item in totals.scan(dynamodb, table) if item["sk"]["S"] not in ("SAFETY", "MENU_NAMES")
    ]
    assert len(others) > 10
    for word in WORDS:
        assert word not in repr(others), word
        assert word not in caplog.text, word


def test_it_is_exported_with_the_family_and_goes_with_the_child(anne: Browser) -> None:
    voisins = a_family("voisins", name="Voisins", members=(), children=("guilhem",))
    settle(voisins, [replace(GUILHEM, families=("testmp", "voisins"))])
    anne.put(CLARA, SHEET)
    anne.put("/communes/lisse/children/guilhem/safety", SHEET)
    clara, guilhem = read_family_data("lisse", "testmp", account=None, now=NOW).children
    assert clara.safety is not None and clara.safety.may_not_fetch[0].name == "Jean Écarté"
    assert guilhem.safety is not None and guilhem.safety.may_not_fetch == (), "it is about the other home"
    erase_from_children("lisse", a_family(), ("clara", "guilhem"), now=NOW)
    left: dict[str, Child] = {
        child: stored.value for child, stored in children("lisse", ["clara", "guilhem"]).items()
    }
    assert list(left) == list(child_safeties.safeties("lisse", ["clara", "guilhem"])) == ["guilhem"]
