"""*Mon dossier*: a parent confirms for the school year what they read, and nothing else."""

import pytest

from app import app
from functions.domain.agents.staff import Role
from functions.domain.files.edits import FieldEdit
from functions.domain.safety.child_safety import Allergen
from functions.domain.safety.health_sheet import HealthSheet
from functions.storage.families.families import family as stored_family
from functions.storage.table import journal
from functions.usecases.files.edit_family import FamilyEdit, edit_family
from tests.support.builders import JULIE, MARC, a_child, a_family, appoint, log_in, paris, settle
from tests.support.client import Browser
from tests.support.own_file import ANNE, AUGUST, FILE, a_sheet, confirm, facts
from tests.support.spaces import plain
from tests.web.files.conftest import Clock


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
