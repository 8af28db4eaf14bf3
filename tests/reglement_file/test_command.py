"""`python -m infra.reglement`: what town clerks and tests read."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from infra.reglement.__main__ import main
from tests.reglement_file.files import FOLDER, NAMES

CUNAC = str(FOLDER / "cunac.toml")
NOT_APPLIED = Path(__file__).parent / "not_applied"
SELLE = str(NOT_APPLIED / "la-selle-craonnaise.toml")
PENNAUTIER = str(FOLDER / "pennautier.toml")
LUNCH = ["--service", "cantine", "--date", "2026-11-23"]
REFUSED = Path(__file__).parent / "refused"


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@pytest.mark.parametrize("name", NAMES)
def test_the_files_of_real_communes_are_right(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(FOLDER / f"{name}.toml")]) == 0
    assert capsys.readouterr().out.startswith("Ce règlement est correct : ")


def test_a_wrong_file_says_every_problem_with_its_place(capsys: pytest.CaptureFixture[str]) -> None:
    path = REFUSED / "hauterives.toml"
    assert main(["check", str(path)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert [
        line.startswith(f"{path} : ligne 12, tariffs « mercredi »") for line in said.err.splitlines()
    ] == [True, True]


def test_deadlines_are_one_line_a_day_and_action(capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        main(["deadlines", CUNAC, "--service", "cantine", "--from", "2024-11-18", "--to", "2024-11-20"]) == 0
    )
    found = lines(capsys)
    assert [(line["date"], line["action"]) for line in found] == [
        ("2024-11-18", "reserve"),
        ("2024-11-18", "cancel"),
        ("2024-11-18", "modify"),
        ("2024-11-19", "reserve"),
        ("2024-11-19", "cancel"),
        ("2024-11-19", "modify"),
    ]
    assert found[0] == {
        "service": "cantine",
        "date": "2024-11-18",
        "action": "reserve",
        "opens_at": None,
        "closes_at": "2024-11-14T10:00:00+01:00",
    }


def test_what_is_never_possible_has_no_instant(capsys: pytest.CaptureFixture[str]) -> None:
    path = str(FOLDER / "mametz.toml")
    main(["deadlines", path, "--service", "cantine", "--from", "2024-11-18", "--to", "2024-11-18"])
    cancel = lines(capsys)[1]
    assert (cancel["action"], cancel["opens_at"], cancel["closes_at"]) == ("cancel", None, None)


def test_families_from_outside_have_their_own_opening(capsys: pytest.CaptureFixture[str]) -> None:
    question = ["deadlines", str(FOLDER / "saint-jean-bonnefonds.toml"), "--service", "mercredi"]
    question += ["--from", "2023-09-13", "--to", "2023-09-13"]
    main(question)
    main([*question, "--resident", "no"])
    opens = [line["opens_at"] for line in lines(capsys) if line["action"] == "reserve"]
    assert opens == ["2023-08-21T07:00:00+02:00", "2023-08-28T07:00:00+02:00"]


def test_a_calendar_that_is_not_known_is_said_and_never_guessed(capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        main(["deadlines", CUNAC, "--service", "cantine", "--from", "2028-07-03", "--to", "2028-09-30"]) == 1
    )
    said = capsys.readouterr()
    assert '"2028-07-03"' in said.out
    assert '"2028-09' not in said.out
    assert "Le calendrier scolaire" in said.err


def test_a_price_comes_with_its_reason(capsys: pytest.CaptureFixture[str]) -> None:
    path = str(FOLDER / "pennautier.toml")
    assert main(["price", path, "--service", "cantine", "--date", "2026-11-23", "--qf", "850"]) == 0
    (found,) = lines(capsys)
    assert found == {
        "service": "cantine",
        "date": "2026-11-23",
        "price_cents": 340,
        "quantity": 1,
        "total_cents": 340,
        "tranche": "QF 700 à 1\u202f099",
        "reason": "QF 700 à 1\u202f099 : 3,40\u202f€ par repas.",
    }


@pytest.mark.parametrize(
    ("name", "service", "asked", "cents"),
    [
        ("la-selle-craonnaise", "cantine", ["--level", "elementaire", "--rank", "3"], 330),
        ("les-pieux", "cantine", ["--qf", "300"], 165),
        ("les-pieux", "cantine", [], 319),
        ("les-pieux", "cantine", ["--kind", "adult"], 586),
        ("mametz", "cantine", ["--qf", "1000,01"], 310),
        ("medoc-estuaire", "mercredi", ["--qf", "700", "--formula", "demi-journée"], 400),
        ("saint-barnabe", "cantine", ["--days", "3"], 831),
    ],
)
def test_a_price_for_what_is_asked(
    name: str, service: str, asked: list[str], cents: int, capsys: pytest.CaptureFixture[str]
) -> None:
    tried = NOT_APPLIED / f"{name}.toml"
    path = str(tried if tried.exists() else FOLDER / f"{name}.toml")
    assert main(["price", path, "--service", service, "--date", "2026-11-23", *asked]) == 0
    assert lines(capsys)[0]["price_cents"] == cents


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (["price", CUNAC, "--service", "cantin", "--date", "2026-11-23"], "Ce service n’existe pas"),
        (
            ["price", CUNAC, "--service", "cantine", "--date", "2026-11-23", "--kind", "adult"],
            "n’a pas de prix « adult »",
        ),
        (["price", SELLE, *LUNCH], "Aucune ligne de « cantine » ne convient : il manque --level."),
        (["price", SELLE, *LUNCH, "--level", "lycée"], "ne convient à --level lycée."),
        (
            ["price", PENNAUTIER, *LUNCH[:2], "--date", "2020-01-06"],
            "ne vaut encore le lundi 6\u00a0janvier 2020",
        ),
        (["check", "nulle-part.toml"], "ne peut pas être lu"),
        (
            ["deadlines", CUNAC, "--service", "cantine", "--from", "2020-01-01", "--to", "2026-01-01"],
            "trois ans",
        ),
    ],
)
def test_a_question_without_an_answer_says_why(
    question: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(question) == 1
    assert words in capsys.readouterr().err


@pytest.mark.parametrize(
    "question",
    [
        [],
        ["deadlines", CUNAC, "--service", "cantine", "--from", "18/11/2024", "--to", "2024-11-20"],
        ["price", CUNAC, "--service", "cantine", "--date", "2024-11-18", "--qf", "-5"],
        ["price", CUNAC, "--service", "cantine", "--date", "2024-11-18", "--qf", "beaucoup"],
        ["price", CUNAC, "--service", "cantine", "--date", "2024-11-18", "--resident", "oui"],
    ],
)
def test_a_command_that_is_wrong_leaves_with_2(question: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(question)
    assert left.value.code == 2


def test_a_file_that_is_not_utf8(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "latin.toml"
    path.write_bytes('zone = "é"'.encode("latin-1"))
    assert main(["check", str(path)]) == 1
    assert "UTF-8" in capsys.readouterr().err


def test_it_is_a_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "infra.reglement", "check", CUNAC],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout == "Ce règlement est correct : 1 service, 1 tarif.\n"
