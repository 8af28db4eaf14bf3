"""*Mon dossier*: what keeps a child safe and its health sheet, who attests it, how long it is kept, and who may not read it."""

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from app import app
from functions.domain.agents.staff import Role
from functions.domain.messages import MessageKind
from functions.domain.safety.child_safety import Allergen, MayFetch
from functions.domain.safety.health_sheet import HealthSheet
from functions.jobs.letters import letter
from functions.jobs.open_months import open_months as open_months_job
from functions.storage.families import requests
from functions.storage.safety import child_safeties
from functions.storage.table import journal
from infra.local.events import schedule_event
from tests.support.accounts import an_account, messages
from tests.support.builders import (
    CLARA,
    GUILHEM,
    JULIE,
    a_reglement,
    appoint,
    log_in,
    on,
    open_town,
    paris,
    settle,
)
from tests.support.client import Browser
from tests.support.own_file import (
    AUGUST,
    FILE,
    HEALTH,
    SHEET,
    a_sheet,
    correct,
    decide,
    facts,
    the_secretary,
)
from tests.support.spaces import plain
from tests.web.files.conftest import Clock

WORDS = ("lait", "milk", "œufs", "eggs", "allergi", "PAI", "pai", "Dupré", "77 77", "grand-mère")
OF_HEALTH = ("Asthme", "inhalateur", "Soin", "00 45 67", "accin", "octor", "édecin", "mergency", "urgence")


def test_what_keeps_a_child_safe_is_written_in_its_sheet_once_the_town_accepts(marc: Browser) -> None:
    assert correct(marc, child="guilhem", sheet=SHEET).json["asked"]
    assert child_safeties.safeties("lisse", ["guilhem"]) == {}
    decide(the_secretary())
    sheet = child_safeties.safeties("lisse", ["guilhem"])["guilhem"].value
    assert sheet.allergens == (Allergen.EGGS, Allergen.MILK)
    assert sheet.may_fetch == (MayFetch("Rose Dupré", "06 39 98 77 77", "grand-mère"),)
    assert sheet.pai is not None and sheet.pai.first == AUGUST.date()
    assert facts(marc.get(FILE).json, 2)["Allergies"] == "œufs et lait"
    assert correct(marc, child="guilhem", sheet=SHEET | {"pai": False, "allergens": []}).json["asked"]
    decide(the_secretary())
    sheet = child_safeties.safeties("lisse", ["guilhem"])["guilhem"].value
    assert (sheet.allergens, sheet.pai) == ((), None)


def test_a_sheet_that_the_town_changed_meanwhile_is_not_overwritten(marc: Browser) -> None:
    correct(marc, child="guilhem", sheet=SHEET)
    a_sheet("guilhem", allergens=(Allergen.NUTS,))
    done = decide(the_secretary())
    assert [each["code"] for each in done["failed"]] == ["changed_meanwhile"]
    assert child_safeties.safeties("lisse", ["guilhem"])["guilhem"].value.allergens == (Allergen.NUTS,)


