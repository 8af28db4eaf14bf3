"""The town erases a family from the command line: first what would go and what would stay, then the act."""

from pathlib import Path

import pytest

from functions import wiring
from functions.domain.accounts.account import Login
from functions.domain.families.family import ERASED, FamilyErased
from functions.domain.families.file_corrections import Correction, Request, RequestKind
from functions.domain.planning.child_month import Slot
from functions.storage.accounts import accounts
from functions.storage.families import families, requests
from functions.storage.families.town_numbers import family_id
from functions.storage.table import keys
from functions.storage.table.reading import read_one
from functions.storage.table.transaction import Transaction
from functions.usecases.families.register_family import register_family
from functions.usecases.privacy.erase_family import ErasureAsked
from infra.families.__main__ import main
from tests.infra.families.test_families import CLARA, VOISINS, written
from tests.support import desk
from tests.support.builders import (
    CANTEEN,
    GUILHEM,
    MARC,
    MONDAY,
    NOW,
    a_family,
    book,
    on,
    open_town,
    settle,
)
from tests.support.crashes import Calls, Killed, dying
from tests.support.erasing import erase_with_files

LUNCH = Slot(MONDAY, CANTEEN.code, "clara")
COMMAND = ["erase", "--commune", "lisse", "--family", "testmp"]


@pytest.fixture(autouse=True)
def town(table: str, documents_bucket: str, uploads_bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    open_town()
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    for made in (wiring.documents, wiring.uploads, wiring._s3):
        made.cache_clear()


def test_without_apply_it_says_what_would_go_and_what_would_stay(capsys: pytest.CaptureFixture[str]) -> None:
    settle()
    book(LUNCH)
    assert main(COMMAND) == 0
    said = capsys.readouterr().out
    assert "- les enfants qui n’ont que cette famille : Clara, Guilhem" in said
    assert "- 1 réservation à venir, dont les places sont rendues" in said
    assert "pièces comptables" in said and "Rien n’a été effacé" in said
    assert families.family("lisse", "testmp").value.name == "Testmp"


def test_applied_it_is_done_and_said_so_again_afterwards(capsys: pytest.CaptureFixture[str]) -> None:
    settle()
    assert main([*COMMAND, "--apply"]) == 0
    assert families.family("lisse", "testmp").value.name == ERASED
    capsys.readouterr()
    assert main([*COMMAND, "--apply"]) == 0
    assert (
        "a été effacée le 16\N{NO-BREAK SPACE}novembre 2026 : il n’y a rien à faire"
        in capsys.readouterr().out
    )


def test_an_erasure_that_died_is_told_and_taken_up(capsys: pytest.CaptureFixture[str]) -> None:
    settle()
    asked = ErasureAsked("lisse", "testmp", "command", NOW)
    with dying(Calls(45, done_first=True)), pytest.raises(Killed):
        erase_with_files(asked, documents=wiring.documents(), uploads=wiring.uploads())
    assert main(COMMAND) == 0
    assert "commencé le 16\N{NO-BREAK SPACE}novembre 2026, n’est pas allé au bout" in capsys.readouterr().out
    assert main([*COMMAND, "--apply"]) == 0
    assert read_one(keys.child("lisse", "clara"), type(GUILHEM)) is None


def test_what_is_open_is_said_and_nothing_is_done(capsys: pytest.CaptureFixture[str]) -> None:
    settle()
    desk.issue_month("2026-10", 345)
    assert main([*COMMAND, "--apply"]) == 1
    said = capsys.readouterr().err
    assert "La famille doit encore 3,45" in said and "Rien n’a été effacé." in said
    assert families.family("lisse", "testmp").value.name == "Testmp"


def test_an_import_does_not_bring_an_erased_family_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = [str(written(tmp_path, CLARA, VOISINS)), "--commune", "lisse", "--apply", "--invite"]
    assert main(sheet) == 0
    assert main(["erase", "--commune", "lisse", "--family", "12", "--apply"]) == 0
    capsys.readouterr()
    assert main(sheet) == 0
    said = capsys.readouterr().out
    assert (
        "Famille 12 (TESTMP) : effacée le 16\N{NO-BREAK SPACE}novembre 2026, elle n’est pas reprise." in said
    )
    assert "Enregistrés : 1 famille, 1 enfant." in said
    assert [stored.value.name for stored in families.all_families("lisse")] == ["VOISINS"]
    assert families.family("lisse", family_id("lisse", "12")).value.guardians == ()
    assert read_one(accounts.login_key("marc@famille.example"), Login) is None


def test_no_other_way_registers_it_again(capsys: pytest.CaptureFixture[str]) -> None:
    settle()
    main([*COMMAND, "--apply"])
    with pytest.raises(FamilyErased) as refused:
        register_family("lisse", a_family(children=()), [], seen={}, by="import", now=NOW)
    assert refused.value.data == {"erased_on": on("lundi 2026-11-16")}


def test_what_families_ask_of_the_town_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    settle()
    assert main(["requests", "--commune", "lisse"]) == 0
    assert "Aucune demande" in capsys.readouterr().out
    correction = (Correction("phone", "01", "02"),)
    transaction = Transaction()
    requests.add(transaction, "lisse", Request("r1", RequestKind.CORRECTION, "testmp", MARC, NOW, correction))
    requests.add(transaction, "lisse", Request("r2", RequestKind.ERASURE, "testmp", MARC, NOW))
    transaction.commit()
    assert main(["requests", "--commune", "lisse"]) == 0
    said = capsys.readouterr().out
    assert (
        "16\N{NO-BREAK SPACE}novembre 2026 : Testmp (testmp) corrige téléphone : « 01 » devient « 02 »."
        in said
    )
    assert "Testmp (testmp) demande à être effacée" in said
    main([*COMMAND, "--apply"])
    assert list(requests.open_requests("lisse")) == []
