"""The kitchen gives the caterer's PDF: it is read, shown to families for its weeks, replaced, withdrawn and put back."""

from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest
import typst
from chalice.test import Client

from app import app
from functions import wiring
from functions.domain.agents.staff import Role
from functions.usecases.news.keep_file import keep_file
from tests.support.builders import JULIE, MARC, NOW, appoint, log_in, open_account, open_town
from tests.support.client import Browser
from tests.support.pictures import a_pdf
from tests.support.table import journal_of_commune

WEEK = "/communes/lisse/menus/2026-W49"
DOCUMENT = f"{WEEK}/document"
A_MONTH = """
Semaine du 30 novembre au 4 décembre
#table(columns: (1fr,) * 3, align: center, [Lundi], [Mardi], [Jeudi], [Carottes (moutarde)], [], [Salade])
Semaine du 7 au 11 décembre
#table(columns: (1fr,) * 3, align: center, [Lundi], [Mardi], [Jeudi], [], [Riz], [])
Bon appétit
""".encode()


@pytest.fixture
def cook(
    table: str, uploads_bucket: str, pages_bucket: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Browser]:
    for made in (wiring.uploads, wiring.site_files, wiring._s3):
        made.cache_clear()
    monkeypatch.setattr(wiring, "_clock", lambda: NOW)
    open_town()
    open_account()
    open_account(JULIE, "julie@lisse.example")
    appoint(MARC, Role.KITCHEN)
    appoint(JULIE, Role.SECRETARY)
    yield Browser(app, cookie=log_in(MARC))


@pytest.fixture
def on_the_site(cook: Browser, pages_bucket: str) -> Callable[[], set[str]]:
    """What lies under the town's menus, once a minute has passed."""

    def look() -> set[str]:
        with Client(app) as client:
            client.lambda_.invoke("urgent_outbox", client.events.generate_cw_event("aws.events", "", {}, []))
        kept = boto3.client("s3").list_objects_v2(Bucket=pages_bucket).get("Contents", [])
        return {each["Key"] for each in kept if each["Key"].startswith("lisse/menus/")}

    return look


def sent(body: bytes = b"") -> str:
    return keep_file("lisse", body or typst.compile(A_MONTH), store=wiring.uploads())


def shown(file: str, *weeks: str, seen: str | None = None) -> dict[str, Any]:
    return {
        "file": file,
        "name": "Menus de décembre",
        "weeks": [{"week": week, "seen": seen, "days": []} for week in weeks],
    }


def documents(start: str = "2026-11-30", end: str = "2026-12-13") -> list[dict[str, str]]:
    found: list[dict[str, str]] = (
        Browser(app).get(f"/communes/lisse/menus?start={start}&end={end}").json["documents"]
    )
    return found


def kind(answer: Any) -> tuple[int, str]:
    return answer.status, answer.json["type"].rpartition("#")[2]


def test_what_a_document_says_is_told_week_by_week_and_nothing_is_shown(cook: Browser) -> None:
    said = cook.post(f"{DOCUMENT}/reading", {"file": sent()}).json
    assert [each["week"] for each in said["weeks"] if each["chosen"]] == ["2026-W49", "2026-W50"]
    assert said["weeks"][0]["week"] == "2026-W47"
    chosen = said["weeks"][2]
    assert chosen["title"].replace("\u00a0", " ") == "Semaine 49, du 30 novembre au 4 décembre"
    assert chosen["days"] == [
        {"date": "2026-11-30", "dishes": ["Carottes"], "allergens": ["mustard"]},
        {"date": "2026-12-03", "dishes": ["Salade"], "allergens": []},
    ]
    assert said["unread"] == ["Bon appétit"]
    assert (
        said["sentence"]
        == "3 jours ont été lus, sur 2 semaines. Relisez chaque semaine avant de l’enregistrer."
    )
    assert documents() == []


