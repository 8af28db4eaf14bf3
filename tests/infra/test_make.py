"""Every target of the Makefile is run by a test here, or by CI; and an option that is exported empty stops none."""

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from functions.version import VERSION
from infra.local.server import listen
from infra.package.dependencies import ROOT

MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
TARGETS = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))
PARTS_OF = {
    target: parts.split()
    for target, parts in re.findall(r"^([a-z-]+):([a-z -]*)(?:##.*)?$", MAKEFILE, re.MULTILINE)
}
CI = "".join((ROOT / ".ci" / name).read_text("utf-8") for name in ("run", "nightly"))
EXPORTED = sorted(
    {name for line in re.findall(r"^export (.*)$", MAKEFILE, re.MULTILINE) for name in line.split()}
)
NOWHERE = "us-west-2"
"""A region that no command works in: each says so before it asks AWS anything."""


def make(target: str, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """With the tools of these tests, whatever their age; every option exported empty."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    return subprocess.run(
        [
            shutil.which("make") or "make",
            "-o",
            ".venv/.installed",
            f"BIN={Path(sys.executable).parent}",
            target,
            *options,
        ],
        cwd=ROOT,
        env=bare | dict.fromkeys(EXPORTED, "") | {"STAGE": "", "PYTHON": ""} | environment,
        capture_output=True,
        text=True,
    )


def test_every_target_is_run_by_a_test_or_by_ci() -> None:
    in_ci = set(re.findall(r"^make ([a-z-]+)", CI, re.MULTILINE))
    in_ci |= {part for target in in_ci for part in PARTS_OF.get(target, [])}
    source = ast.parse(Path(__file__).read_text("utf-8"))
    calls = [node for node in ast.walk(source) if isinstance(node, ast.Call)]
    here = {
        str(call.args[0].value)
        for call in calls
        if isinstance(call.func, ast.Name)
        and call.func.id == "make"
        and isinstance(call.args[0], ast.Constant)
    }
    assert {"help", "demo", "bench"} < TARGETS
    assert in_ci | here | REFUSED.keys() == TARGETS


def test_help_lists_every_target_that_says_what_it_does() -> None:
    told = make("help")
    listed = re.findall(r"^  make ([a-z-]+)", told.stdout, re.MULTILINE)
    assert (told.returncode, told.stderr) == (0, "")
    assert listed == re.findall(r"^([a-z-]+):.*## ", MAKEFILE, re.MULTILINE)


def test_the_demo_says_which_port_is_taken() -> None:
    with listen(0) as listener:
        port = str(listener.getsockname()[1])
        said = make("demo", PORT=port)
    assert said.returncode != 0 and "make demo PORT=" in said.stderr and port in said.stderr


def test_what_a_release_kept_is_not_kept_again() -> None:
    said = make("keep-release")
    assert said.returncode != 0 and f"{VERSION}.jsonl is there" in said.stderr


REFUSED = {
    "deploy": (),
    "destroy": ("DATA=delete", "CONFIRM=production"),
    "backup": ("AT=2026-11-24T10:30:00+01:00",),
    "restore": ("FROM=s3://preau-backups/x", "COMMUNE=aubray", "FAMILY=f", "APPLY=1"),
    "migrate": ("APPLY=1",),
}
"""Targets that change a deployment, with their options. What they do there is tried by `make deploy-test`."""


@pytest.mark.parametrize("target", REFUSED)
def test_what_changes_a_deployment_is_told_in_a_sentence_where_it_may_not_be(target: str) -> None:
    said = make(target, *REFUSED[target], AWS_REGION=NOWHERE, AWS_DEFAULT_REGION=NOWHERE)
    told = said.stdout + said.stderr
    assert said.returncode != 0 and f"{NOWHERE} est hors de l’Union européenne" in told, told


def test_an_option_that_is_exported_empty_is_one_that_was_not_given() -> None:
    """make exports each of its options to each of its targets, empty where nobody gave it. `make bench` stopped on one."""
    for file in sorted((ROOT / "infra").rglob("*.py")):
        tree = ast.parse(file.read_text("utf-8"))
        meant = {id(value) for node in ast.walk(tree) for value in _may_be_empty(node)}
        for node in ast.walk(tree):
            if (name := _read(node)) in EXPORTED:
                assert id(node) in meant, f"{file}: {name} may be empty: say what is meant then"


def _may_be_empty(node: ast.AST) -> list[ast.AST]:
    """What is read where the empty text is as good as nothing."""
    match node:
        case ast.BoolOp(op=ast.Or(), values=[first, *_]):
            return [first]
        case ast.If(test=test) | ast.IfExp(test=test):
            return [test]
        case ast.Compare(left=left, comparators=[ast.Constant(value=str())]):
            return [left]
        case ast.Compare(left=left, ops=[ast.NotEq()]):
            return [left]
        case ast.Assign(value=value):
            return [value] if isinstance(value, ast.Call) and len(value.args) == 1 else []
        case _:
            return []


def _read(node: ast.AST) -> str | None:
    """The name of the variable that is read from the environment."""
    match node:
        case ast.Call(func=ast.Attribute(attr="get" | "getenv"), args=[ast.Constant(value=str(name)), *_]):
            return name
        case ast.Subscript(value=ast.Attribute(attr="environ"), slice=ast.Constant(value=str(name))):
            return name
        case _:
            return None
