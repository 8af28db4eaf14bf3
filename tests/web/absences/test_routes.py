"""*Mes absences* through the API, and what agents see of them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from app import app
from functions import wiring
from functions.domain.accounts.account import FamilyRef
from functions.domain.accounts.mail_standing import MailReturn, NoMailBecause
from functions.domain.agents.staff import Role
from functions.domain.families.family import Enrolment
from functions.domain.planning.child_month import ChildMonth, Slot
from functions.domain.reglement.deadline_rules import Mode, Rule
from functions.storage.bookings import child_months
from functions.usecases.messages.note_mail_return import note_mail_return
from functions.usecases.town.publish_reglement import publish_reglement
from tests.support.absences import a_town, seen
from tests.support.accounts import an_account
from tests.support.attendance import write_down
from tests.support.builders import (
    JULIE,
    MARC,
    a_booking,
    a_child,
    a_family,
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
from tests.support.spaces import plain

FAMILY = "/communes/lisse/families/testmp"
AGENT = "0" * 25 + "a"
STRANGER = "0" * 25 + "p"
MONDAY = on("lundi 2026-11-23")
NOW = paris("lundi 2026-11-23 08:00")
PHOTO = b"\xff\xd8\xff\xe0 a photo"


@pytest.fixture(autouse=True)
def town(table: str, uploads_bucket: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(wiring, "_clock", lambda: NOW)
    wiring.documents.cache_clear()
    open_town(reglement=a_town())
    settle()
    days = {(day, "restauration"): a_booking() for day in (23, 24, 26, 27)}
    put_month(a_month("clara", "2026-11", days))
    appoint(AGENT, Role.SECRETARY, Role.CHILDCARE)
    yield
    wiring.documents.cache_clear()


def parent(account: str = MARC) -> Browser:
    return Browser(app, cookie=log_in(account, now=NOW))


def at(moment: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wiring, "_clock", lambda: moment)


def declare(browser: Browser, **changes: Any) -> Any:
    asked = {"child": "clara", "first": "2026-11-23", "last": "2026-11-24", "reason": "illness"} | changes
    answer = browser.post(f"{FAMILY}/absences", asked)
    assert answer.status == 200, answer.text
    return answer.json


def of_monday(browser: Browser, family: str) -> tuple[str, int | None]:
    """The word and the price of Clara's lunch in the week, as parents read it or an agent."""
    cells = browser.get(f"{family}/planning?start=2026-11-23&end=2026-11-29").json["cells"]
    [cell] = [
        one
        for one in cells
        if (one["child"], one["service"], one["date"]) == ("clara", "restauration", "2026-11-23")
    ]
    return cell["word"], cell["price_cents"]


def test_the_answer_tells_at_once_what_is_billed_and_what_a_proof_would_change() -> None:
    shown = declare(parent())
    assert plain(shown["title"]) == "Le lundi 23 et le mardi 24 novembre"
    assert [(day["service_name"], day["billed"]) for day in shown["days"]] == [
        ("Restauration scolaire", True)
    ] * 2
    assert plain(shown["days"][0]["sentence"]).startswith("Sans le justificatif demandé")
    assert plain(shown["summary"]) == "2 réservations restent facturées (6,90 €)."
    assert plain(shown["advice"]) == (
        "Avec un justificatif envoyé jusqu’au mercredi 25 novembre au soir à minuit, "
        "2 réservations ne seraient plus facturées."
    )
    assert (shown["proof"], shown["has_file"], shown["can_withdraw"]) == ("none", False, False)


def test_a_proof_is_sent_read_again_and_changes_what_is_billed() -> None:
    browser = parent()
    absence = declare(browser)["id"]
    agent = Browser(app, cookie=log_in(AGENT, now=NOW))
    said: tuple[str, int | None] = ("Absence déclarée, facturée", 345)
    assert [of_monday(browser, FAMILY), of_monday(agent, "/communes/lisse/files/testmp")] == [said] * 2
    shown = browser.post(f"{FAMILY}/absences/{absence}/proof", PHOTO)
    assert shown.status == 200, shown.text
    said = ("Absence déclarée, non facturée", None)
    assert [of_monday(browser, FAMILY), of_monday(agent, "/communes/lisse/files/testmp")] == [said] * 2
    assert shown.json["proof"] == "sent" and shown.json["advice"] == ""
    assert plain(shown.json["summary"]) == "2 réservations ne sont pas facturées (6,90 €)."
    link = parent(JULIE).get(f"{FAMILY}/absences/{absence}/proof")
    assert link.status == 200 and "proofs/lisse/testmp/" in link.json["url"]


