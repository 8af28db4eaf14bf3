"""Lists as town halls bring them: each is read right, or refused with its line, before anything is on the table."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from functions import wiring
from functions.domain.families.family import Child, Enrolment, Family
from functions.domain.messages import MessageKind
from functions.family_list.columns import COLUMNS
from functions.storage.families import children, families
from functions.storage.families.town_numbers import family_id
from functions.storage.table import keys, outbox
from functions.storage.table.item import Item
from functions.storage.table.transaction import Transaction
from functions.usecases.families.update_family_file import update_family_file
from functions.usecases.families.write_import import write_import
from infra.families.__main__ import main
from tests.support.builders import MARC, NOW, a_booking, a_month, open_town, put_month

HEADER = ";".join(COLUMNS)
ZOE = "F1;MODELE;1 rue des Essais;;99120;Lisse;;oui;;;Mme;MODELE;Une;;;;;;;MODELE;Zoé;14/09/2018;;"


@pytest.fixture(autouse=True)
def town(table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    open_town()
    monkeypatch.setattr(wiring, "now", lambda: NOW)


@pytest.fixture
def imported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> "Import":
    return Import(tmp_path / "familles.csv", capsys)


class Import:
    """One file after the other, as an agent at the command line."""

    def __init__(self, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._file, self._capsys = file, capsys

    def __call__(self, content: bytes | str, *options: str) -> tuple[int, str]:
        """The status, and all that was said."""
        raw = content if isinstance(content, bytes) else content.encode()
        self._file.write_bytes(raw)
        status = main([str(self._file), "--commune", "lisse", *options])
        said = self._capsys.readouterr()
        return status, said.out + said.err


def the_family() -> Family:
    [stored] = families.all_families("lisse")
    return stored.value


def the_child() -> Child:
    [stored] = children.children("lisse", the_family().children).values()
    return stored.value


def sheet(*lines: str, header: str = HEADER) -> str:
    return "\r\n".join([header, *lines, ""])


def test_nameless_columns_without_values_are_a_spreadsheets_habit(imported: Import) -> None:
    status, _ = imported("\ufeff" + sheet(ZOE + ";;;", header=HEADER + ";;;"), "--apply")
    assert (status, the_child().first_name) == (0, "Zoé")


def test_a_nameless_column_with_values_is_told_by_its_letter_and_line(imported: Import) -> None:
    status, said = imported(sheet(ZOE + ";;;;", ZOE.replace("Zoé", "Lou") + ";;;;x", header=HEADER + ";;"))
    assert status == 1 and "colonne AB" in said and "ligne 3" in said and "« »" not in said


def test_one_cell_in_another_encoding_is_read_right_and_told_with_its_line(imported: Import) -> None:
    chloe = ZOE.replace("Zoé", "Chloé").replace("F1", "F2")
    maelle = ZOE.replace("Zoé", "Maëlle").replace("F1", "F3")
    mixed = f"{sheet(ZOE)}{chloe}\r\n".encode() + f"{maelle}\r\n".encode("cp1252")
    status, said = imported(mixed, "--apply")
    names = [
        stored.value.first_name
        for family in families.all_families("lisse")
        for stored in children.children("lisse", family.value.children).values()
    ]
    assert (status, sorted(names)) == (0, ["Chloé", "Maëlle", "Zoé"])
    assert "Ligne 4" in said and "Maëlle" in said


def test_a_line_break_in_a_cell_begins_the_second_line_of_the_address(imported: Import) -> None:
    status, _ = imported(sheet(ZOE.replace("1 rue des Essais", '"12 rue du Lavoir\nRésidence B"')), "--apply")
    address = the_family().address
    assert (status, address.line1, address.line2) == (0, "12 rue du Lavoir", "Résidence B")


def test_zeros_that_a_spreadsheet_dropped_are_put_back_and_told(imported: Import) -> None:
    status, said = imported(sheet(ZOE.replace("99120;Lisse;", "1380;Lisse;612345678")), "--apply")
    assert (status, the_family().address.postcode, the_family().phone) == (0, "01380", "0612345678")
    assert "Ligne 2" in said and "« 1380 »" in said and "« 612345678 »" in said


def test_nobody_is_born_after_today_nor_eighteen_centuries_ago(imported: Import) -> None:
    lou = ZOE.replace("F1", "F2").replace("Zoé", "Lou")
    status, said = imported(sheet(ZOE.replace("2018", "2081"), lou.replace("2018", "0218")), "--apply")
    assert status == 1 and list(families.all_families("lisse")) == []
    assert "Ligne 2" in said and "Ligne 3" in said and "14/09/2081" in said and "14/09/0218" in said


@pytest.mark.parametrize(
    "address",
    [
        "<une@exemple.fr>",
        "une@exemple..fr",
        "hélène@exemple.fr",
        "une@exemple.fr.",
        "u..ne@exemple.fr",
        "une@exemple",
    ],
)
def test_what_the_mailer_can_never_send_to_is_told_with_its_line(imported: Import, address: str) -> None:
    reachable = ZOE.replace(";Une;;", ";Une;une@exemple.fr;")
    lost = ZOE.replace(";Une;;", f";Deux;{address};").replace("F1", "F2")
    status, said = imported(sheet(reachable, lost), "--apply", "--invite")
    assert status == 1 and f"« {address} »" in said and "Ligne 3" in said
    assert "invitation" not in said
    assert MessageKind.ACTIVATION not in [stored.value.kind for stored in outbox.waiting()]


def test_a_corrected_first_name_is_the_same_child_with_its_bookings(imported: Import) -> None:
    imported(sheet(ZOE.replace("Zoé", "Chloe")), "--apply")
    before = the_child()
    put_month(a_month(before.id, "2026-11", {(23, "restauration"): a_booking(payer=the_family().id)}))
    _, said = imported(sheet(ZOE.replace("Zoé", "Chloé")))
    assert "prénom : « Chloe » → « Chloé »" in said and "le même enfant" in said and "quitte" not in said
    assert the_child() == before
    imported(sheet(ZOE.replace("Zoé", "Chloé")), "--apply")
    assert the_child() == replace(before, first_name="Chloé")
    assert the_family().children == (before.id,)


def test_a_child_who_leaves_while_another_arrives_is_said_before_anything_is_written(
    imported: Import,
) -> None:
    imported(sheet(ZOE), "--apply")
    zoe = the_child()
    put_month(a_month(zoe.id, "2026-12", {(7, "restauration"): a_booking(payer=the_family().id)}))
    max_ = ZOE.replace("Zoé", "Max").replace("14/09/2018", "02/03/2021")
    status, said = imported(sheet(max_))
    assert (
        status == 0
        and "Un enfant quitte la famille : Zoé MODELE (14/09/2018). 1 réservation à venir reste" in said
    )
    assert "Un enfant arrive : Max MODELE (02/03/2021)" in said
    assert "Un enfant quitte la famille, un autre arrive" in said
    assert the_child() == zoe


def test_what_may_be_the_same_child_is_asked_and_nothing_is_written_until_the_town_answers(
    imported: Import,
) -> None:
    imported(sheet(ZOE), "--apply")
    zoe = the_child()
    lou = sheet(ZOE.replace("Zoé", "Lou"))
    status, said = imported(lou, "--apply")
    code = re.findall(r"--same ([0-9a-f]{6})", said)[0]
    assert status == 1 and "Ligne 2, famille F1 (MODELE)" in said and the_child() == zoe
    assert "un enfant quitte la famille, un autre arrive" in said
    assert imported(lou, "--apply", "--same", "000000")[0] == 1 and the_child() == zoe
    status, said = imported(lou, "--apply", "--same", code)
    assert status == 0 and the_child() == replace(zoe, first_name="Lou")
    assert "Rien à changer." in imported(lou, "--apply")[1]


def test_the_town_may_answer_that_it_is_another_child(imported: Import) -> None:
    imported(sheet(ZOE), "--apply")
    zoe, lou = the_child(), sheet(ZOE.replace("Zoé", "Lou"))
    code = re.findall(r"--other ([0-9a-f]{6})", imported(lou)[1])[0]
    assert imported(lou, "--apply", "--other", code)[0] == 0
    assert the_child().first_name == "Lou" and the_child().id != zoe.id
    assert "Rien à changer." in imported(lou, "--apply")[1]
    back = imported(sheet(ZOE), "--other", re.findall(r"--other ([0-9a-f]{6})", imported(sheet(ZOE))[1])[0])[
        1
    ]
    assert "Zoé MODELE (14/09/2018) revient dans la famille" in back


def test_two_namesakes_of_two_families_are_never_one_child_in_silence(imported: Import) -> None:
    two = sheet(ZOE, ZOE.replace("F1", "F2").replace("MODELE;1 rue", "AUTRE;1 rue"))
    status, said = imported(two, "--apply")
    [code] = set(re.findall(r"--other ([0-9a-f]{6})", said))
    assert (
        status == 1
        and "Ligne 3" in said
        and "vivent séparés" in said
        and not list(families.all_families("lisse"))
    )
    status, said = imported(two, "--apply", "--other", code)
    assert (
        status == 0
        and len({child for one in families.all_families("lisse") for child in one.value.children}) == 2
    )
    assert "Rien à changer." in imported(two, "--apply")[1]


def test_a_child_of_parents_who_live_apart_is_one_once_the_town_says_so(imported: Import) -> None:
    two = sheet(ZOE, ZOE.replace("F1", "F2").replace("MODELE;1 rue", "AUTRE;1 rue"))
    code = re.findall(r"--same ([0-9a-f]{6})", imported(two)[1])[0]
    assert imported(two, "--apply", "--same", code)[0] == 0
    [child] = {child for one in families.all_families("lisse") for child in one.value.children}
    [stored] = children.children("lisse", [child]).values()
    assert stored.value.families == (family_id("lisse", "F1"), family_id("lisse", "F2"))
    assert "Rien à changer." in imported(two, "--apply")[1]
    [problem] = [line for line in imported(two.replace("Zoé", "Zoë", 1))[1].splitlines() if "Ligne" in line]
    assert (
        problem
        == "Ligne 3 : Zoé MODELE (14/09/2018) n’est pas écrit comme à la ligne 2, pour le même enfant."
    )


def test_one_number_in_two_families_is_one_child_and_said(imported: Import) -> None:
    numbered = ZOE.replace(";MODELE;Zoé", "7;MODELE;Zoé")
    imported(sheet(numbered), "--apply")
    zoe = the_child()
    status, said = imported(sheet(numbered, numbered.replace("F1", "F2")), "--apply")
    assert (
        status == 0 and "qui est aussi dans une autre famille" in said
    ) or "reconnu par son numéro" in said
    [stored] = children.children("lisse", [zoe.id]).values()
    assert len(stored.value.families) == 2
    renamed = numbered.replace("Zoé", "Maud").replace("14/09/2018", "01/01/2019")
    imported(sheet(renamed, renamed.replace("F1", "F2")), "--apply")
    [stored] = children.children("lisse", [zoe.id]).values()
    assert (stored.value.first_name, stored.value.number) == ("Maud", "7")


def test_a_number_given_later_is_the_childs_own(imported: Import) -> None:
    imported(sheet(ZOE), "--apply")
    zoe = the_child()
    imported(sheet(ZOE.replace(";MODELE;Zoé", "7;MODELE;Zoé")), "--apply")
    assert the_child() == replace(zoe, number="7")
    imported(sheet(ZOE.replace(";MODELE;Zoé", "7;MODELE;Anna").replace("2018", "2017")), "--apply")
    assert (the_child().id, the_child().first_name) == (zoe.id, "Anna")


def test_a_number_that_lost_its_zeros_since_is_refused_with_its_line(imported: Import) -> None:
    imported(sheet(ZOE.replace("F1", "012")), "--apply")
    status, said = imported(sheet(ZOE.replace("F1", "12")), "--apply")
    assert status == 1 and "Ligne 2 : la famille « 12 » n’est pas enregistrée, mais « 012 » l’est" in said
    assert len(list(families.all_families("lisse"))) == 1


PARENTS = ZOE.replace(";Une;;;;;", ";Une;une@exemple.fr;M;MODELE;Un;un@exemple.fr")


def test_who_leaves_and_what_changes_is_said_field_by_field_before_it_is_written(imported: Import) -> None:
    _, said = imported(sheet(PARENTS), "--invite")
    assert "Nouvelle famille F1 (MODELE) : 1 rue des Essais, 99120 Lisse" in said
    assert "2 invitations à envoyer : une@exemple.fr, un@exemple.fr." in said
    imported(sheet(PARENTS), "--apply")
    alone = (
        ZOE.replace(";Une;;", ";Une;une@exemple.fr;")
        .replace("1 rue des Essais", "7 rue Nouvelle")
        .replace(";;oui;;;", ";0199005678;oui;812;01/09/2026;")
    )
    _, said = imported(sheet(alone))
    for told in (
        "Famille F1 (MODELE) :",
        "Adresse : « 1 rue des Essais » → « 7 rue Nouvelle ».",
        "Téléphone : rien → « 0199005678 ».",
        "Quotient familial : rien → « 812 ».",
        "Compté depuis le 01/09/2026.",
        "Un responsable quitte la famille : Un MODELE (un@exemple.fr).",
    ):
        assert told in said
    assert the_family().address.line1 == "1 rue des Essais" and len(the_family().guardians) == 2
    imported(sheet(alone), "--apply")
    assert the_family().address.line1 == "7 rue Nouvelle" and len(the_family().guardians) == 1


def test_a_responsable_who_leaves_with_an_open_login_is_said(imported: Import) -> None:
    imported(sheet(PARENTS), "--apply")
    stored = families.family("lisse", family_id("lisse", "F1"))
    transaction = Transaction()
    families.put(transaction, "lisse", replace(stored, value=stored.value.with_member(MARC, "un@exemple.fr")))
    transaction.commit()
    _, said = imported(sheet(ZOE.replace(";Une;;", ";Une;une@exemple.fr;")))
    assert "Un MODELE (un@exemple.fr). Son compte ouvre encore cette famille" in said


def test_responsables_who_change_places_are_said(imported: Import) -> None:
    imported(sheet(PARENTS), "--apply")
    turned = ZOE.replace(";Mme;MODELE;Une;;;;;", ";M;MODELE;Un;un@exemple.fr;Mme;MODELE;Une;une@exemple.fr")
    assert "L’ordre des responsables change." in imported(sheet(turned))[1]


def test_the_same_list_twice_changes_nothing_and_says_so(imported: Import) -> None:
    imported(sheet(PARENTS), "--apply")
    version = families.family("lisse", family_id("lisse", "F1")).version
    status, said = imported(sheet(PARENTS), "--apply")
    assert status == 0 and "Rien à changer." in said
    assert families.family("lisse", family_id("lisse", "F1")).version == version


def test_an_agreement_written_while_the_list_is_imported_is_not_lost(
    imported: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between what was shown and what is written, somebody enrols the child: nothing is written of that family, and it is said."""
    imported(sheet(ZOE), "--apply")
    enrolment = Enrolment("restauration", the_family().id, NOW.date())

    def meanwhile(*given: Any, **named: Any) -> Any:
        update_family_file(
            "lisse",
            the_family().id,
            file_complete=False,
            enrolments={the_child().id: (enrolment,)},
            by="agent",
            key="k",
            now=NOW,
        )
        return write_import(*given, **named)

    monkeypatch.setattr("infra.families.importing.write_import", meanwhile)
    status, said = imported(
        sheet(ZOE.replace("Zoé", "Zoë"), ZOE.replace("F1", "F2").replace("Zoé", "Lou")), "--apply"
    )
    assert status == 1 and "Famille F1 (MODELE) : son dossier a changé pendant l’import" in said
    [own] = children.children(
        "lisse", families.family("lisse", family_id("lisse", "F1")).value.children
    ).values()
    assert (own.value.enrolments, own.value.first_name) == ((enrolment,), "Zoé")
    assert families.family("lisse", family_id("lisse", "F2")).value.name == "MODELE"


