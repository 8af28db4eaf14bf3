"""*Mon dossier*: a parent reads what the town has written down, what lacks first, and confirms it for the school year."""

import re
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from app import app
from functions import wiring
from functions.domain.agents.staff import Role
from functions.domain.families.family import Civility, Guardian, QuotientFamilial
from functions.domain.files.edits import FieldEdit
from functions.domain.messages import MessageKind
from functions.domain.papers.papers import Paper, PaperAbout, PaperKind, PaperLasts, PaperState
from functions.domain.reglement.service_conditions import Need, ServiceConditions
from functions.domain.safety.child_safety import Allergen, ChildSafety, MayFetch, MayNotFetch
from functions.domain.safety.health_sheet import HealthSheet
from functions.jobs.letters import letter
from functions.jobs.open_months import open_months as open_months_job
from functions.storage.accounts import activations
from functions.storage.families import requests
from functions.storage.families.families import family as stored_family
from functions.storage.papers import family_papers
from functions.storage.safety import child_safeties
from functions.storage.table import journal, keys
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.families.end_access import EndAccess, end_access
from functions.usecases.files.edit_family import FamilyEdit, edit_family
from functions.usecases.papers.name_paper_kinds import name_paper_kinds
from functions.usecases.safety.write_safety import SafetyWritten, name_menus, write_safety
from infra.local.events import schedule_event
from tests.support.accounts import an_account, messages
from tests.support.builders import (
    CANTEEN,
    CLARA,
    GUILHEM,
    JULIE,
    MARC,
    a_child,
    a_family,
    a_reglement,
    appoint,
    log_in,
    on,
    open_town,
    paris,
    settle,
)
from tests.support.client import Browser

AUGUST = paris("samedi 2027-08-21 22:10")
FILE = "/communes/lisse/families/testmp/file"
ANNE = "0" * 25 + "s"


class Clock:
    now = AUGUST


@pytest.fixture
def clock(table: str, monkeypatch: pytest.MonkeyPatch) -> Clock:
    held = Clock()
    monkeypatch.setattr(wiring, "now", lambda: held.now)
    asked = ServiceConditions(needs=(Need.ACCEPTED_REGLEMENT,))
    open_town(reglement=a_reglement(services=(replace(CANTEEN, conditions=asked),)))
    settle()
    return held


@pytest.fixture
def marc(clock: Clock) -> Browser:
    return Browser(app, cookie=log_in(MARC, now=AUGUST))


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def facts(file: Any, place: int) -> dict[str, str]:
    return {each["label"]: plain(each["value"]) for each in file["sections"][place]["facts"]}


def a_sheet(child: str, at: datetime = AUGUST, seen: int = 0, **said: Any) -> int:
    sheet = ChildSafety(child, **said)
    return write_safety(SafetyWritten("lisse", sheet, seen, ANNE, f"sheet-{child}-{seen}", at))


def confirm(browser: Browser, file: Any) -> Any:
    return browser.post(f"{FILE}/confirmation", {"year": file["year"], "seen": file["seen"]})


def test_a_parent_reads_what_the_town_has_of_each_section(marc: Browser) -> None:
    name_menus("lisse", ("Sans porc",), by=ANNE, now=AUGUST)
    grandmother = MayFetch("Rose Dupré", "06 39 98 77 77", "grand-mère")
    a_sheet("clara", diet="Sans porc", allergens=(Allergen.NUTS,), may_fetch=(grandmother,))
    file = marc.get(FILE).json
    assert (file["year"], file["year_name"], file["confirmed"]) == (2027, "2027-2028", "")
    assert [(each["code"], each["title"]) for each in file["sections"]] == [
        ("family", "Nous"),
        ("child", "Clara Testmp"),
        ("child", "Guilhem Testmp"),
        ("quotient", "Quotient familial"),
        ("reglement", "Règlement"),
    ]
    assert facts(file, 0)["Adresse"] == "3 rue des Tilleuls, 00000 Lisse"
    clara, guilhem = facts(file, 1), facts(file, 2)
    assert (clara["Allergies"], clara["Menu"], clara["PAI"]) == ("fruits à coque", "Sans porc", "aucun")
    assert (
        clara["Peut venir chercher l’enfant"]
        == "Marc Testmp (responsable), Julie Testmp (responsable) et Rose Dupré (grand-mère, 06 39 98 77 77)"
    )
    assert (guilhem["Allergies"], guilhem["Menu"], guilhem["Sortie"]) == (
        "aucune",
        "habituel",
        "avec un adulte",
    )
    assert facts(file, 3)["Quotient familial"] == "812, depuis le 1er septembre 2026"