def test_a_file_that_is_no_document_is_refused_in_a_sentence() -> None:
    browser = parent()
    absence = declare(browser)["id"]
    refused = browser.post(f"{FAMILY}/absences/{absence}/proof", b"GIF89a")
    assert (refused.status, refused.json["code"]) == (422, "not_a_document")
    assert "PDF" in refused.json["detail"]
    too_large = browser.post(f"{FAMILY}/absences/{absence}/proof", PHOTO.ljust(4 * 1024 * 1024 + 1, b"."))
    assert (too_large.status, too_large.json["code"]) == (413, "document_too_large")


def test_a_day_that_can_still_be_cancelled_says_that_cancelling_is_better() -> None:
    shown = declare(parent(), first="2026-11-26", last="2026-11-27")
    assert plain(shown["to_cancel"]).startswith(
        "Ces réservations peuvent encore être annulées jusqu’à mercredi"
    )
    assert plain(shown["to_cancel"]).endswith(" : rien n’est alors facturé.")
    assert shown["to_cancel_week"] == "2026-W48"
    assert all("annul" not in day["sentence"] for day in shown["days"]), "said once"
    assert shown["can_withdraw"]


def test_the_list_has_what_is_declared_what_can_be_and_what_the_town_called_off() -> None:
    agent = Browser(app, cookie=log_in(AGENT, now=NOW))
    off = {"day": "2026-11-26", "reason": "grève", "services": ["restauration"]}
    assert agent.post("/communes/lisse/called-off", off).status == 200
    browser = parent()
    declare(browser)
    found = browser.get(f"{FAMILY}/absences").json
    assert (found["earliest"], found["today"], found["latest"]) == ("2026-09-22", "2026-11-23", "2027-01-24")
    assert [child["first_name"] for child in found["children"]] == ["Clara", "Guilhem"]
    assert {"code": "grève", "label": "Grève"} in found["reasons"]
    assert {"code": "illness", "label": "Maladie"} in found["reasons"]
    [absence] = found["absences"]
    assert absence["child_name"] == "Clara"
    [called_off] = found["called_off"]
    assert plain(called_off["sentence"]).startswith("La mairie a annulé le service ce jour-là (grève)")
    assert any(plain(rule).startswith("Restauration scolaire : ") for rule in found["rules"])


def test_what_cannot_be_declared_says_why() -> None:
    browser = parent()
    asked = {"child": "clara", "first": "2026-11-25", "last": "2026-11-25", "reason": "illness"}
    refused = browser.post(f"{FAMILY}/absences", asked)
    assert (refused.status, refused.json["code"], refused.json["field"]) == (409, "nothing_to_miss", "first")
    refused = browser.post(f"{FAMILY}/absences", asked | {"reason": "angine"})
    assert refused.status == 409
    assert browser.post(f"{FAMILY}/absences", asked | {"child": "lea"}).status == 404


def test_an_absence_is_taken_back_before_it_begins() -> None:
    browser = parent()
    absence = declare(browser, first="2026-11-26", last="2026-11-26")["id"]
    assert browser.delete(f"{FAMILY}/absences/{absence}").status == 204
    assert browser.get(f"{FAMILY}/absences").json["absences"] == []
    begun = declare(browser)["id"]
    refused = browser.delete(f"{FAMILY}/absences/{begun}")
    assert (refused.status, refused.json["code"]) == (409, "absence_begun")


def test_one_day_or_service_of_an_absence_is_taken_back_before_it_begins() -> None:
    """The absence began on Monday and was prolonged; it can no longer be taken back whole."""
    browser = parent()
    declare(browser)
    absence = declare(browser, first="2026-11-26", last="2026-11-26")
    days = [(day["date"], day["service"], day["can_withdraw"]) for day in absence["days"]]
    assert [(day, can) for day, _, can in days] == [
        ("2026-11-23", False),
        ("2026-11-24", True),
        ("2026-11-26", True),
    ]
    path = f"{FAMILY}/absences/{absence['id']}/days-coming"
    monday, _, thursday = ({"day": day, "service": service} for day, service, _ in days)
    refused = browser.post(path, {"days": [monday, thursday]})
    assert (refused.status, refused.json["code"]) == (409, "absence_begun")
    for _ in range(2):
        assert browser.post(path, {"days": [thursday]}).status == 204, "told twice, it is done once"
    [left] = browser.get(f"{FAMILY}/absences").json["absences"]
    assert (left["id"], [day["date"] for day in left["days"]]) == (
        absence["id"],
        ["2026-11-23", "2026-11-24"],
    )
    assert browser.post(path, {}).status == 422


def test_another_family_reaches_no_absence_and_no_proof() -> None:
    settle(a_family("papa", members=(STRANGER,), children=("zoe",)), [a_child("zoe", ("papa",))])
    mine = parent()
    absence = declare(mine)["id"]
    mine.post(f"{FAMILY}/absences/{absence}/proof", PHOTO)
    stranger = parent(STRANGER)
    for family in ("testmp", "papa"):
        path = f"/communes/lisse/families/{family}/absences/{absence}"
        assert stranger.get(f"{path}/proof").status == 404
        assert stranger.post(f"{path}/proof", PHOTO).status == 404
        assert stranger.delete(path).status == 404
        days = {"days": [{"day": "2026-11-26", "service": "restauration"}]}
        assert stranger.post(f"{path}/days-coming", days).status == 404