def test_a_health_sheet_is_asked_for_where_a_service_takes_children_in(marc: Browser) -> None:
    assert [each["lead"] for each in marc.get(FILE).json["lacks"]] == ["reglement"]
    tariffs = tuple(replace(each, care_percent=Decimal(75)) for each in a_reglement().tariffs)
    open_town(reglement=a_reglement(version=2, tariffs=tariffs))
    a_sheet("clara", health=HealthSheet(True, "Dr Anne Soin", emergency_care=False))

    def lack(browser: Browser = marc) -> tuple[str, str, str]:
        [one] = [each for each in browser.get(FILE).json["lacks"] if each["lead"] == "health"]
        return one["child"], one["action"], plain(one["sentence"])

    assert lack() == ("guilhem", "Remplir", "Fiche sanitaire (Guilhem) : pas encore remplie.")
    sent = correct(marc, child="guilhem", health=HEALTH | {"emergency_care": None}).json
    assert plain(sent["sentence"]).endswith("La fiche reste à compléter : il manque les soins d’urgence.")
    waits = "Fiche sanitaire (Guilhem) : envoyée le 21 août 2027, en attente de la mairie."
    assert lack() == ("guilhem", "Compléter", f"{waits} Il y manque les soins d’urgence.")
    julie = Browser(app, cookie=log_in(JULIE, now=AUGUST))
    assert "envoyée par Marc le 21 août 2027" in lack(julie)[2]
    for parent in (marc, julie):
        assert parent.get(FILE).json["sections"][2]["health"] == HEALTH | {"emergency_care": None}
    decide(the_secretary())
    assert lack() == ("guilhem", "Compléter", "Fiche sanitaire (Guilhem) : il manque les soins d’urgence.")
    sent = correct(marc, child="guilhem", health=HEALTH).json
    assert "il manque" not in sent["sentence"]
    assert lack() == ("guilhem", "Relire", waits)
    decide(the_secretary())
    assert [each["lead"] for each in marc.get(FILE).json["lacks"] if each["lead"] == "health"] == []


def test_a_health_sheet_is_attested_by_who_sent_it_once_the_town_accepts(marc: Browser) -> None:
    a_sheet("guilhem", diet="Sans porc")
    assert facts(marc.get(FILE).json, 2)["Fiche sanitaire"] == "pas encore remplie"
    assert correct(marc, child="guilhem", health=HEALTH).json["asked"]
    waiting = [plain(each) for each in marc.get(FILE).json["waiting"]]
    sent = "envoyée le 21 août 2027, en attente de la mairie"
    assert facts(marc.get(FILE).json, 2)["Fiche sanitaire"] == sent
    assert "Soins et recommandations (Guilhem) : rien → Asthme : inhalateur dans le cartable" in waiting
    anne = the_secretary()
    decide(anne)
    said = facts(marc.get(FILE).json, 2)
    assert said["Vaccins obligatoires"] == "à jour"
    assert said["Médecin traitant"] == "Dr Anne Soin, 01 99 00 45 67"
    assert said["Soins d’urgence"] == "autorisés, hospitalisation comprise"
    assert said["Fiche sanitaire"] == "attestée par Marc Testmp le 21 août 2027, pour 2027-2028"
    [_, guilhem] = anne.get("/communes/lisse/files/testmp").json["children"]
    read = {each["label"]: plain(each["value"]) for each in guilhem["sheet"]["facts"]}
    assert read["Fiche sanitaire"] == said["Fiche sanitaire"] and read["Menu"] == "Sans porc"
    assert not correct(marc, child="guilhem", health=HEALTH).json["asked"]


def test_what_an_agent_copies_from_paper_is_signed_by_the_town_and_an_old_page_takes_nothing_away(
    marc: Browser,
) -> None:
    correct(marc, child="guilhem", health=HEALTH)
    anne = the_secretary()
    decide(anne)
    sheet = "/communes/lisse/children/guilhem/safety"

    def written(**changed: Any) -> dict[str, str]:
        [_, guilhem] = anne.get("/communes/lisse/files/testmp").json["children"]
        answer = anne.put(sheet, guilhem["safety"] | changed)
        assert answer.status == 200, answer.text
        return facts(marc.get(FILE).json, 2)

    attested = "attestée par Marc Testmp le 21 août 2027, pour 2027-2028"
    assert written(allergens=["eggs"])["Fiche sanitaire"] == attested
    assert written(allergens=[], health=None)["Fiche sanitaire"] == attested
    said = written(health=HEALTH | {"emergency_care": False})
    assert said["Soins d’urgence"] == "pas autorisés : la famille doit être jointe d’abord"
    assert said["Fiche sanitaire"] == "recopiée par la mairie le 21 août 2027, pour 2027-2028"
    assert written(health={})["Fiche sanitaire"] == "pas encore remplie"


