"""A parent tells a new quotient with what proves it; the town sees old and new and writes it into the file in one act."""

from typing import Any

import pytest

from app import app
from functions import wiring
from functions.domain.agents.staff import Role
from functions.domain.families.family import QuotientSource
from functions.jobs.letters import letter
from functions.jobs.letters.mails import rendered
from functions.storage.families.families import family as stored_family
from functions.storage.table import journal
from functions.usecases.invoicing.issue_invoices import issue_invoices
from functions.usecases.privacy.erase_family import ErasureAsked
from functions.usecases.privacy.read_family_data import read_family_data
from tests.support.accounts import an_account, messages
from tests.support.builders import (
    JULIE,
    MARC,
    NOW,
    a_booking,
    a_month,
    appoint,
    log_in,
    on,
    open_town,
    paris,
    put_month,
    settle,
)
from tests.support.client import Browser
from tests.support.erasing import erase_with_files
from tests.support.pictures import a_pdf
from tests.support.spaces import plain
from tests.web.uploads.test_upload_routes import sent

OURS = "/communes/lisse/families/testmp"
FILE = f"{OURS}/file"
DESK = "/communes/lisse"
ANNE = "0" * 25 + "s"
TOLD = {"value": 640, "since": "2026-12-01", "source": "caf"}


@pytest.fixture
def marc(table: str, uploads_bucket: str, documents_bucket: str, monkeypatch: pytest.MonkeyPatch) -> Browser:
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    for made in (wiring.uploads, wiring.documents, wiring._s3):
        made.cache_clear()
    open_town()
    settle()
    return Browser(app, cookie=log_in(MARC))


@pytest.fixture
def anne(marc: Browser) -> Browser:
    appoint(ANNE, Role.SECRETARY)
    return Browser(app, cookie=log_in(ANNE))


def tell(browser: Browser, *files: str, **told: Any) -> Any:
    seen = browser.get(FILE).json["seen"]
    quotient = {**TOLD, "files": list(files), **told}
    return browser.post(f"{FILE}/corrections", {"seen": seen, "quotient": quotient})


def proof(browser: Browser) -> str:
    return sent(browser, a_pdf(), "attestation.pdf")


def section(browser: Browser) -> Any:
    return next(each for each in browser.get(FILE).json["sections"] if each["code"] == "quotient")


def waiting(anne: Browser) -> Any:
    [entry] = anne.get(f"{DESK}/inbox").json["entries"]
    return anne.get(f"{DESK}/inbox/correction/testmp/{entry['id']}").json


def answer(anne: Browser, item: Any, **said: Any) -> Any:
    return anne.post(f"{DESK}/corrections/testmp/{item['entry']['id']}", said)


def test_a_quotient_is_told_with_its_proof_seen_beside_the_old_one_and_written_in_one_act(
    marc: Browser, anne: Browser
) -> None:
    assert tell(marc, proof(marc)).json["asked"]
    assert section(marc)["quotient"] == {
        "value": 640,
        "since": "2026-12-01",
        "source": "caf",
        "files": ["attestation.pdf"],
    }
    assert plain(section(marc)["facts"][0]["value"]).endswith(
        ". Demandé le 16 novembre 2026 : 640 à partir du 1er décembre 2026 (CAF). La mairie n’a pas encore répondu."
    )
    [told] = marc.get(FILE).json["waiting"]
    change = (
        "Quotient familial : 812 à partir du 1er septembre 2026 → 640 à partir du 1er décembre 2026 (CAF)"
    )
    assert plain(told) == change

    item = waiting(anne)
    [field] = item["correction"]["fields"]
    assert plain(f"{field['before']} → {field['asked']}") == change.partition(" : ")[2]
    assert item["quotient"] == {"value": 640, "since": "2026-12-01", "source": "caf"}
    assert [plain(each) for each in item["effect"]][:1] == [
        "Le quotient passe de 812 à 640 à partir du 1er décembre 2026."
    ]
    assert item["effect"][-1].endswith("Chaque parent du dossier reçoit un e-mail, sans le montant.")
    [file] = field["files"]
    link = f"{DESK}/corrections/testmp/{item['entry']['id']}/files/{file['id']}"
    assert anne.get(link).json["url"].startswith("http")
    assert marc.get(link).status == 404 and anne.get(f"{link}x").status == 404

    for _ in range(2):
        done = anne.post(
            f"{DESK}/corrections/testmp/{item['entry']['id']}",
            {"accept": ["quotient"], "since": "2027-01-01"},
            key="accepted-once-only",
        )
        assert (done.status, done.json["failed"]) == (200, []), done.text
    *_, noted = stored_family("lisse", "testmp").value.quotients
    assert (noted.value, noted.since, noted.source) == (640, on("vendredi 2027-01-01"), QuotientSource.CAF)
    assert (noted.proof, noted.noted_by) == ("attestation.pdf", ANNE)
    lines = list(journal.lines("lisse", "testmp"))
    [written] = [line for line in lines if line.act == "quotient_noted"]
    assert (written.detail["before"], written.detail["quotient"]) == (812, 640)
    assert [line.act for line in lines if line.by == ANNE].count("sent_file_read") == 1
    assert (marc.get(FILE).json["waiting"], anne.get(f"{DESK}/inbox").json["entries"]) == ([], [])


