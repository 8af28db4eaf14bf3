"""`make audit`, against a database of vulnerabilities on loopback."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from infra.audit import FILES, IN_LAMBDA_DAYS, OSV, TOOLS_DAYS, main
from infra.local.payfip.serve import serve
from infra.package.dependencies import ROOT, pinned

ADVISORY = {
    "id": "PYSEC-2099-1",
    "summary": "a hole",
    "affected": [
        {
            "package": {"name": "six", "ecosystem": "PyPI"},
            "ranges": [
                {"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "99.1"}]},
            ],
        }
    ],
}


class Database:
    """Knows one vulnerable library, or nothing, or breaks."""

    def __init__(self) -> None:
        self.vulnerable: dict[str, object] = {}
        self.broken = False
        self.asked: list[str] = []

    def handle(
        self, method: str, path: str, query: Mapping[str, str], headers: Mapping[str, str], body: bytes
    ) -> tuple[int, dict[str, str], bytes]:
        name = json.loads(body)["package"]["name"]
        self.asked.append(name)
        if self.broken:
            return 500, {}, b"{}"
        known = self.vulnerable.get(name)
        return (
            200,
            {"Content-Type": "application/json"},
            json.dumps({"vulns": [known]} if known else {}).encode(),
        )


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Database, str]]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    known = Database()
    with serve(known.handle) as origin:
        yield known, f"{origin}/v1/query"


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    file = tmp_path / "requirements.txt"
    file.write_text(pinned((ROOT / "requirements.txt").read_text(), {"six", "jmespath"}))
    return file


def test_nothing_known_is_success_and_every_library_was_asked_about(
    database: tuple[Database, str], lock: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    known, address = database
    assert main([(lock, 7)], osv=address) == 0
    assert sorted(known.asked) == ["jmespath", "six"]
    assert capsys.readouterr().out == "requirements.txt: nothing known\n"


def test_a_vulnerable_library_fails_with_its_advisory_the_mended_version_and_the_days_that_are_left(
    database: tuple[Database, str], lock: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    known, address = database
    known.vulnerable["six"] = ADVISORY
    assert main([(lock, 7)], osv=address) == 1
    assert re.search(r"six 1\.\S+  PYSEC-2099-1  mended in 99\.1; within 7 days", capsys.readouterr().out)


def test_a_database_that_breaks_or_is_not_there_is_no_success(
    database: tuple[Database, str], lock: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    known, address = database
    known.broken = True
    assert main([(lock, 7)], osv=address) == 2
    assert main([(lock, 7)], osv="http://127.0.0.1:9/v1/query") == 2
    told = capsys.readouterr().out
    assert told.count("requirements.txt: NOT LOOKED AT") == 2
    assert "says nothing of those" in told


def test_it_looks_at_every_lock_and_sooner_at_what_runs_in_lambda() -> None:
    locks = {
        file.relative_to(ROOT).as_posix()
        for file in [*ROOT.glob("requirements*.txt"), *(ROOT / "infra" / "layers").glob("*.txt")]
    }
    assert FILES.keys() == locks
    assert {file for file, days in FILES.items() if days == TOOLS_DAYS} == {"requirements-dev.txt"}
    assert IN_LAMBDA_DAYS < TOOLS_DAYS
    assert OSV.startswith("https://")