def test_a_doctors_phone_that_lacks_digits_and_a_sheet_without_a_child_are_refused(marc: Browser) -> None:
    short = correct(marc, child="guilhem", health=HEALTH | {"doctor_phone": "01 99"})
    assert (short.status, short.json["code"]) == (422, "phone_refused")
    assert correct(marc, health=HEALTH).status == 422
    assert correct(marc, child="guilhem", health=HEALTH, sheet=SHEET).status == 422


@pytest.mark.parametrize(
    ("night", "left", "kept"),
    [
        ("dimanche 2028-10-01 01:40", None, True),
        ("mercredi 2028-11-01 01:40", None, False),
        ("mercredi 2027-12-01 01:40", "vendredi 2027-11-26", False),
        ("mercredi 2027-12-01 01:40", "vendredi 2027-12-03", True),
    ],
)
def test_a_health_sheet_is_deleted_when_its_year_is_over_or_the_child_has_left_and_the_rest_is_kept(
    clock: Clock, night: str, left: str | None, kept: bool
) -> None:
    a_sheet("guilhem", diet="Sans porc", health=HealthSheet(True, "Dr Anne Soin"))
    settle(children=(CLARA, replace(GUILHEM, last_day=None if left is None else on(left))))
    clock.now = paris(night)
    for _ in range(2):
        open_months_job(schedule_event("open_months", paris(night)), None)
    sheet = child_safeties.safeties("lisse", ["guilhem"])["guilhem"].value
    assert ((sheet.health is not None), sheet.diet) == (kept, "Sans porc")
    acts = [line.act for line in journal.lines("lisse", "testmp")]
    assert acts.count("health_forgotten") == (0 if kept else 1)


@pytest.mark.parametrize(
    ("asked", "words", "shown"),
    [
        ({"sheet": SHEET}, WORDS, ("lait", "Dupré", "PAI")),
        ({"health": HEALTH}, OF_HEALTH, ("Asthme", "Soin", "00 45 67", "vaccins")),
    ],
)
def test_no_word_of_health_stands_in_lists_mails_journal_or_before_who_may_not_read_it(
    marc: Browser,
    caplog: pytest.LogCaptureFixture,
    asked: dict[str, Any],
    words: tuple[str, ...],
    shown: tuple[str, ...],
) -> None:
    caplog.set_level("DEBUG")
    correct(marc, child="guilhem", **asked)
    odile = "0" * 25 + "o"
    appoint(odile, Role.REGISSEUR)
    regisseuse = Browser(app, cookie=log_in(odile, now=AUGUST))
    anne = the_secretary()
    said = [anne.get("/communes/lisse/inbox").text, regisseuse.get("/communes/lisse/corrections").text]
    [entry] = anne.get("/communes/lisse/inbox").json["entries"]
    item = f"/communes/lisse/inbox/correction/testmp/{entry['id']}"
    assert all(word in anne.get(item).text for word in shown)
    said += [regisseuse.get(item).text, marc.get("/communes/lisse/families/testmp/requests").text]
    decide(anne, accept=False, reason="Apportez l’avis du médecin pour l’allergie.")
    said.append(str([(line.act, line.detail) for line in journal.lines("lisse", "testmp")]))
    [message] = [one for one in messages() if one.kind is MessageKind.CORRECTION_ANSWERED]
    an_account()
    mail = letter(message, now=AUGUST)
    assert mail is not None
    said.append(str(mail))
    said += [record.getMessage() for record in caplog.records if record.name.startswith("functions")]
    codes = re.compile(r'"(field|subject)": ?"[^"]*"')
    for text in said:
        for word in words:
            assert word not in codes.sub("", text).replace("safety.1.", ""), (word, text)
    [request] = [one.value for one in requests.of_family("lisse", "testmp")]
    assert {(one.before, one.after) for one in request.corrections} == {("", "")}
    assert "avis du médecin" in marc.get("/communes/lisse/families/testmp/requests").text