def test_what_is_missing_or_ends_soon_comes_first_with_where_it_is_done(marc: Browser) -> None:
    kinds = [
        PaperKind("assurance", "Assurance scolaire", PaperAbout.CHILD, PaperLasts.SCHOOL_YEAR),
        PaperKind("domicile", "Justificatif de domicile", PaperAbout.FAMILY, PaperLasts.FOREVER),
    ]
    name_paper_kinds("lisse", kinds, seen=0, by=ANNE, now=AUGUST)
    transaction = Transaction()
    until = paris("mardi 2027-08-31 09:00").date()
    seen = Paper("assurance", "clara", PaperState.ACCEPTED, ANNE, AUGUST, until)
    family_papers.put(transaction, Stored(keys.paper("lisse", "testmp", "assurance", "clara"), seen, 0))
    transaction.commit()
    lacks = marc.get(FILE).json["lacks"]
    assert [(plain(each["sentence"]), each["lead"], each["paper"]) for each in lacks] == [
        ("Le règlement est à accepter.", "reglement", ""),
        ("Assurance scolaire (Clara) : bon jusqu’au 31 août 2027.", "paper", "assurance.clara"),
        ("Assurance scolaire (Guilhem) : à donner.", "paper", "assurance.guilhem"),
        ("Justificatif de domicile : à donner.", "paper", "domicile.-"),
    ]


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


def test_a_parent_confirms_once_and_the_other_reads_it(marc: Browser) -> None:
    file = marc.get(FILE).json
    julie = Browser(app, cookie=log_in(JULIE, now=AUGUST))
    read_by_julie = julie.get(FILE).json
    done = confirm(marc, file)
    assert done.status == 200
    assert plain(done.json["confirmed"]) == "Dossier 2027-2028 confirmé par vous, samedi 21 août à 22 h 10."
    again = confirm(julie, read_by_julie).json["confirmed"]
    assert plain(again) == "Dossier 2027-2028 confirmé par un autre parent, samedi 21 août à 22 h 10."
    assert julie.get(FILE).json["confirmed"] == again
    lines = [line for line in journal.lines("lisse", "testmp") if line.act == "file_confirmed"]
    assert [(line.by, line.detail) for line in lines] == [(MARC, {"year": 2027})]


def test_what_was_changed_since_it_was_read_is_not_confirmed(marc: Browser, clock: Clock) -> None:
    file = marc.get(FILE).json
    version = a_sheet("guilhem", allergens=(Allergen.EGGS,))
    refused = confirm(marc, file)
    assert (refused.status, refused.json["code"]) == (409, "file_moved")
    file = marc.get(FILE).json
    a_sheet("guilhem", seen=version, allergens=(Allergen.MILK,))
    assert confirm(marc, file).status == 409
    file = marc.get(FILE).json
    phone = FieldEdit("phone", "01 99 00 56 78", "06 39 98 00 01")
    edit_family(FamilyEdit("lisse", "testmp", (phone,), (), ANNE, "edit", AUGUST))
    assert confirm(marc, file).status == 409
    assert stored_family("lisse", "testmp").value.confirmed is None
    assert confirm(marc, marc.get(FILE).json).status == 200


@pytest.mark.parametrize(
    ("now", "year"),
    [
        ("mercredi 2027-06-30 23:59", 2026),
        ("jeudi 2027-07-01 00:00", 2027),
        ("vendredi 2027-12-31 23:59", 2027),
        ("samedi 2028-01-01 00:00", 2027),
    ],
)
def test_the_file_of_the_coming_year_is_open_from_the_first_of_july(
    clock: Clock, now: str, year: int
) -> None:
    clock.now = paris(now)
    browser = Browser(app, cookie=log_in(MARC, now=clock.now))
    assert browser.get(FILE).json["year"] == year


