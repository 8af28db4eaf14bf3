"""Papers asked for, seen and expiring, and the file that is complete because of them, through the API."""

from typing import Any

import pytest

from app import app
from functions import wiring
from functions.domain.agents.staff import Role
from functions.jobs.open_months import _counted_papers
from functions.storage.families import families
from functions.usecases.papers.count_papers import count_page
from functions.usecases.privacy.read_family_data import read_family_data
from tests.support.builders import NOW, a_child, a_family, appoint, log_in, open_town, paris, settle
from tests.support.client import Browser

ANNE = "0" * 25 + "s"
FILE = "/communes/lisse/files/testmp"
KINDS = "/communes/lisse/paper-kinds"
HOME = {"code": "domicile", "name": "Justificatif de domicile", "about": "family", "lasts": "school_year"}
INSURANCE = {"code": "assurance", "name": "Assurance", "about": "child", "lasts": "months", "months": 12}


@pytest.fixture
def anne(table: str, monkeypatch: pytest.MonkeyPatch) -> Browser:
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    open_town()
    settle()
    settle(a_family("durand", name="Durand", children=("zoe",), members=()), [a_child("zoe", ("durand",))])
    appoint(ANNE, Role.SECRETARY)
    browser = Browser(app, cookie=log_in(ANNE))
    assert browser.put(KINDS, {"version": 0, "kinds": [HOME, INSURANCE]}).status == 200
    return browser


def see(who: Browser, paper: str, accepted: bool = True, **more: Any) -> Any:
    return who.post(f"/communes/lisse/papers/testmp/{paper}/decision", {"accepted": accepted, **more})


def is_complete(family: str = "testmp") -> bool:
    return families.family("lisse", family).value.file_complete


def see_all(who: Browser) -> None:
    for paper in ("domicile.-", "assurance.clara", "assurance.guilhem"):
        assert see(who, paper).status == 200


def test_a_file_is_complete_once_all_is_seen_and_no_more_when_it_expires(anne: Browser) -> None:
    assert see(anne, "domicile.-").json == {"file_complete": False}
    assert see(anne, "assurance.clara").json == {"file_complete": False}
    assert see(anne, "assurance.guilhem", accepted=False).json["code"] == "reason_missing"
    see(anne, "assurance.guilhem", accepted=False, reason="Au nom de sa sœur")
    [_, _, refused] = anne.get(FILE).json["papers"]
    assert (refused["standing"], refused["sentence"]) == ("refused", "Au nom de sa sœur")
    assert see(anne, "assurance.guilhem").json == {"file_complete": True}
    [home, *_] = anne.get(FILE).json["papers"]
    assert (home["label"], home["until"]) == ("acceptée", "2027-08-31")
    assert see(anne, "judo.-").status == see(anne, "domicile").status == 404
    count_page("lisse", after="", now=paris("mardi 2027-08-31 23:00"))
    assert is_complete()
    assert _counted_papers("lisse", paris("mercredi 2027-09-01 01:40"))
    assert not is_complete()


def test_who_lacks_what_is_listed_with_what_will_soon_lack(anne: Browser) -> None:
    see_all(anne)
    listed = anne.get("/communes/lisse/papers").json
    assert [(one["family"], [paper["paper"] for paper in one["papers"]]) for one in listed["families"]] == [
        ("durand", ["domicile.-", "assurance.zoe"])
    ]
    only = anne.get("/communes/lisse/papers?missing=assurance").json["families"]
    assert [paper["child_name"] for one in only for paper in one["papers"]] == ["Zoe"]
    soon = anne.get("/communes/lisse/papers?expiring_before=2027-09-01").json["families"]
    assert [one["family"] for one in soon] == ["durand", "testmp"]


def test_other_kinds_are_counted_again_page_by_page(anne: Browser) -> None:
    see_all(anne)
    assert is_complete()
    more = [HOME, INSURANCE, {**HOME, "code": "livret", "name": "Livret de famille"}]
    assert anne.put(KINDS, {"version": 1, "kinds": more}).json["version"] == 2
    moved = anne.put(KINDS, {"version": 1, "kinds": [HOME]})
    assert (moved.status, moved.json["code"]) == (409, "file_moved"), "somebody else named others meanwhile"
    counted = anne.post(f"{KINDS}/counting", {"act": "count"}).json
    assert counted == {"families": 2, "changed": 1, "next": None} and not is_complete()
    anne.put(KINDS, {"version": 2, "kinds": []})
    assert anne.put(FILE, {"file_complete": True}).status == 200, "as before, where the town asks for nothing"
    assert is_complete()


def test_an_agent_may_say_otherwise_and_says_why(anne: Browser) -> None:
    assert anne.put(FILE, {"file_complete": True}).json["code"] == "reason_missing"
    assert anne.put(FILE, {"file_complete": True, "reason": "Promis pour lundi"}).status == 200
    see(anne, "domicile.-")
    assert is_complete() and anne.get(FILE).json["complete_by_hand"]["reason"] == "Promis pour lundi"
    assert anne.put(FILE, {"file_complete": True}).status == 200, "what was said stands"
    assert anne.put(FILE, {"file_complete": False}).status == 200
    assert not is_complete() and anne.get(FILE).json["complete_by_hand"] is None


def test_a_child_who_comes_is_asked_for_papers_too(anne: Browser) -> None:
    see_all(anne)
    lou = {"first_name": "Lou", "last_name": "Testmp", "birth_date": "2018-05-04"}
    assert anne.post(f"{FILE}/children", lou).status == 201
    assert not is_complete()


def test_papers_are_handed_to_the_family_with_the_rest(anne: Browser) -> None:
    see(anne, "domicile.-")
    [paper] = read_family_data("lisse", "testmp", account=None, now=NOW).papers
    assert paper.kind == "domicile"
