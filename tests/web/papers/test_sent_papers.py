"""A paper that the town asks for is sent by the family, looked at by an agent, and told of to the family; and scanned at the counter."""

from dataclasses import replace
from typing import Any

import pytest

from app import app
from functions import wiring
from functions.domain.agents.staff import Role
from functions.domain.messages import MessageKind
from functions.domain.reglement.service_conditions import Need
from functions.storage.families import families
from functions.usecases.privacy.erase_family import ErasureAsked
from functions.usecases.privacy.read_family_data import read_family_data
from functions.usecases.town.publish_reglement import publish_reglement
from tests.support.absences import a_town
from tests.support.accounts import messages
from tests.support.builders import MARC, MONDAY, NOW, appoint, log_in, open_town, paris, settle
from tests.support.client import Browser
from tests.support.erasing import erase_with_files
from tests.support.pictures import a_pdf
from tests.web.papers.test_paper_routes import ANNE, FILE, HOME, INSURANCE, KINDS
from tests.web.uploads.test_upload_routes import sent

OURS = "/communes/lisse/families/testmp"
TITLE = "Justificatif de domicile"


@pytest.fixture
def anne(table: str, uploads_bucket: str, monkeypatch: pytest.MonkeyPatch) -> Browser:
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    for made in (wiring.uploads, wiring._s3):
        made.cache_clear()
    open_town()
    settle()
    appoint(ANNE, Role.SECRETARY)
    browser = Browser(app, cookie=log_in(ANNE))
    assert browser.put(KINDS, {"version": 0, "kinds": [HOME, {**INSURANCE, "required": False}]}).status == 200
    return browser


@pytest.fixture
def marc(anne: Browser) -> Browser:
    return Browser(app, cookie=log_in(MARC))


def send(marc: Browser, paper: str = "domicile.-", **more: Any) -> Any:
    files = [sent(marc, a_pdf(), "facture.pdf")]
    asked = {"kind": "paper", "subject": TITLE, "text": "", "files": files, "paper": paper, **more}
    return marc.post(f"{OURS}/requests", asked)


def decide(anne: Browser, **decision: Any) -> Any:
    return anne.post("/communes/lisse/papers/testmp/domicile.-/decision", decision)


def standing(anne: Browser) -> tuple[str, str]:
    paper = anne.get(FILE).json["papers"][0]
    return paper["standing"], paper["sentence"].replace("\xa0", " ")


def wanted(marc: Browser) -> list[str]:
    return [one["paper"] for one in marc.get(f"{OURS}/requests").json["papers"]]


def test_a_paper_is_sent_read_and_accepted_and_the_file_is_complete_at_once(
    marc: Browser, anne: Browser
) -> None:
    assert wanted(marc) == ["domicile.-", "assurance.clara", "assurance.guilhem"], (
        "what is needed comes first"
    )
    without = {"kind": "paper", "subject": TITLE, "text": "Le voici.", "paper": "domicile.-"}
    assert marc.post(f"{OURS}/requests", without).json["code"] == "paper_without_file"
    assert send(marc, "judo.-").json["code"] == "paper_not_asked"
    thread = send(marc).json["id"]
    assert wanted(marc) == ["assurance.clara", "assurance.guilhem"]
    assert standing(anne) == ("given", "envoyée par la famille")
    [missing] = anne.get("/communes/lisse/papers?missing=domicile").json["families"]
    assert missing["papers"][0]["label"] == "à vérifier"
    [all_missing] = anne.get("/communes/lisse/papers").json["families"]
    assert [one["paper"] for one in all_missing["papers"]] == ["domicile.-"], "what no file needs is not told"
    assert len(anne.get("/communes/lisse/papers?missing=assurance").json["families"][0]["papers"]) == 2
    assert not families.family("lisse", "testmp").value.file_complete, "nobody has looked"

    item = anne.get(f"/communes/lisse/inbox/paper/testmp/{thread}").json
    paper = item["paper"]
    assert (paper["good_until"], [file["name"] for file in paper["files"]]) == ("2027-08-31", ["facture.pdf"])
    assert item["effect"][0].replace("\xa0", " ") == "Bien reçu : le dossier est complet."
    link = anne.get(f"/communes/lisse/papers/testmp/domicile.-/files/{paper['files'][0]['id']}")
    assert link.status == 200 and "facture.pdf" in link.json["url"]
    assert decide(anne, accepted=True).json["code"] == "paper_moved", "it waits, and was not looked at"
    answer = decide(anne, accepted=True, until="2027-06-30", given=paper["given"])
    assert answer.json == {"file_complete": True}
    assert standing(anne) == ("accepted", "valable jusqu’au 30 juin 2027")
    assert (
        decide(anne, accepted=False, reason="Illisible", given=paper["given"]).json["code"] == "paper_moved"
    )
    assert anne.get("/communes/lisse/inbox").json["entries"] == []

    read = marc.get(f"{OURS}/requests/{thread}").json
    assert read["state"] == "closed"
    said = read["messages"][1]["text"].replace("\xa0", " ")
    assert said == "Bien reçu : ce document est accepté, jusqu’au 30 juin 2027."
    [told] = messages(MessageKind.REQUEST_ANSWERED)
    assert told.data == {"request": thread, "message": "002"}