def test_last_years_confirmation_says_nothing_of_this_year(marc: Browser, clock: Clock) -> None:
    clock.now = paris("mercredi 2027-06-30 20:00")
    june = Browser(app, cookie=log_in(MARC, now=clock.now))
    assert confirm(june, june.get(FILE).json).json["confirmed"].startswith("Dossier 2026-2027")
    read_in_june = june.get(FILE).json
    clock.now = paris("jeudi 2027-07-01 00:00")
    assert confirm(june, read_in_june).status == 200  # the year that was confirmed already
    july = june.get(FILE).json
    assert (july["confirmed"], plain(july["before"])) == (
        "",
        "Repris du dossier 2026-2027, confirmé par vous le 30 juin 2027.",
    )
    assert read_in_june["before"] == ""


def test_the_town_reads_it_in_the_file_and_filters_its_list_by_it(marc: Browser) -> None:
    settle(a_family("voisins", name="Voisins", children=("tom",), members=()), [a_child("tom", ("voisins",))])
    appoint(ANNE, Role.SECRETARY)
    anne = Browser(app, cookie=log_in(ANNE, now=AUGUST))
    listed = "/communes/lisse/files?state=unconfirmed"
    assert [each["name"] for each in anne.get(listed).json["families"]] == ["Testmp", "Voisins"]
    told = "/communes/lisse/files/testmp"
    assert anne.get(told).json["confirmed"] == "dossier 2027-2028 pas encore confirmé par la famille"
    confirm(marc, marc.get(FILE).json)
    assert [each["name"] for each in anne.get(listed).json["families"]] == ["Voisins"]
    searched = anne.get(f"{listed}&search=testmp").json["families"]
    assert [each["name"] for each in searched] == ["Voisins"]
    assert plain(anne.get(told).json["confirmed"]) == "dossier 2027-2028 confirmé le 21 août 2027"
    settle()
    assert stored_family("lisse", "testmp").value.confirmed is not None  # the town's list says nothing of it


def test_a_file_of_nobodys_is_shown_to_nobody(marc: Browser) -> None:
    stranger = Browser(app, cookie=log_in("0" * 25 + "x", now=AUGUST))
    assert stranger.get(FILE).status == 404
    assert confirm(stranger, marc.get(FILE).json).status == 404


def test_of_a_child_of_two_homes_neither_reads_the_other_nor_who_is_kept_away(marc: Browser) -> None:
    other = a_family(
        "durand",
        name="Durand",
        phone="01 99 00 99 99",
        children=("clara",),
        guardians=a_family().guardians[1:],
        members=(JULIE,),
    )
    shared = replace(CLARA, families=("testmp", "durand"))
    mine = replace(a_family(), guardians=a_family().guardians[:1], members=(MARC,))
    settle(other, [shared])
    settle(mine, [shared, GUILHEM])
    a_sheet("clara", may_not_fetch=(MayNotFetch("Jean Écarté", "Ordonnance-du-juge"),))
    said = marc.get(FILE).text
    for word in ("Durand", "99 99", "Julie", "Écarté", "Ordonnance", "julie@"):
        assert word not in said, word


PLACE = {
    "phone": "06 39 98 00 01",
    "line1": "9 rue Haute",
    "line2": "",
    "postcode": "00000",
    "city": "Lisse",
}
ROSE = {"name": "Rose Dupré", "tie": "grand-mère", "phone": "06 39 98 77 77"}
SHEET: dict[str, Any] = {"diet": "", "allergens": ["milk", "eggs"], "pai": True, "may_fetch": [ROSE]}
WORDS = ("lait", "milk", "œufs", "eggs", "allergi", "PAI", "pai", "Dupré", "77 77", "grand-mère")


def correct(browser: Browser, **corrected: Any) -> Any:
    return browser.post(f"{FILE}/corrections", {"seen": browser.get(FILE).json["seen"], **corrected})


def the_secretary() -> Browser:
    appoint(ANNE, Role.SECRETARY)
    return Browser(app, cookie=log_in(ANNE, now=AUGUST))


def decide(anne: Browser, *, accept: bool = True, reason: str = "") -> Any:
    [request] = anne.get("/communes/lisse/corrections").json["requests"]
    fields = [each["field"] for each in request["fields"] if each["state"] == "open"]
    body = {"accept": fields} if accept else {"refuse": fields, "reason": reason}
    answer = anne.post(f"/communes/lisse/corrections/testmp/{request['id']}", body)
    assert answer.status == 200, answer.text
    return answer.json


