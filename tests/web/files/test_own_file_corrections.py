"""*Mon dossier*: a parent asks for what is to be corrected, and the town decides it, of who and where the family is."""

from typing import Any

from app import app
from functions.storage.families import requests
from functions.storage.families.families import family as stored_family
from functions.storage.table import journal
from tests.support.builders import JULIE, log_in
from tests.support.client import Browser
from tests.support.own_file import (
    AUGUST,
    FILE,
    PLACE,
    ROSE,
    SHEET,
    confirm,
    correct,
    decide,
    facts,
    the_secretary,
)
from tests.support.spaces import plain
from tests.web.files.conftest import Clock


def test_a_family_that_moved_asks_and_the_town_decides(marc: Browser) -> None:
    sent = correct(marc, place=PLACE).json
    assert sent["asked"]
    file = marc.get(FILE).json
    waits = "La mairie n’a pas encore répondu."
    assert facts(file, 0) | {"Responsable": ""} == {
        "Nom de la famille": "Testmp",
        "Adresse": f"3 rue des Tilleuls, 00000 Lisse. Demandé le 21 août 2027 : 9 rue Haute, 00000 Lisse. {waits}",
        "Téléphone": f"01 99 00 56 78. Demandé le 21 août 2027 : 06 39 98 00 01. {waits}",
        "Responsable": "",
    }
    briefs = [plain(fact["brief"]) for fact in file["sections"][0]["facts"] if fact["brief"]]
    assert briefs == [
        "Testmp",
        "3 rue des Tilleuls, 00000 Lisse, demandé : 9 rue Haute, 00000 Lisse",
        "01 99 00 56 78, demandé : 06 39 98 00 01",
    ]
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


def test_who_corrects_after_the_other_parent_reads_before_that_it_takes_its_place(marc: Browser) -> None:
    place = marc.get(FILE).json["sections"][0]["place"]
    correct(marc, place={**place, "phone": "06 39 98 00 01"})
    assert "déjà demandé" not in marc.get(FILE).json["waiting"][0]
    julie = Browser(app, cookie=log_in(JULIE, now=AUGUST))
    assert plain(julie.get(FILE).json["waiting"][0]).endswith(
        "→ 06 39 98 00 01 (Marc l’a déjà demandé : si vous corrigez la même ligne, votre demande remplace la sienne)"
    )


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
    read = facts({"sections": theirs}, 2)
    for label, wish in (
        ("Date de naissance", "15 septembre 2020"),
        ("Peut venir chercher l’enfant", "Rose Dupré (grand-mère, 06 39 98 77 77)"),
        ("PAI", "oui"),
    ):
        assert f"Demandé par Marc le 21 août 2027 : {wish}" in read[label], read[label]
    last = theirs[0]["facts"][-1]
    assert "Demandé par Marc le 21 août 2027 : Julie Durand." in plain(last["value"])
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


def test_what_the_town_could_not_write_is_refused_before_it_is_asked(marc: Browser) -> None:
    unknown = correct(marc, child="guilhem", sheet=SHEET | {"diet": "Sans rien"})
    assert (unknown.status, unknown.json["code"]) == (422, "unknown_menu")
    assert correct(marc, child="tom", sheet=SHEET).status == 404
    assert correct(marc).status == 422
    assert marc.get(FILE).json["waiting"] == []


def test_a_phone_that_lacks_digits_is_refused_and_one_of_abroad_is_not(marc: Browser) -> None:
    place = marc.get(FILE).json["sections"][0]["place"]
    short = correct(marc, place={**place, "phone": "06 39 98 00"})
    assert (short.status, short.json["code"]) == (422, "phone_refused")
    sheet = marc.get(FILE).json["sections"][1]["sheet"]
    fetcher = {"name": "Rose Dupré", "tie": "", "phone": "06 39 98 00"}
    refused = correct(marc, child="clara", sheet={**sheet, "may_fetch": [fetcher]})
    assert (refused.status, refused.json["code"]) == (422, "phone_refused")
    assert correct(marc, place={**place, "phone": "+352 621 123 456"}).status == 200
