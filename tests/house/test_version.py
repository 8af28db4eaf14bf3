"""The version is one constant, and all that tells it tells the same.

The template: tests/infra/template. The package: tests/infra/package. The log: test_logs.py. The API: tests/web/api/test_status.py.
"""

import re
import shutil
import subprocess
import sys
from email import message_from_string
from pathlib import Path

from functions.version import VERSION
from functions.web.openapi import document

ROOT = Path(__file__).parents[2]
CHANGELOG = (ROOT / "CHANGELOG.md").read_text("utf-8")
HEADINGS = re.findall(r"^## (.+)$", CHANGELOG, re.MULTILINE)
RELEASES = re.findall(r"^## \[(\d+\.\d+\.\d+)\] - (\d{4}-\d{2}-\d{2})$", CHANGELOG, re.MULTILINE)
OF_THE_BACKEND = """
import sys
from setuptools.build_meta import prepare_metadata_for_build_wheel
print(sys.argv[1] + "/" + prepare_metadata_for_build_wheel(sys.argv[1]))
"""


def _parts(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def test_the_changelog_begins_with_what_is_not_released_and_the_rest_are_dated_releases() -> None:
    """https://keepachangelog.com/en/1.1.0/"""
    assert HEADINGS[0] == "[Unreleased]"
    assert len(RELEASES) == len(HEADINGS) - 1


def test_the_newest_release_of_the_changelog_is_the_version() -> None:
    assert RELEASES[0][0] == VERSION


def test_releases_go_down_in_number_and_in_date() -> None:
    versions, dates = [_parts(version) for version, _ in RELEASES], [date for _, date in RELEASES]
    assert versions == sorted(set(versions), reverse=True)
    assert dates == sorted(dates, reverse=True)


def test_the_projects_metadata_say_it(tmp_path: Path) -> None:
    """As a tool that builds or reads the project hears it from the build backend."""
    project, out = tmp_path / "project", tmp_path / "out"
    project.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copyfile(ROOT / name, project / name)
    shutil.copytree(ROOT / "functions", project / "functions", ignore=shutil.ignore_patterns("__pycache__"))
    out.mkdir()
    asked = [sys.executable, "-c", OF_THE_BACKEND, str(out)]
    done = subprocess.run(asked, cwd=project, capture_output=True, text=True, check=True)
    metadata = Path(done.stdout.splitlines()[-1]) / "METADATA"
    assert message_from_string(metadata.read_text("utf-8"))["Version"] == VERSION


def test_the_openapi_document_says_it() -> None:
    assert document()["info"]["version"] == VERSION


def test_the_version_is_written_in_one_module_of_the_code() -> None:
    code = [ROOT / "app.py", *(ROOT / "functions").rglob("*.py"), *(ROOT / "infra").rglob("*.py")]
    saying = [file.name for file in code if f'"{VERSION}"' in file.read_text("utf-8")]
    assert saying == ["version.py"]