def test_a_family_that_moved_asks_and_the_town_decides(marc: Browser) -> None:
    sent = correct(marc, place=PLACE).json
    assert sent["asked"]
    file = marc.get(FILE).json
    assert facts(file, 0)["Téléphone"] == "01 99 00 56 78"
    assert [plain(each) for each in file["waiting"]] == [
        "Téléphone : 01 99 00 56 78 → 06 39 98 00 01",
        "Adresse : 3 rue des Tilleuls → 9 rue Haute",
    ]
    done = decide(the_secretary())
    assert done["failed"] == []
    file = marc.get(FILE).json
    assert (facts(file, 0)["Téléphone"], file["waiting"]) == ("06 39 98 00 01", [])
    assert not correct(marc, place=PLACE).json["asked"]


def test_a_later_wish_for_a_field_takes_the_place_of_the_one_that_waits(marc: Browser) -> None:
    correct(marc, place=PLACE)
    correct(marc, place=PLACE | {"phone": "06 39 98 00 02"})
    waiting = [plain(each) for each in marc.get(FILE).json["waiting"]]
    assert waiting == [
        "Téléphone : 01 99 00 56 78 → 06 39 98 00 02",
        "Adresse : 3 rue des Tilleuls → 9 rue Haute",
    ]
    decide(the_secretary())
    assert stored_family("lisse", "testmp").value.phone == "06 39 98 00 02"


def test_each_form_takes_up_what_its_reader_asked_and_takes_it_back(marc: Browser) -> None:
    was = marc.get(FILE).json["sections"]
    born = {**was[2]["identity"], "birth_date": "2020-09-15"}
    names = {**was[0]["names"], "name": "Testmp-Durand"}
    names["guardians"] = [was[0]["names"]["guardians"][0], {"last_name": "Durand", "first_name": "Julie"}]
    asked: list[dict[str, Any]] = [
        {"place": PLACE},
        {"names": names},
        {"child": "guilhem", "sheet": SHEET},
        {"child": "guilhem", "identity": born},
    ]
    for one in asked:
        assert correct(marc, **one).json["asked"]
    file = marc.get(FILE).json
    count = len(file["waiting"])
    assert file["comprised"].startswith(f"Vos {count} corrections en attente sont comprises")
    shown = file["sections"]
    assert (shown[0]["place"], shown[0]["names"], shown[2]["identity"]) == (PLACE, names, born)
    sheet = shown[2]["sheet"]
    assert (set(sheet["allergens"]), sheet["pai"], sheet["may_fetch"]) == ({"milk", "eggs"}, True, [ROSE])
    julie = Browser(app, cookie=log_in(JULIE, now=AUGUST))
    theirs = julie.get(FILE).json["sections"]
    assert [theirs[at][of] for at, of in ((0, "place"), (0, "names"), (2, "sheet"), (2, "identity"))] == [
        was[at][of] for at, of in ((0, "place"), (0, "names"), (2, "sheet"), (2, "identity"))
    ]
    assert not correct(julie, place=was[0]["place"]).json["asked"]
    assert len(marc.get(FILE).json["waiting"]) == count, "what one parent asked, the other does not take back"
    assert confirm(marc, file).status == 200
    confirmed = marc.get(FILE).json
    assert confirmed["confirmed"].endswith(f"{count} corrections attendent encore la réponse de la mairie.")
    assert confirmed["comprised"] == ""
    for one in asked:
        [what] = one.keys() - {"child"}
        place = 2 if "child" in one else 0
        assert not correct(marc, **one | {what: was[place][what]}).json["asked"]
    assert marc.get(FILE).json["waiting"] == []
    assert [line.act for line in journal.lines("lisse", "testmp")].count("corrections_withdrawn") == 4
    assert the_secretary().get("/communes/lisse/corrections").json["requests"] == []


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


HEALTH: dict[str, Any] = {
    "vaccinated": True,
    "doctor": "Dr Anne Soin",
    "doctor_phone": "01 99 00 45 67",
    "care": "Asthme : inhalateur dans le cartable",
    "aids": "",
    "emergency_care": True,
}
OF_HEALTH = ("Asthme", "inhalateur", "Soin", "00 45 67", "accin", "octor", "édecin", "mergency", "urgence")


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