def test_a_refused_file_takes_nothing_from_a_paper_that_is_good_and_another_may_be_sent(
    marc: Browser, anne: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide(anne, accepted=True)
    assert wanted(marc) == ["assurance.clara", "assurance.guilhem"]
    monkeypatch.setattr(wiring, "now", lambda: paris("lundi 2027-07-12 10:00"))
    marc, anne = (Browser(app, cookie=log_in(who, now=wiring.now())) for who in (MARC, ANNE))
    assert "domicile.-" in wanted(marc), "it lapses soon"
    thread = send(marc).json["id"]
    assert standing(anne) == (
        "accepted",
        "valable jusqu’au 31 août 2027 ; la suivante est arrivée, à vérifier",
    )
    given = anne.get(FILE).json["papers"][0]["given"]
    assert decide(anne, accepted=False, reason="Flou", given=given).json == {"file_complete": True}
    assert standing(anne) == ("accepted", "valable jusqu’au 31 août 2027")
    read = marc.get(f"{OURS}/requests/{thread}").json
    assert read["state"] == "answered"
    assert read["messages"][1]["text"].replace("\xa0", " ") == "Ce document n’est pas accepté : Flou."

    files = [sent(marc, a_pdf(), "net.pdf")]
    assert marc.post(f"{OURS}/requests/{thread}/messages", {"text": "", "files": files}).status == 200
    paper = anne.get(f"/communes/lisse/inbox/paper/testmp/{thread}").json["paper"]
    assert (paper["good_until"], paper["files"][0]["name"]) == ("2028-08-31", "net.pdf"), (
        "it follows the other"
    )
    decide(anne, accepted=True, given=paper["given"])
    assert standing(anne) == ("accepted", "valable jusqu’au 31 août 2028")


def test_what_the_family_wrote_after_its_file_still_waits(marc: Browser, anne: Browser) -> None:
    thread = send(marc).json["id"]
    marc.post(f"{OURS}/requests/{thread}/messages", {"text": "Faut-il aussi celui de ma mère ?"})
    given = anne.get(FILE).json["papers"][0]["given"]
    decide(anne, accepted=True, given=given)
    [entry] = anne.get("/communes/lisse/inbox").json["entries"]
    assert entry["id"] == thread
    assert anne.get(f"/communes/lisse/inbox/paper/testmp/{thread}").json["paper"] is None


def test_a_family_that_needs_no_answer_takes_its_paper_back(marc: Browser, anne: Browser) -> None:
    thread = send(marc).json["id"]
    assert marc.put(f"{OURS}/requests/{thread}/state", {"state": "closed"}).status == 200
    assert standing(anne)[0] == "missing" and "domicile.-" in wanted(marc)


def test_a_paper_scanned_at_the_counter_is_exported_and_erased_with_the_family(
    anne: Browser, uploads_bucket: str
) -> None:
    scan = sent(anne, a_pdf(), "scan.pdf", of=FILE)
    assert decide(anne, accepted=True, files=[scan]).json == {"file_complete": True}
    assert decide(anne, accepted=True, files=[scan]).json["code"] == "file_not_there", "a file is used once"
    [paper, *_] = anne.get(FILE).json["papers"]
    assert [file["name"] for file in paper["files"]] == ["scan.pdf"]
    data = read_family_data("lisse", "testmp", account=None, now=NOW)
    [kept] = data.sent_files
    assert kept.name == "scan.pdf" and wiring.uploads().has(kept.place)
    asked = ErasureAsked("lisse", "testmp", ANNE, NOW)
    erase_with_files(asked, documents=wiring.uploads(), uploads=wiring.uploads())
    assert not wiring.uploads().has(kept.place)


def test_a_booking_that_needs_a_complete_file_says_what_is_missing_until_it_is_accepted(
    anne: Browser, marc: Browser
) -> None:
    known = a_town()
    canteen = known.service("restauration")
    needs = replace(canteen.conditions, needs=(Need.COMPLETE_FILE,))
    publish_reglement("lisse", replace(known, services=(replace(canteen, conditions=needs),)), now=NOW)

    def refused() -> str | None:
        add = [{"child": "clara", "service": "restauration", "date": MONDAY.isoformat(), "action": "reserve"}]
        lines = marc.post(f"{OURS}/basket/changes", {"add": add, "remove": []}).json["refused"]
        return lines[0]["sentence"].replace("\xa0", " ") if lines else None

    said = "Restauration scolaire demande un dossier complet. Il manque : Justificatif de domicile"
    assert refused() == f"{said}. « Mon dossier » mène à ce qui manque."
    week = f"{OURS}/planning?start={MONDAY}&end={MONDAY}"
    assert marc.get(week).json["to_complete"] is True
    leads = [(each["lead"], each["paper"]) for each in marc.get(f"{OURS}/file").json["lacks"]]
    assert ("paper", "domicile.-") in leads, "the week leads to what it says is missing"
    send(marc)
    assert (refused() or "").startswith(f"{said} (envoyé, la mairie le vérifie).")
    decide(anne, accepted=True, given=anne.get(FILE).json["papers"][0]["given"])
    assert refused() is None
    assert "to_complete" not in marc.get(week).json