def test_an_agent_reads_the_proof_and_does_not_accept_it(monkeypatch: pytest.MonkeyPatch) -> None:
    browser, agent = parent(), Browser(app, cookie=log_in(AGENT, now=NOW))
    absence = declare(browser)["id"]
    browser.post(f"{FAMILY}/absences/{absence}/proof", PHOTO)
    [listed] = agent.get("/communes/lisse/absences?month=2026-11").json["absences"]
    assert (listed["id"], listed["family_name"], listed["child_name"], listed["proof"]) == (
        absence,
        "Testmp",
        "Clara Testmp",
        "sent",
    )
    path = f"/communes/lisse/absences/testmp/{absence}"
    assert agent.get(f"{path}/proof").status == 200
    assert agent.post(f"{path}/decision", {"not_accepted": "other_days"}).status == 422
    refused = {"not_accepted": "other_days", "seen": listed["seen"]}
    assert agent.post(f"{path}/decision", refused).status == 204
    again = agent.post(f"{path}/decision", {"not_accepted": None, "seen": listed["seen"]})
    assert (again.status, again.json["code"]) == (409, "absence_moved"), "a colleague has answered"
    [shown] = browser.get(f"{FAMILY}/absences").json["absences"]
    assert shown["proof"] == "refused" and "ces jours-là" in shown["proof_sentence"]
    assert all(day["billed"] for day in shown["days"])
    assert parent().get("/communes/lisse/absences?month=2026-11").status == 404
    assert agent.get("/communes/lisse/absences?month=2026-13").status == 422


def test_an_agent_is_told_why_nothing_is_written_down_and_says_why_it_is_anyway() -> None:
    agent = parent(AGENT)
    tap = {"id": "one", "child": "clara", "service": "restauration", "kind": "arrived", "hour": "18:47"}
    tap |= {"date": "2026-11-21", "at": "2026-11-21T18:00:00Z"}  # samedi
    events = "/communes/lisse/attendance-events"
    [refused] = agent.post(events, {"device": "tablet", "events": [tap]}).json["refused"]
    assert refused["code"] == "service_closed"
    assert refused["sentence"].startswith("Ce service n’ouvre pas ce jour-là. Rien n’a été enregistré.")
    sent = {"device": "tablet", "events": [tap | {"anyway": "fête de l’école"}]}
    assert agent.post(events, sent).json["accepted"] == ["one"]
    [shown] = agent.get("/communes/lisse/day-list?service=restauration&date=2026-11-21").json["children"]
    assert (shown["expected"], shown["arrived"]) == ("no", "18:47")
    for wrong in ("24:00", "18h47", "7:05", "18:60"):
        [told] = agent.post(events, {"device": "tablet", "events": [tap | {"hour": wrong}]}).json["refused"]
        assert told["code"] == "invalid"


def test_the_day_list_leaves_out_whom_a_strike_concerns_and_says_who() -> None:
    agent = parent(AGENT)
    strike = {"day": "2026-11-23", "reason": "grève", "services": ["restauration"], "classes": ["CM1"]}
    put_month(a_month("guilhem", "2026-11", {(23, "restauration"): a_booking()}))
    entry = agent.post("/communes/lisse/called-off", strike).json
    shown = agent.get("/communes/lisse/day-list?service=restauration&date=2026-11-23").json
    assert [child["child"] for child in shown["children"]] == ["guilhem"]
    assert plain(shown["remark"]).startswith("Annulé pour la classe CM1")
    everybody = agent.put(f"/communes/lisse/called-off/2026-11/{entry['id']}", strike | {"classes": []})
    assert (everybody.status, everybody.json["classes"]) == (200, [])
    shown = agent.get("/communes/lisse/day-list?service=restauration&date=2026-11-23").json
    assert shown["children"] == [] and plain(shown["remark"]) == "N’a pas lieu : grève."


