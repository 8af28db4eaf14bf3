"""Each dependency has its reason in the docs, and its hash in the requirements."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PROJECT = PYPROJECT["project"]
RUNTIME = PROJECT["dependencies"]
DEVELOPMENT = PROJECT["optional-dependencies"]["dev"]
LAYERS = PYPROJECT["dependency-groups"]


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[<>=~!\[; ]", requirement, maxsplit=1)[0] for requirement in requirements}


OF_LAYERS = {name for requirements in LAYERS.values() for name in names(requirements)}


def test_each_dependency_is_explained_and_nothing_else_is() -> None:
    rows = re.findall(
        r"^\| ([a-z0-9, -]+) \|", (ROOT / "docs" / "dependencies.md").read_text("utf-8"), re.MULTILINE
    )
    explained = {name.strip() for row in rows for name in row.split(",")} - {"library"}
    assert explained == names(RUNTIME) | names(DEVELOPMENT) | OF_LAYERS


def test_each_pinned_requirement_carries_its_hashes() -> None:
    for file in (
        "requirements.txt",
        "requirements-dev.txt",
        *(f"infra/layers/{name}.txt" for name in LAYERS),
    ):
        pinned = (ROOT / file).read_text("utf-8").replace("\\\n", "")
        lines = [line for line in pinned.splitlines() if line and not line.lstrip().startswith("#")]
        assert lines
        for line in lines:
            assert re.match(r"[a-z0-9._-]+==", line) and "--hash=sha256:" in line, f"{file}: {line[:60]}"


def test_what_runs_in_lambda_is_pinned_there() -> None:
    pinned = set(
        re.findall(r"^([a-z0-9._-]+)==", (ROOT / "requirements.txt").read_text("utf-8"), re.MULTILINE)
    )
    assert names(RUNTIME) <= pinned
    assert not pinned & OF_LAYERS
    assert not pinned & {"ministack", "moto", "pytest", "playwright", "mypy"}