def test_only_what_a_reading_showed_is_written_when_it_is_named(imported: Import) -> None:
    reading = re.findall(r"--reading ([0-9a-f]{6})", imported(sheet(ZOE))[1])[0]
    moved = sheet(ZOE.replace("1 rue", "2 rue"))
    assert imported(moved, "--apply", "--reading", reading)[0] == 1 and not list(
        families.all_families("lisse")
    )
    assert imported(sheet(ZOE), "--apply", "--reading", reading)[0] == 0


def test_how_far_the_import_is_shows_while_it_writes(imported: Import) -> None:
    many = [ZOE.replace("F1", f"F{number}").replace("Zoé", f"Zoé {number}") for number in range(30)]
    assert "25 familles sur 30…" in imported(sheet(*many), "--apply")[1]


def test_a_file_that_cannot_be_read_is_in_no_other_familys_way(imported: Import) -> None:
    imported(sheet(ZOE), "--apply")
    key = keys.child("lisse", the_child().id)
    item = Item.get(key.pk, key.sk)
    item.body = "{"
    item.save()
    lou = ZOE.replace("F1", "F2").replace("Zoé", "Lou")
    status, said = imported(sheet(ZOE.replace("1 rue", "2 rue"), lou), "--apply")
    assert (
        status == 0
        and "Famille F1 (MODELE) : son dossier, ou celui d’un de ses enfants, ne se lit pas." in said
    )
    assert families.family("lisse", family_id("lisse", "F1")).value.address.line1 == "1 rue des Essais"
    assert len(families.family("lisse", family_id("lisse", "F2")).value.children) == 1