def test_a_document_without_words_is_of_the_week_for_which_it_was_given(cook: Browser) -> None:
    said = cook.post(f"{DOCUMENT}/reading", {"file": sent(a_pdf())}).json
    assert [each["week"] for each in said["weeks"] if each["chosen"]] == ["2026-W49"]
    assert said["sentence"].startswith("Aucun plat n’a pu être lu")
    assert kind(cook.post(f"{DOCUMENT}/reading", {"file": "0" * 20 + "-7.pdf"}))[0] == 404
    assert kind(cook.post(f"{DOCUMENT}/reading", {"file": "photo.jpg"})) == (422, "news_file_unknown")


def test_it_is_on_the_site_for_its_weeks_until_it_is_replaced_or_withdrawn(
    cook: Browser, on_the_site: Callable[[], set[str]]
) -> None:
    file = sent()
    said = cook.post(f"{DOCUMENT}/reading", {"file": file}).json
    weeks = [
        {name: each[name] for name in ("week", "seen", "days")} for each in said["weeks"] if each["chosen"]
    ]
    answer = cook.put(DOCUMENT, {"file": file, "name": "Menus de décembre", "weeks": weeks})
    assert answer.json == {"sentence": "Les familles le verront d’ici une minute, pour 2 semaines."}
    assert on_the_site() == {
        "lisse/menus/index.html",
        f"lisse/menus/2026-W49/{file}",
        f"lisse/menus/2026-W50/{file}",
    }
    [told] = documents()
    assert told["name"].replace("\u00a0", " ").startswith("Menu du 30 novembre au 11 décembre (PDF, ")
    assert told["url"] == f"/lisse/menus/2026-W49/{file}"
    week = cook.get(WEEK).json
    assert (
        week["document"]["sentence"].replace("\u00a0", " ")
        == "Affiché aux familles du 30 novembre au 11 décembre."
    )
    # It is not the menu that families read day by day, until somebody keeps it.
    assert [day["dishes"] for day in week["document"]["days"]] == [["Carottes"], ["Salade"]]
    assert (week["version"], {day["date"]: day["dishes"] for day in week["days"]}["2026-11-30"]) == (0, [])

    other = sent(a_pdf())
    assert kind(cook.put(DOCUMENT, shown(other, "2026-W49"))) == (409, "week_menu_moved")
    assert cook.put(DOCUMENT, shown(other, "2026-W49", seen=file)).status == 200
    assert on_the_site() == {
        "lisse/menus/index.html",
        f"lisse/menus/2026-W49/{other}",
        f"lisse/menus/2026-W50/{file}",
    }
    julie = Browser(app, cookie=log_in(JULIE))
    withdrawn = julie.post(DOCUMENT, {"act": "withdraw", "file": file}).json["sentence"]
    assert (
        withdrawn == "Le document est retiré d’une semaine. Les familles ne le verront plus d’ici une minute."
    )
    assert on_the_site() == {"lisse/menus/index.html", f"lisse/menus/2026-W49/{other}"}
    assert [each["url"] for each in documents()] == [f"/lisse/menus/2026-W49/{other}"]
    assert julie.post(DOCUMENT, {"act": "put_back", "file": file}).status == 200
    assert f"lisse/menus/2026-W50/{file}" in on_the_site()
    acts = [line.act for line in journal_of_commune("lisse") if line.act.startswith("menu_document")]
    assert sorted(acts) == ["menu_document_shown"] * 3 + ["menu_document_withdrawn"]


def test_one_file_is_shown_for_weeks_that_are_offered_and_was_sent(cook: Browser) -> None:
    file = sent(a_pdf())
    assert kind(cook.put(DOCUMENT, shown(file, "2026-W46"))) == (422, "week_menu_refused")
    assert kind(cook.put(DOCUMENT, shown("0" * 20 + "-7.pdf", "2026-W49"))) == (422, "news_file_unknown")
    assert cook.put(DOCUMENT, shown(file)).status == 422
    assert cook.post(DOCUMENT, {"act": "withdraw", "file": file}).status == 404
    assert cook.put(DOCUMENT, {}).status == 422
