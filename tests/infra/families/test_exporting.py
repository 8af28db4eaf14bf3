"""The town hands a family its data from the command line."""

import json
from pathlib import Path

import pytest

from functions import wiring
from functions.storage.families.town_numbers import family_id
from infra.families.__main__ import main
from tests.support.accounts import an_account
from tests.support.builders import MARC, NOW, a_family, open_town, settle


@pytest.fixture(autouse=True)
def town(table: str, documents_bucket: str, uploads_bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    open_town()
    settle()
    an_account(MARC, "marc@famille.example", "une phrase de passe")
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    for made in (wiring.documents, wiring.uploads, wiring._s3):
        made.cache_clear()


def run(into: Path, *more: str, family: str = "testmp") -> int:
    return main(["export", "--commune", "lisse", "--family", family, "--into", str(into), *more])


def data(into: Path) -> dict[str, object]:
    read: dict[str, object] = json.loads((into / "donnees.json").read_text("utf-8"))
    return read


def test_a_parent_is_handed_the_data_with_their_login(tmp_path: Path) -> None:
    into = tmp_path / "testmp"
    assert run(into, "--login", "marc@famille.example") == 0
    assert sorted(file.name for file in into.iterdir()) == ["donnees.json", "lisez-moi.txt"]
    login = data(into)["compte_de_connexion"]
    assert isinstance(login, dict) and login["identifiant"] == MARC
    assert "julie@famille.example" not in (into / "donnees.json").read_text("utf-8")
    assert into.stat().st_mode & 0o077 == 0, "nobody else of the machine reads it"


def test_without_a_login_the_command_says_who_may_have_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path / "testmp") == 0
    assert "à ne remettre qu’à la mairie" in capsys.readouterr().out
    assert data(tmp_path / "testmp")["compte_de_connexion"] is None


def test_a_login_of_another_family_is_refused_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    an_account("0" * 25 + "x", "ailleurs@famille.example", "une phrase de passe")
    assert run(tmp_path / "testmp", "--login", "ailleurs@famille.example") == 1
    assert "n’ouvre aucun compte de cette famille" in capsys.readouterr().err
    assert not (tmp_path / "testmp").exists()


def test_a_family_is_named_by_its_number_its_name_or_its_id(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settle(a_family(family_id("lisse", "12"), name="Numéro", children=(), members=()), [])
    settle(a_family("testmp2", name="Testmpoire", children=(), members=()), [])
    assert run(tmp_path / "a", family="12") == run(tmp_path / "b", family="numé") == 0
    assert run(tmp_path / "c", family="testm") == 1
    assert "Plusieurs familles : Testmp (testmp), Testmpoire (testmp2)…" in capsys.readouterr().err
    assert run(tmp_path / "d", family="personne") == 1


def test_a_folder_that_exists_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("kept")
    assert run(tmp_path) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["mine"]