def test_both_parents_are_told_of_the_answer_and_no_mail_says_the_sum_or_why(
    marc: Browser, anne: Browser
) -> None:
    an_account(MARC)
    an_account(JULIE, "julie@famille.example", first_name="Julie")
    tell(marc, proof(marc))
    reason = "L’attestation dit 648, et non 640."
    assert answer(anne, waiting(anne), refuse=["quotient"], reason="").status == 422
    assert answer(anne, waiting(anne), refuse=["quotient"], reason=reason).status == 200
    assert stored_family("lisse", "testmp").value.quotient_on(on("mardi 2026-12-01")) == 812
    texts = {}
    for message in messages("correction_answered"):
        written = letter(message, now=NOW)
        assert written is not None
        texts[written.to] = plain(rendered(written).text)
    assert len(texts) == 2
    assert all("Non retenu : quotient familial." in text for text in texts.values())
    assert not any(word in text for text in texts.values() for word in ("640", "648", "812"))
    assert "Un responsable de votre famille" in texts["julie@famille.example"]
    [asked] = marc.get(f"{OURS}/requests").json["requests"]
    assert plain(asked["answer"]).endswith(reason)


def test_a_proof_is_needed_once_and_what_is_no_quotient_is_refused(marc: Browser) -> None:
    assert tell(marc).json["code"] == "quotient_without_proof"
    assert tell(marc, "n" * 26).json["code"] == "file_not_there"
    assert tell(marc, value=20_001).json["code"] == "quotient_refused"
    assert tell(marc, since="2028-12-01").json["code"] == "quotient_refused"
    assert tell(marc, source="api").status == 422
    tell(marc, proof(marc))
    assert tell(marc, value=641).json["asked"], "a slip in the sum is corrected without sending it again"
    assert section(marc)["quotient"]["files"] == ["attestation.pdf"]
    assert len(marc.get(FILE).json["waiting"]) == 1
    assert not tell(marc, value=812, since="2026-09-01").json["asked"], "the file says so already"
    assert marc.get(FILE).json["waiting"] == []


def test_what_was_invoiced_is_offered_from_the_day_after_and_only_the_regisseur_goes_before(
    marc: Browser, anne: Browser
) -> None:
    put_month(a_month("clara", "2026-10", {(5, "restauration"): a_booking()}))
    issue_invoices("lisse", "2026-10", by="job", now=paris("dimanche 2026-11-01 04:15"))
    tell(marc, proof(marc), since="2026-10-01")
    item = waiting(anne)
    assert item["quotient"]["since"] == "2026-11-01"
    assert "elle est facturée jusqu’au 31 octobre 2026" in plain(item["effect"][0])
    refused = answer(anne, item, accept=["quotient"])
    assert (refused.status, refused.json["code"]) == (409, "quotient_invoiced")
    assert answer(anne, item, accept=["quotient"], since="2026-11-01").status == 200
    family = stored_family("lisse", "testmp").value
    assert (family.quotient_on(on("samedi 2026-10-31")), family.quotient_on(on("dimanche 2026-11-01"))) == (
        812,
        640,
    )
    tell(marc, proof(marc), value=600, since="2026-10-05")
    appoint(ANNE, Role.SECRETARY, Role.REGISSEUR)
    assert answer(anne, waiting(anne), accept=["quotient"]).status == 200
    assert stored_family("lisse", "testmp").value.quotient_on(on("lundi 2026-10-05")) == 600


def test_what_another_agent_noted_meanwhile_is_not_overwritten_and_is_accepted_where_it_is_the_same(
    marc: Browser, anne: Browser
) -> None:
    tell(marc, proof(marc))
    noted = {"value": 700, "since": "2026-11-20", "source": "caf"}
    assert anne.put(f"{DESK}/files/testmp/quotients", noted).status == 200
    item = waiting(anne)
    assert item["correction"]["fields"][0]["problem"] == "changed_meanwhile"
    [failed] = answer(anne, item, accept=["quotient"]).json["failed"]
    assert failed["code"] == "changed_meanwhile"
    assert anne.put(f"{DESK}/files/testmp/quotients", {**noted, **TOLD}).status == 200
    assert answer(anne, waiting(anne), accept=["quotient"]).json["failed"] == []
    assert [one.value for one in stored_family("lisse", "testmp").value.quotients] == [812, 700, 640]
    assert [line.act for line in journal.lines("lisse", "testmp")].count("quotient_noted") == 2


def test_the_proof_is_handed_over_with_the_familys_data_and_goes_with_it(marc: Browser) -> None:
    tell(marc, proof(marc))
    [file] = read_family_data("lisse", "testmp", account=None, now=NOW).sent_files
    assert file.name == "attestation.pdf" and wiring.uploads().has(file.place)
    asked = ErasureAsked("lisse", "testmp", "command", NOW)
    erase_with_files(asked, documents=wiring.documents(), uploads=wiring.uploads())
    assert not wiring.uploads().has(file.place)