def test_confirming_the_file_attests_the_health_sheets_that_were_shown_for_the_year(
    marc: Browser, clock: Clock
) -> None:
    last_year = paris("samedi 2026-09-05 10:00")
    a_sheet("guilhem", last_year, health=HealthSheet(True, "Dr Anne Soin"))
    said = facts(marc.get(FILE).json, 2)
    assert said["Fiche sanitaire"] == "recopiée par la mairie le 5 septembre 2026, pour 2026-2027"
    assert confirm(marc, marc.get(FILE).json).status == 200
    said = facts(marc.get(FILE).json, 2)
    assert said["Fiche sanitaire"] == "attestée par Marc Testmp le 21 août 2027, pour 2027-2028"


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


def test_a_name_and_a_date_of_birth_are_asked_and_written_once_the_town_accepts(marc: Browser) -> None:
    section = marc.get(FILE).json["sections"][2]
    born = {**section["identity"], "birth_date": "2020-09-15"}
    assert correct(marc, child="guilhem", identity=born).json["asked"]
    [waiting] = marc.get(FILE).json["waiting"]
    assert plain(waiting) == (
        "Date de naissance de l’enfant (Guilhem) : 14 septembre 2020 → 15 septembre 2020"
    )
    anne = the_secretary()
    assert decide(anne)["failed"] == []
    assert facts(marc.get(FILE).json, 2)["Date de naissance"] == "15 septembre 2020"
    assert not correct(marc, child="guilhem", identity=born).json["asked"]
    names = marc.get(FILE).json["sections"][0]["names"]
    names["name"], names["guardians"][1]["last_name"] = "Testmp-Durand", "Durand"
    assert correct(marc, names=names).json["asked"]
    waiting = [plain(each) for each in marc.get(FILE).json["waiting"]]
    assert waiting == [
        "Nom de la famille : Testmp → Testmp-Durand",
        "Nom du responsable (Julie Testmp) : Testmp → Durand",
    ]
    assert decide(anne)["failed"] == []
    family = stored_family("lisse", "testmp").value
    assert (family.name, [one.last_name for one in family.guardians]) == (
        "Testmp-Durand",
        ["Testmp", "Durand"],
    )


def test_the_other_parent_corrects_both_names_each_where_the_file_has_it(clock: Clock) -> None:
    julie = Browser(app, cookie=log_in(JULIE, now=AUGUST))
    names = julie.get(FILE).json["sections"][0]["names"]
    assert [one["first_name"] for one in names["guardians"]] == ["Marc", "Julie"]
    names["guardians"][0]["first_name"], names["guardians"][1]["first_name"] = "Marco", "Juliette"
    assert correct(julie, names=names).json["asked"]
    [request] = [one.value for one in requests.of_family("lisse", "testmp")]
    assert [(one.field, one.after) for one in request.corrections] == [
        ("guardians.1.first_name", "Marco"),
        ("guardians.0.first_name", "Juliette"),
    ]
    assert decide(the_secretary())["failed"] == []
    family = stored_family("lisse", "testmp").value
    assert [one.first_name for one in family.guardians] == ["Marco", "Juliette"]


def test_a_child_of_another_name_altogether_is_left_to_the_town(marc: Browser) -> None:
    other = {"first_name": "Tom", "last_name": "Autre", "birth_date": "2019-01-01"}
    correct(marc, child="guilhem", identity=other)
    done = decide(the_secretary())
    assert {each["code"] for each in done["failed"]} == {"by_hand"}
    assert correct(marc, child="guilhem", identity=other | {"birth_date": "1890-01-01"}).status == 422


def test_a_sheet_that_the_town_changed_meanwhile_is_not_overwritten(marc: Browser) -> None:
    correct(marc, child="guilhem", sheet=SHEET)
    a_sheet("guilhem", allergens=(Allergen.NUTS,))
    done = decide(the_secretary())
    assert [each["code"] for each in done["failed"]] == ["changed_meanwhile"]
    assert child_safeties.safeties("lisse", ["guilhem"])["guilhem"].value.allergens == (Allergen.NUTS,)


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


def test_what_the_town_could_not_write_is_refused_before_it_is_asked(marc: Browser) -> None:
    unknown = correct(marc, child="guilhem", sheet=SHEET | {"diet": "Sans rien"})
    assert (unknown.status, unknown.json["code"]) == (422, "unknown_menu")
    assert correct(marc, child="tom", sheet=SHEET).status == 404
    assert correct(marc).status == 422
    assert marc.get(FILE).json["waiting"] == []


