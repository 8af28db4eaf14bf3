"""The families of a commune come from a spreadsheet: every mistake at once, and nothing doubled by a second import."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from functions import wiring
from functions.domain.accounts.account import FamilyRef
from functions.domain.errors import Busy
from functions.domain.families.family import Family
from functions.domain.families.family_lines import FamilyLines
from functions.domain.messages import MessageKind
from functions.domain.planning.child_month import Slot
from functions.domain.planning.service_month import Counter
from functions.family_list.columns import COLUMNS
from functions.family_list.findings import BadSheet
from functions.family_list.reading import read_families
from functions.jobs.letters import letter
from functions.storage.bookings import child_months, service_months
from functions.storage.families import children, families
from functions.storage.families.town_numbers import child_id, family_id
from functions.storage.table import keys, outbox
from functions.storage.table.reading import read as read_all
from functions.storage.table.reading import read_one
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.families import write_import as writing
from functions.usecases.messages.fan_out_to_members import fan_out_to_members
from infra.families.__main__ import main
from tests.support.accounts import an_account
from tests.support.builders import MARC, MONDAY, NOW, book, on, open_town

TUESDAY = on("mardi 2026-11-24")
HEADER = ";".join(COLUMNS)
TESTMP = "12;TESTMP;3 rue des Tilleuls;;00000;Lisse;01 99 00 56 78;oui;812;01/09/2026;Monsieur;Testmp;Marc;marc@famille.example;Madame;Testmp;Julie;;"
CLARA = TESTMP + ";Testmp;Clara;02/04/2017;ferry;CM1"
GUILHEM = TESTMP + ";Testmp;Guilhem;2020-09-14;ferry;CP"
VOISINS = "13;VOISINS;4 rue des Tilleuls;;00000;Lisse;;non;;;Mme;Voisin;Anne;anne@famille.example;;;;;;Voisin;Tom;05/05/2018;;"


@pytest.fixture(autouse=True)
def town(table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    open_town()
    monkeypatch.setattr(wiring, "now", lambda: NOW)


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    return written(tmp_path, GUILHEM, CLARA, VOISINS)


def written(folder: Path, *lines: str, encoding: str = "utf-8") -> Path:
    file = folder / "familles.csv"
    file.write_text("\n".join([HEADER, *lines]), encoding)
    return file


def read(file: Path) -> tuple[FamilyLines, ...]:
    return read_families(file.read_bytes(), today=NOW.date(), schools={}).families


def the_family() -> Family:
    return families.family("lisse", family_id("lisse", "12")).value


def let_marc_in() -> None:
    stored = families.family("lisse", family_id("lisse", "12"))
    member = stored.value.with_member(MARC, "marc@famille.example")
    transaction = Transaction()
    families.put(transaction, "lisse", replace(stored, value=member))
    transaction.commit()


def test_reading_a_list_writes_nothing(sheet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(sheet), "--commune", "lisse"]) == 0
    assert "2 familles, 3 enfants, 2 adresses de mail." in capsys.readouterr().out
    assert list(families.all_families("lisse")) == []


def test_families_are_registered_eldest_child_first_with_what_the_list_says(sheet: Path) -> None:
    assert main([str(sheet), "--commune", "lisse", "--apply"]) == 0
    family = the_family()
    files = children.children("lisse", family.children)
    assert [stored.value.first_name for stored in files.values()] == ["Clara", "Guilhem"]
    assert family.quotient_on(on("mardi 2026-09-01")) == 812 and family.resident
    assert [guardian.email for guardian in family.guardians] == ["marc@famille.example", None]
    assert not families.family("lisse", family_id("lisse", "13")).value.resident


def test_no_code_of_the_town_is_a_key_in_clear() -> None:
    assert (
        "12" != family_id("lisse", "12") != family_id("vauvert", "12") and len(child_id("lisse", "7")) == 26
    )


def test_a_second_import_corrects_and_keeps_who_may_log_in(sheet: Path, tmp_path: Path) -> None:
    main([str(sheet), "--commune", "lisse", "--apply"])
    let_marc_in()
    moved = [
        line.replace("3 rue des Tilleuls", "9 rue Neuve").replace("812;01/09/2026", "700;01/01/2027")
        for line in (CLARA, GUILHEM)
    ]
    main([str(written(tmp_path, *moved)), "--commune", "lisse", "--apply"])
    family = the_family()
    assert (family.members, family.address.line1) == ((MARC,), "9 rue Neuve")
    assert family.guardians[0].account == MARC
    assert [family.quotient_on(day) for day in (on("mardi 2026-09-01"), on("vendredi 2027-01-01"))] == [
        812,
        700,
    ]


def test_the_same_import_twice_writes_nothing_more(sheet: Path) -> None:
    main([str(sheet), "--commune", "lisse", "--apply"])
    key = keys.family("lisse", family_id("lisse", "12"))
    before = read_one(key, Family)
    main([str(sheet), "--commune", "lisse", "--apply"])
    assert read_one(key, Family) == before and isinstance(before, Stored)


def test_each_address_is_invited_once(sheet: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(2):
        main([str(sheet), "--commune", "lisse", "--apply", "--invite"])
        monkeypatch.setattr(wiring, "now", lambda: NOW + timedelta(days=1))
    kinds = [stored.value.kind for stored in outbox.waiting()]
    assert kinds.count(MessageKind.ACTIVATION) == 2


def test_those_who_have_not_opened_their_login_are_invited_again_when_asked(sheet: Path) -> None:
    """After a leak of the secret key, what was mailed to them is worthless."""
    main([str(sheet), "--commune", "lisse", "--apply"])
    an_account(families=(FamilyRef("lisse", family_id("lisse", "12")),))
    let_marc_in()
    main([str(sheet), "--commune", "lisse", "--apply", "--invite"])
    before = [str(one.value.data["email"]) for one in outbox.waiting() if "email" in one.value.data]
    assert before and "marc@famille.example" not in before
    main([str(sheet), "--commune", "lisse", "--apply", "--again"])
    after = [str(one.value.data["email"]) for one in outbox.waiting() if "email" in one.value.data]
    assert sorted(after) == sorted(before * 2)


def test_every_mistake_is_told_at_once_with_its_line(tmp_path: Path) -> None:
    bad = [
        CLARA.replace("02/04/2017", "31/02/2017"),
        GUILHEM.replace("marc@famille.example", "marc"),
        VOISINS.replace("Mme", "Docteur").replace(";non;", ";peut-être;"),
        CLARA,
    ]
    with pytest.raises(BadSheet) as refused:
        read(written(tmp_path, *bad))
    said = "\n".join(refused.value.problems)
    for expected in (
        "Ligne 2 : « 31/02/2017 »",
        "Ligne 3 : « resp1_mail »",
        "Ligne 4 : « residente »",
        "Ligne 4 : « resp1_civilite »",
    ):
        assert expected in said
    assert len(refused.value.problems) == 4


def test_a_refused_list_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = written(tmp_path, CLARA, CLARA)
    assert main([str(file), "--commune", "lisse", "--apply"]) == 1
    assert "Ligne 3 : cet enfant est déjà écrit" in capsys.readouterr().err
    assert list(families.all_families("lisse")) == []


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_accents_survive_whatever_the_spreadsheet(tmp_path: Path, encoding: str) -> None:
    [family] = read(written(tmp_path, VOISINS.replace("Anne", "Zoé"), encoding=encoding))
    assert family.guardians[0].first_name == "Zoé"


def test_columns_may_come_in_any_order_and_unknown_ones_are_told(tmp_path: Path) -> None:
    file = tmp_path / "familles.csv"
    file.write_text("enfant_nom,groupe_sanguin\nTestmp,O\n", "utf-8")
    with pytest.raises(BadSheet) as refused:
        read(file)
    assert "Colonne inconnue : « groupe_sanguin »." in refused.value.problems
    assert "Colonne absente : famille." in refused.value.problems


def test_a_commune_that_does_not_exist_is_said_so(sheet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(sheet), "--commune", "ailleurs"]) == 1
    assert "n’existe pas" in capsys.readouterr().err


def test_a_last_day_of_the_list_gives_back_what_is_booked_after_it_as_the_file_s_form_does(
    sheet: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    main([str(sheet), "--commune", "lisse", "--apply"])
    an_account(families=(FamilyRef("lisse", the_family().id),))
    let_marc_in()
    clara, guilhem = the_family().children
    lunches = [Slot(day, "restauration", child) for day in (MONDAY, TUESDAY) for child in (clara, guilhem)]
    book(*lunches, family=the_family().id)
    assert taken(TUESDAY) == 2
    gone = f"{CLARA};;23/11/2026"
    leaving = written(tmp_path, GUILHEM, gone, VOISINS)
    capsys.readouterr()

    assert main([str(leaving), "--commune", "lisse"]) == 0
    said = capsys.readouterr().out
    assert "dernier jour : rien → « 23/11/2026 »" in said
    assert "Clara Testmp (02/04/2017) : 1 réservation après le 23/11/2026 sera annulée sans frais" in said
    assert taken(TUESDAY) == 2, "nothing is written by who reads"

    # It dies between the file and the bookings: whoever runs the same command again ends it.
    with monkeypatch.context() as dying:
        dying.setattr(writing, "cancel_days_away", answers_nothing)
        assert main([str(leaving), "--commune", "lisse", "--apply"]) == 1
    assert (children.children("lisse", [clara])[clara].value.last_day, taken(TUESDAY)) == (MONDAY, 2)
    assert main([str(leaving), "--commune", "lisse", "--apply"]) == 0
    assert (taken(MONDAY), taken(TUESDAY)) == (2, 1), "on its last day the child is here"
    [month] = child_months.months_of("lisse", [clara], "2026-11")
    assert [slot.date for slot, _ in month.value.rows()] == [MONDAY]
    [mail] = [one.value for one in outbox.waiting() if one.value.kind is MessageKind.BOOKED_BY_TOWN]
    fan_out_to_members(mail, NOW)
    [own] = [one.value for one in outbox.waiting() if one.value.id.startswith(f"{mail.id}-")]
    told = letter(own, now=NOW)
    assert told is not None and "Dernier jour de Clara Testmp : 23\u00a0novembre 2026" in str(
        told.data["reason"]
    )
    capsys.readouterr()
    assert main([str(leaving), "--commune", "lisse", "--apply"]) == 0
    assert "Rien à changer." in capsys.readouterr().out


def taken(day: date) -> int:
    key = keys.service_month("lisse", "restauration", f"{day:%Y-%m}")
    counted = service_months.in_batch(read_all([key]), "lisse", "restauration", f"{day:%Y-%m}")
    return sum(count for counter, count in counted.taken.items() if counter == Counter(day.day))


def answers_nothing(*_: object, **__: object) -> None:
    raise Busy
