"""A clerk sees what a new règlement changes before families do."""

from pathlib import Path

import pytest

from functions import wiring
from functions.domain.errors import NotFound, Refusal
from functions.domain.pricing.applied_prices import NeverPriced, UnitNotApplied
from functions.reglement_file import parse
from functions.storage.town import communes
from functions.usecases.town.open_commune import open_commune
from functions.usecases.town.publish_reglement import publish_reglement
from infra.reglement.__main__ import main
from tests.reglement_file.files import FOLDER, NAMES, commune
from tests.support.builders import a_commune, paris
from tests.support.table import journal_of_commune

NOW = paris("lundi 2026-11-16 09:00")
CUNAC = FOLDER / "cunac.toml"


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """Cunac, with Tuesday's limit an hour earlier and a day closed."""
    text = CUNAC.read_text(encoding="utf-8")
    earlier = text.replace('weekday = "tue", at = "10:00"', 'weekday = "tue", at = "09:00"')
    assert earlier != text
    closed = '\n[[calendar.closures]]\nlabel = "Grève"\non = 2026-11-20\nreason = "strike"\n'
    path = tmp_path / "cunac.toml"
    path.write_text(earlier + closed, encoding="utf-8")
    return path


def said(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().out.replace("\u00a0", " ").splitlines()


def test_sentences_are_told_before_and_after_and_each_limit_that_moves(
    changed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["compare", str(CUNAC), str(changed), "--from", "2026-11-16", "--weeks", "2"]) == 0
    lines = said(capsys)
    at = lines.index("Cantine, réserver")
    assert lines[at + 1].startswith("  - ") and "mardi de la même semaine à 10 h" in lines[at + 1]
    assert lines[at + 2].startswith("  + ") and "mardi de la même semaine à 9 h" in lines[at + 2]
    assert lines[lines.index("Fermeture « Grève »") + 1] == "  + vendredi 20 novembre 2026"
    moved = lines[lines.index("Limites qui changent d’ici 2 semaines :") + 1 :]
    assert (
        "  Cantine, jeudi 19 novembre, réserver : mardi 17 novembre à 10 h → mardi 17 novembre à 9 h" in moved
    )
    assert "  Cantine, vendredi 20 novembre, réserver : mardi 17 novembre à 10 h → fermé" in moved
    assert not any("lundi 23" in line for line in moved), "Thursday's limit stays"


def test_the_same_file_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", str(CUNAC), str(CUNAC), "--from", "2026-11-16"]) == 0
    assert said(capsys) == ["C’est le même règlement."]


def test_a_price_that_moves_is_told_line_by_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = FOLDER / "pennautier.toml"
    new = tmp_path / "pennautier.toml"
    new.write_text(old.read_text(encoding="utf-8").replace("3.40", "3.55"), encoding="utf-8")
    assert main(["compare", str(old), str(new), "--from", "2026-11-16"]) == 0
    lines = [line.replace("\u202f", " ") for line in said(capsys)]
    at = next(place for place, line in enumerate(lines) if "QF 700 à 1 099" in line)
    assert lines[at + 1 : at + 3] == ["  - 3,40 €", "  + 3,55 €"]


def test_nothing_is_published_unseen_nor_twice(
    table: str, changed: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    open_commune(a_commune("cunac", name="Cunac"), now=NOW)
    publish = ["publish", str(changed), "--commune", "cunac"]
    assert main(["publish", str(CUNAC), "--commune", "cunac", "--yes"]) == 0
    assert said(capsys) == [
        "Cunac n’a pas encore de règlement.",
        "Publié : version 1 du règlement de Cunac.",
    ]
    assert main(publish) == 0
    assert said(capsys)[-1] == "Rien n’est publié. Pour publier, ajoutez --yes."
    assert communes.reglement_head("cunac").value.reglement == 1
    assert main([*publish, "--yes", "--by", "secretaire"]) == 0
    assert said(capsys)[-1] == "Publié : version 2 du règlement de Cunac."
    assert main([*publish, "--yes"]) == 0
    assert said(capsys) == ["C’est le même règlement."]
    assert communes.reglement_head("cunac").value.reglement == 2
    told = [(line.act, line.by, line.detail) for line in journal_of_commune("cunac")]
    assert ("reglement_published", "secretaire", {"version": 2}) in told
    assert len([act for act, _, _ in told if act == "reglement_published"]) == 2


def test_an_unknown_commune_is_refused(
    table: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    assert main(["publish", str(CUNAC), "--commune", "atlantide", "--yes"]) == 1
    assert capsys.readouterr().err


def test_every_commune_of_the_corpus_can_publish_what_it_wrote(table: str) -> None:
    """Nothing that can be published is left out of what the portal applies."""
    open_commune(a_commune("cunac"), now=NOW)
    versions = [publish_reglement("cunac", commune(name), now=NOW).version for name in NAMES]
    assert len(versions) > 60


@pytest.mark.parametrize(
    ("name", "refused"),
    [
        ("ourton", UnitNotApplied),
        ("saussay", UnitNotApplied),
        ("les-enfants-d-helene", UnitNotApplied),
        ("la-selle-craonnaise", NeverPriced),
        ("medoc-estuaire", NeverPriced),
        ("pyrenees-catalanes", NeverPriced),
        ("saint-barnabe", NeverPriced),
    ],
)
def test_what_the_portal_would_not_apply_is_published_by_no_way(
    table: str,
    name: str,
    refused: type[Refusal],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    open_commune(a_commune("cunac", name="Cunac"), now=NOW)
    file = FOLDER.parent / "not_applied" / f"{name}.toml"
    assert main(["publish", str(file), "--commune", "cunac", "--yes"]) == 1
    told = capsys.readouterr()
    assert told.out == "" and "ligne " in told.err, "nothing is shown before it is refused"
    with pytest.raises(refused):
        publish_reglement("cunac", parse(file.read_text(encoding="utf-8")), now=NOW)
    with pytest.raises(NotFound):
        communes.reglement_head("cunac")


def test_no_name_goes_into_the_journal(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["publish", str(CUNAC), "--commune", "cunac", "--by", "Jeanne Martin"])
    assert left.value.code == 2
    assert "pas de nom de personne" in capsys.readouterr().err