def test_a_parent_invites_the_other_once_and_nobody_whom_the_town_put_out(clock: Clock) -> None:
    family = a_family("durand", name="Durand", children=("tom",), members=(MARC,))
    marc_, julie = family.guardians
    ines = Guardian(Civility.MADAME, "Durand", "Inès", "ines@famille.example")
    leo = Guardian(Civility.MONSIEUR, "Durand", "Léo")
    waiting = replace(family, guardians=(marc_, replace(julie, account=None), ines, leo))
    settle(waiting, [a_child("tom", ("durand",))])
    ended = EndAccess("lisse", "durand", activations.hashed("ines@famille.example"), ANNE, "end", AUGUST)
    end_access(ended)
    browser = Browser(app, cookie=log_in(MARC, now=AUGUST))
    file = "/communes/lisse/families/durand/file"
    [person] = browser.get(file).json["sections"][0]["to_invite"]
    assert person["name"] == "Julie Testmp"
    answer = browser.post(f"{file}/invitations", {"person": person["person"]}, key="invite-her")
    assert answer.status == 200 and "@" not in answer.text
    assert browser.post(f"{file}/invitations", {"person": person["person"]}, key="invite-her").status == 200
    assert len(messages("activation")) == 1
    section = browser.get(file).json["sections"][0]
    assert section["to_invite"] == []
    assert "Julie Testmp (invitation envoyée)" in [each["value"] for each in section["facts"]]
    for somebody in (person["person"], activations.hashed("ines@famille.example")):
        refused = browser.post(f"{file}/invitations", {"person": somebody})
        assert (refused.status, refused.json["code"]) == (409, "only_the_town_invites")
    assert browser.post(f"{file}/invitations", {"person": "0" * 26}).status == 404
    assert len(messages("activation")) == 1


def test_no_code_of_a_school_is_shown_where_the_town_does_not_name_it(marc: Browser) -> None:
    settle(children=(replace(CLARA, school="petit-pont", school_class="CE2"), GUILHEM))
    assert facts(marc.get(FILE).json, 1)["École et classe"] == "CE2"


def test_a_coming_quotient_is_shown_and_asks_for_no_newer_one(marc: Browser) -> None:
    coming = QuotientFamilial(612, paris("mercredi 2027-09-01 08:00").date())
    settle(replace(a_family(), quotients=(coming,)))
    file = marc.get(FILE).json
    said = facts(file, 3)
    assert said["Quotient familial"] == "la mairie n’en connaît pas"
    assert said["À venir"] == "612, à partir du 1er septembre 2027 (ce qui est déjà réservé garde son prix)"
    assert "Quotient familial" not in [each["title"] for each in file["lacks"]]


def test_a_phone_that_lacks_digits_is_refused_and_one_of_abroad_is_not(marc: Browser) -> None:
    place = marc.get(FILE).json["sections"][0]["place"]
    short = correct(marc, place={**place, "phone": "06 39 98 00"})
    assert (short.status, short.json["code"]) == (422, "phone_refused")
    sheet = marc.get(FILE).json["sections"][1]["sheet"]
    fetcher = {"name": "Rose Dupré", "tie": "", "phone": "06 39 98 00"}
    refused = correct(marc, child="clara", sheet={**sheet, "may_fetch": [fetcher]})
    assert (refused.status, refused.json["code"]) == (422, "phone_refused")
    assert correct(marc, place={**place, "phone": "+352 621 123 456"}).status == 200


def test_who_corrects_after_the_other_parent_reads_before_that_it_takes_its_place(marc: Browser) -> None:
    place = marc.get(FILE).json["sections"][0]["place"]
    correct(marc, place={**place, "phone": "06 39 98 00 01"})
    assert "déjà demandé" not in marc.get(FILE).json["waiting"][0]
    julie = Browser(app, cookie=log_in(JULIE, now=AUGUST))
    assert plain(julie.get(FILE).json["waiting"][0]).endswith(
        "→ 06 39 98 00 01 (Marc l’a déjà demandé : si vous corrigez la même ligne, votre demande remplace la sienne)"
    )
