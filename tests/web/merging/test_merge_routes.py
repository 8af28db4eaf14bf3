"""The secretary merges two files; everybody who knew the one that goes is led to the one that is kept."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from app import app
from functions import wiring
from functions.domain.agents.staff import Role
from functions.jobs.letters import letter
from functions.storage.families import families
from functions.usecases.merging import merge_files
from functions.usecases.messages.fan_out_to_members import fan_out_to_members
from functions.web import audiences
from functions.web.callers.agents import WHILE_A_FILE_IS_MERGED
from tests.support.accounts import messages
from tests.support.beginnings import begin_with
from tests.support.builders import JULIE, NOW, appoint, log_in
from tests.support.client import Browser
from tests.support.merging import DOUBLE, LOU, OTHER, ROSE, two_files

ANNE = "0" * 25 + "s"
MERGE = "/communes/lisse/files/testmp/merge"


@pytest.fixture
def anne(table: str, monkeypatch: pytest.MonkeyPatch) -> Browser:
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    begin_with(two_files)
    appoint(ANNE, Role.SECRETARY)
    return Browser(app, cookie=log_in(ANNE))


def said(who: Browser, **body: Any) -> Any:
    answer = who.post(MERGE, {"other": OTHER, "dry": True, **body})
    assert answer.status == 200, answer.text
    return answer.json


def test_what_differs_is_offered_and_what_follows_is_said_in_numbers(anne: Browser) -> None:
    told = said(anne)
    assert [one["name"] for one in told["files"]] == ["Testmp", "Testmp-Roux"]
    assert told["obstacles"] == [] and not told["merged"]
    options = {one["field"]: [each["value"] for each in one["options"]] for one in told["fields"]}
    assert options["phone"] == [
        "01 99 00 56 78",
        "06 39 98 00 07",
        "Les deux : 01 99 00 56 78 / 06 39 98 00 07",
    ]
    drops = {one["field"]: [each["drops"] for each in one["options"]] for one in told["fields"]}
    assert drops["phone"] == [
        "« 06 39 98 00 07 » ne sera plus dans le dossier.",
        "« 01 99 00 56 78 » ne sera plus dans le dossier.",
        "",
    ]
    assert options["guardian.1"] == [
        "Julie Testmp, julie@famille.example",
        "Julie Testmp, julie@famile.example",
    ]
    assert options["quotient"][1].startswith("905, depuis le ")
    same = {one["child"]: one["same"] for one in told["children"]}
    assert same == {DOUBLE: "clara", LOU: None}, "the double is known by its names and its birth"
    assert told["follows"][:3] == ["1 enfant", "1 responsable", "2 réservations à venir"]
    assert any("1 jour à venir était réservé deux fois" in line for line in told["remarks"])
    assert any("avoir" in line for line in told["remarks"])
    assert told["summary"] == "Réunir les deux dossiers", "the numbers stand just above it"
    [sheet] = [line for line in told["remarks"] if "fiches de sécurité de Clara" in line]
    assert "toutes les personnes nommées y restent" in sheet and "noix" not in sheet
    apart = said(anne, same={})
    assert {one["same"] for one in apart["children"]} == {None}
    assert apart["follows"][0] == "2 enfants"


def test_nothing_is_merged_that_nobody_saw_or_by_somebody_who_may_not(anne: Browser) -> None:
    assert anne.post(MERGE, {}).status == 422
    assert anne.post(MERGE, {"other": OTHER, "same": {}}).status == 422, "nobody saw what it does"
    old = said(anne)["seen"]
    moved = anne.post(MERGE, {"other": OTHER, "same": {}, "seen": [old[0], old[1] + 1]})
    assert (moved.status, moved.json["code"]) == (409, "file_moved")
    assert anne.post(MERGE, {"other": "testmp", "dry": True}).json["code"] == "same_file"
    assert anne.post(MERGE, {"other": "nobody", "dry": True}).status == 404
    long_ago = Browser(app, cookie=log_in(ANNE, now=NOW - timedelta(minutes=11)))
    assert said(long_ago)["seen"] == old, "what it would do is only read"
    refused = long_ago.post(MERGE, {"other": OTHER, "same": {}, "seen": old})
    assert refused.json["code"] == "fresh_factor_required"
    assert not families.family("lisse", OTHER).value.merged_into
    assert anne.post(MERGE, {"other": OTHER, "finish": True}).status == 404, "nothing has begun"
    assert anne.post(MERGE, {"other": OTHER, "finish": True, "dry": True}).status == 422


def test_a_merge_that_stopped_on_its_way_is_seen_and_ended_and_nothing_is_written_of_the_two_before(
    anne: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = {"other": OTHER, "same": {DOUBLE: "clara"}, "seen": said(anne)["seen"]}
    with monkeypatch.context() as dying:
        dying.setattr(merge_files, "carry_out", lambda *_, **__: [][0])
        assert anne.post(MERGE, body).status == 500
    file = "/communes/lisse/files/testmp"
    assert anne.get(file).json["merging"] == OTHER
    [waits] = anne.get("/communes/lisse/doubles").json["unfinished"]
    assert (waits["kept"]["family"], waits["other"]) == ("testmp", OTHER)
    again = said(anne)
    assert (again["merged"], again["unfinished"]) == (False, True)
    assert families.family("lisse", "testmp").value.merging == OTHER, "who only looks ends nothing"

    # Every act of an agent on either of the two is told so, whatever it is.
    appoint(ANNE, *Role)
    told: dict[str, set[str]] = {"testmp": set(), OTHER: set()}
    led = set()
    for route in (route for audience in audiences.ALL for route in audience.served if route.roles):
        if route.method == "GET" or "{family}" not in route.path:
            continue
        for family, codes in told.items():
            path = route.path.replace("{commune}", "lisse").replace("{family}", family)
            answer = anne.request(
                route.method, re.sub(r"{\w+}", "0" * 26, path), {}, key=f"{family}-key"[:20]
            )
            if f"{route.method} {route.path}" in WHILE_A_FILE_IS_MERGED:
                led.add(f"{route.method} {route.path}")
                continue
            assert answer.status == 409, (route.path, answer.text)
            codes.add(answer.json["code"])
    assert told == {"testmp": {"file_merging"}, OTHER: {"file_merged"}}
    assert led == WHILE_A_FILE_IS_MERGED

    # Whoever it is ends it, long after the code was given: nothing is decided anew.
    later = Browser(app, cookie=log_in(ANNE, now=NOW - timedelta(minutes=11)))
    for _ in range(2):
        assert later.post(MERGE, {"other": OTHER, "finish": True}).json["merged"]
    assert anne.get(file).json["merging"] == ""
    assert anne.get("/communes/lisse/doubles").json["unfinished"] == []
    assert {LOU, "clara"} < {one["id"] for one in anne.get(file).json["children"]}


def test_files_that_look_alike_lead_to_the_preview_of_their_merge(anne: Browser) -> None:
    [pair] = anne.get("/communes/lisse/doubles").json["pairs"]
    assert {pair["kept"]["family"], pair["other"]["family"]} == {"testmp", OTHER}
    assert pair["why"] == "Clara Testmp (naissance le 2\u00a0avril 2017) est dans les deux."
    path = f"/communes/lisse/files/{pair['kept']['family']}/merge"
    shown = anne.post(path, {"other": pair["other"]["family"], "dry": True}).json["files"]
    assert [one["family"] for one in shown] == [pair["kept"]["family"], pair["other"]["family"]]


def test_whoever_knew_the_file_that_goes_is_led_to_the_one_that_is_kept(anne: Browser) -> None:
    rose, old = Browser(app, cookie=log_in(ROSE)), f"/communes/lisse/families/{OTHER}"
    before = rose.get(f"{old}/invoices").json
    told = said(anne)
    body = {"other": OTHER, "same": {DOUBLE: "clara"}, "keep": {"phone": OTHER}, "seen": told["seen"]}
    for _ in range(2):
        done = anne.post(MERGE, body)
        assert done.json["merged"], done.text
    # The parent's session goes on, at the old address of the screens and at the new one.
    [entry] = rose.get("/me").json["families"]
    assert entry["family"] == {"id": "testmp", "name": "Testmp"}
    week = f"{old}/planning?start=2026-11-23&end=2026-11-27"
    assert {one["id"] for one in rose.get(week).json["children"]} == {"clara", "guilhem", LOU}
    after = rose.get(f"{old}/invoices").json
    known = {one["number"] for of in ("to_pay", "paid") for one in before[of]}
    assert known < {one["number"] for of in ("to_pay", "paid") for one in after[of]}
    for invoice in [*after["to_pay"], *after["paid"]]:
        assert rose.get(f"{old}/invoices/{invoice['id']}").status == 200
    threads = rose.get(f"{old}/requests").json["requests"]
    assert "Cantine" in {one["title"] for one in threads}
    # The agent's address of the file, its history, its planning.
    assert anne.get(f"/communes/lisse/files/{OTHER}").json["id"] == "testmp"
    history = [one["sentence"] for one in anne.get("/communes/lisse/files/testmp/history").json["lines"]]
    assert any("a réuni un autre dossier à celui de la famille Testmp" in line for line in history)
    assert any("a réuni le dossier de la famille" in line for line in history), "of the journal that stays"
    assert anne.get(f"/communes/lisse/files/{OTHER}/planning?start=2026-11-23&end=2026-11-27").status == 200
    phone = {"field": "phone", "before": "06 39 98 00 07", "after": "06 39 98 00 08"}
    edit = {"fields": [phone], "guardians": []}
    gone = anne.request("PATCH", f"/communes/lisse/files/{OTHER}", edit)
    assert (gone.status, gone.json["code"]) == (409, "file_merged")
    # The mail of an invoice that was on its way.
    [mail] = [one for one in messages("invoice_issued") if one.family == OTHER]
    fan_out_to_members(mail, NOW)
    of_each = [one for one in messages("invoice_issued") if one.id.startswith(f"{mail.id}-")]
    written = [letter(one, now=NOW) for one in of_each]
    everybody = {"marc@famille.example", "julie@famille.example", "julie@famile.example"}
    assert {one.to for one in written if one is not None} == everybody
    assert letter(replace(of_each[0], family=OTHER), now=NOW) == written[0]
    assert Browser(app, cookie=log_in(JULIE)).get(f"{old}/invoices").status == 200
