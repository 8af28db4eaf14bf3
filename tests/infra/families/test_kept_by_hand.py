"""What the town wrote in the portal is not undone by a list that is older, and asked about where the list says a third thing."""

import re
from pathlib import Path

import pytest

from functions import wiring
from functions.domain.families.family import Civility, Guardian, QuotientSource
from functions.domain.files.edits import FieldEdit, GuardianEdit
from functions.storage.families import families
from functions.usecases.files.edit_child import ChildAdded, ChildEdit, add_child, edit_child
from functions.usecases.files.edit_family import FamilyEdit, edit_family
from functions.usecases.files.note_quotient import QuotientNoted, note_quotient
from tests.infra.families.test_import_cases import ZOE, Import, sheet, the_child, the_family
from tests.support.builders import NOW, on, open_town

LISTED = ZOE.replace("Lisse;;oui", "Lisse;0199005678;oui")


@pytest.fixture
def imported(
    table: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Import:
    open_town()
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    listed = Import(tmp_path / "familles.csv", capsys)
    assert listed(sheet(LISTED), "--apply")[0] == 0
    return listed


def edit(*fields: FieldEdit, guardians: tuple[GuardianEdit, ...] = ()) -> None:
    edit_family(FamilyEdit("lisse", the_family().id, fields, guardians, "anne", f"key-{fields}", NOW))


def code_in(said: str) -> str:
    [code] = set(re.findall(r"--(?:take|keep) (\w{6})", said))
    return code


def test_a_list_that_says_what_it_said_before_undoes_nothing_and_tells_it(imported: Import) -> None:
    edit(FieldEdit("phone", "0199005678", "06 39 98 00 01"))
    child = ChildEdit(
        "lisse", the_family().id, the_child().id, (FieldEdit("school_class", None, "CP"),), "anne", "k", NOW
    )
    edit_child(child)
    status, said = imported(sheet(LISTED), "--apply")
    assert (status, the_family().phone, the_child().school_class) == (0, "06 39 98 00 01", "CP")
    assert "Téléphone reste « 06 39 98 00 01 », changé dans le portail le 16/11/2026" in said
    assert "Classe de Zoé MODELE reste « CP »" in said


def test_the_list_may_be_taken_all_the_same(imported: Import) -> None:
    edit(FieldEdit("phone", "0199005678", "06 39 98 00 01"))
    _, said = imported(sheet(LISTED))
    assert imported(sheet(LISTED), "--apply", "--take", code_in(said))[0] == 0
    assert (the_family().phone, the_family().by_hand) == ("0199005678", {})


def test_a_list_that_says_a_third_thing_is_asked_about_and_nothing_is_written(imported: Import) -> None:
    edit(FieldEdit("phone", "0199005678", "06 39 98 00 01"))
    third = sheet(LISTED.replace("0199005678", "0199000000").replace("1 rue", "2 rue"))
    status, said = imported(third, "--apply")
    assert status == 1 and "Rien n’a été écrit : répondez d’abord." in said
    assert the_family().address.line1 == "1 rue des Essais"
    status, said = imported(third, "--apply", "--keep", code_in(said))
    assert (status, the_family().phone, the_family().address.line1) == (
        0,
        "06 39 98 00 01",
        "2 rue des Essais",
    )
    assert imported(third, "--apply")[0] == 0, "what was answered is not asked again"
    assert the_family().phone == "06 39 98 00 01"


def test_a_list_that_has_caught_up_is_the_town_s_word_again(imported: Import) -> None:
    edit(FieldEdit("phone", "0199005678", "06 39 98 00 01"))
    imported(sheet(LISTED.replace("0199005678", "0639980001")), "--apply")
    assert the_family().by_hand == {}
    imported(sheet(LISTED.replace("0199005678", "0199000000")), "--apply")
    assert the_family().phone == "0199000000"


def test_a_quotient_that_was_noted_in_the_portal_stays(imported: Import) -> None:
    known = LISTED.replace(";oui;;;", ";oui;700;01/10/2026;")
    day = on("jeudi 2026-10-01")
    note_quotient(
        QuotientNoted("lisse", the_family().id, 540, day, QuotientSource.CAF, "", "anne", "key", NOW)
    )
    _, said = imported(sheet(known), "--apply")
    assert [one.value for one in the_family().quotients] == [540]
    assert "Quotient familial reste « 540 »" in said
    imported(sheet(known), "--apply", "--take", code_in(said))
    assert [(one.value, one.source) for one in the_family().quotients] == [(700, None)]


def test_a_responsable_who_was_added_stays(imported: Import) -> None:
    lea = Guardian(Civility.MADAME, "MODELE", "Léa", "lea@famille.example")
    edit(guardians=(GuardianEdit(None, lea),))
    status, said = imported(sheet(LISTED), "--apply")
    assert (status, [one.first_name for one in the_family().guardians]) == (0, ["Une", "Léa"])
    assert "Les responsables restent ceux du portail" in said


def test_a_child_who_was_added_stays_until_the_list_names_them(imported: Import) -> None:
    born = on("vendredi 2016-05-06")
    added = ChildAdded("lisse", the_family().id, "Lou", "MODELE", born, None, None, "anne", "key", NOW)
    lou = add_child(added)
    status, said = imported(sheet(LISTED), "--apply")
    assert status == 0 and the_family().children[0] == lou and len(the_family().children) == 2
    assert "Lou MODELE (06/05/2016), ajouté dans le portail, reste dans la famille." in said
    both = sheet(LISTED, LISTED.replace("Zoé", "Lou").replace("14/09/2018", "06/05/2016"))
    assert imported(both, "--apply")[0] == 0
    assert lou in the_family().children and len(the_family().children) == 2, "the same child"
    assert imported(sheet(LISTED), "--apply")[0] == 0
    assert the_family().children == (families.family("lisse", the_family().id).value.children[0],)
    assert lou not in the_family().children, "whom the list named, it may leave out"