def test_the_families_to_call_are_those_whom_no_mail_reaches() -> None:
    settle(a_family("papier", name="Papier", children=("leo",), members=()), [a_child("leo", ("papier",))])
    settle(
        a_family("silence", name="Silence", children=("zoe",), members=(STRANGER,)),
        [a_child("zoe", ("silence",))],
    )
    an_account(STRANGER, "silence@famille.example", families=(FamilyRef("lisse", "silence"),))
    put_month(a_month("leo", "2026-11", {(23, "restauration"): a_booking(payer="papier")}))
    put_month(a_month("zoe", "2026-11", {(23, "restauration"): a_booking(payer="silence")}))
    note_mail_return(MailReturn("silence@famille.example", NoMailBecause.BOUNCE, NOW), now=NOW)
    agent = parent(AGENT)
    asked = "/communes/lisse/called-off/families?date=2026-11-23"
    assert agent.get(asked).json == {"families": [], "unreadable": []}
    strike = {"day": "2026-11-23", "reason": "grève", "services": ["restauration"]}
    before = agent.post("/communes/lisse/called-off/preview", strike).json
    assert before["silent"] == 2, "they are named before anything is done"
    assert [(each["name"], each["phone"]) for each in before["to_call"]] == [
        ("Papier", "01 99 00 56 78"),
        ("Silence", "01 99 00 56 78"),
    ]
    agent.post("/communes/lisse/called-off", {"day": "2026-11-23", "reason": "grève"})
    shown = agent.get(asked).json["families"]
    assert [(each["name"], each["mailed"]) for each in shown] == [
        ("Papier", False),
        ("Silence", False),
        ("Testmp", True),
    ]
    [child] = shown[0]["children"]
    assert (child["name"], child["services"]) == ("Leo Testmp", ["Restauration scolaire"])
    assert shown[0]["phone"] == "01 99 00 56 78"


def test_a_service_that_is_billed_on_attendance_lists_who_is_enrolled_that_day() -> None:
    town = a_town()
    services = (
        replace(town.services[0], code="etude", name="Étude", reserve=Rule(mode=Mode.ATTENDANCE)),
        *town.services,
    )
    publish_reglement("lisse", replace(town, services=services), now=NOW)
    since = on("mardi 2026-09-01")
    enrolled = {
        "lea": (Enrolment("etude", "autre", since),),
        "tom": (Enrolment("etude", "autre", since, weekdays=(2, 4)),),
        "max": (Enrolment("etude", "autre", since, on("vendredi 2026-10-16")),),
        "ines": (),
    }
    kids = [a_child(name, ("autre",), enrolments=held) for name, held in enrolled.items()]
    settle(a_family("autre", children=tuple(enrolled)), kids)
    agent = parent(AGENT)

    def expected(day: str) -> list[tuple[str, str]]:
        shown = agent.get(f"/communes/lisse/day-list?service=etude&date={day}").json
        return [(child["child"], child["expected"]) for child in shown["children"]]

    assert expected("2026-11-23") == [("lea", "enrolled")]  # lundi
    assert expected("2026-11-24") == [("lea", "enrolled"), ("tom", "enrolled")]  # mardi
    assert expected("2026-11-21") == expected("2026-11-25") == []  # samedi, mercredi


def test_attendance_is_read_and_written_by_those_who_keep_the_children(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    declare(parent())
    agent = Browser(app, cookie=log_in(AGENT, now=NOW))
    query = "/communes/lisse/day-list?service=restauration&date=2026-11-23"
    [expected] = agent.get(query).json["children"]
    assert (expected["child"], expected["expected"], expected["absent"], expected["presence"]) == (
        "clara",
        "booked",
        "absence déclarée",
        "expected",
    )
    write_down("clara", "guilhem", service="restauration", day=MONDAY, at=NOW)
    assert [child["child"] for child in agent.get(query).json["children"]] == ["clara", "guilhem"]
    assert parent().get(f"{FAMILY}/absences").json["absences"][0]["days"][0]["date"] == "2026-11-24"


def test_each_agent_keeps_to_their_role() -> None:
    appoint(JULIE, Role.CHILDCARE)
    julie = parent(JULIE)
    assert julie.get("/communes/lisse/absences?month=2026-11").status == 403
    assert julie.post("/communes/lisse/called-off", {"day": "2026-11-26", "reason": "grève"}).status == 403
    assert julie.get("/communes/lisse/day-list?service=restauration&date=2026-11-23").status == 200


def test_a_service_that_took_place_after_all_is_put_back() -> None:
    agent = Browser(app, cookie=log_in(AGENT, now=NOW))
    entry = agent.post("/communes/lisse/called-off", {"day": "2026-11-26", "reason": "neige"}).json
    month = "/communes/lisse/called-off?month=2026-11"
    assert [one["id"] for one in agent.get(month).json["called_off"]] == [entry["id"]]
    assert agent.delete(f"/communes/lisse/called-off/2026-11/{entry['id']}").status == 200
    assert agent.get(month).json["called_off"] == []


def test_a_day_on_which_the_child_was_seen_is_no_absence() -> None:
    [stored] = child_months.months_of("lisse", ["clara"], "2026-11")
    month: ChildMonth = replace(stored.value)
    put_month(month.with_attended(Slot(MONDAY, "restauration", "clara"), seen()))
    assert [day["date"] for day in declare(parent())["days"]] == ["2026-11-24"]
