"""The package itself, as it was made for these tests."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name

from infra.package import archive
from infra.package.build import MAX_BYTES, Package, build
from infra.package.target import target
from tests.infra.deployment.conftest import Portal

# A process that sees the zip and the standard library: no library of the machine can stand in for a missing one.
ALONE = [sys.executable, "-I", "-S", "-c"]
IMPORT_ALL = """
import sys
sys.path.insert(0, sys.argv[1])
from pkgutil import walk_packages
from importlib import import_module
import functions
for module in walk_packages(functions.__path__, "functions."):
    try:
        import_module(module.name)
    except ModuleNotFoundError as missing:
        print(module.name, missing.name)
"""
ON_A_LAYER = {"functions.gateways.push.encryption"}
"""Imported by the function that has the layer alone, once it has something to push."""
PUBLISH = """
import sys
sys.path.insert(0, sys.argv[1])
import argon2, boto3, icalendar, jinja2, markdown_it
from pathlib import Path
from zoneinfo import ZoneInfo
print(argon2.PasswordHasher().verify(argon2.PasswordHasher().hash("un"), "un"), ZoneInfo("Indian/Reunion"))
from functions.publishing.deployment import render_home
from functions.publishing.site import Deployment, Site
print(len(render_home(Site(Path(sys.argv[1]), Deployment("https://x.example")), [])))
"""


@pytest.fixture(scope="module")
def code(package: Package, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("code")
    archive.unpack(package.code.path, folder)
    return folder


def test_the_same_repository_makes_the_same_package(package: Package, tmp_path: Path) -> None:
    again = build(target(), tmp_path)
    assert again.code.sha256 == package.code.sha256
    assert {name: made.sha256 for name, made in again.layers.items()} == {
        name: made.sha256 for name, made in package.layers.items()
    }
    assert again.template.read_bytes() == package.template.read_bytes()
    assert again.sbom.read_bytes() == package.sbom.read_bytes()


def test_its_bill_of_materials_names_its_zips_and_the_libraries_that_lie_in_them(
    package: Package, code: Path
) -> None:
    said = json.loads(package.sbom.read_text())
    hashes = {one["name"]: one["hashes"] for one in said["components"] if one["type"] == "file"}
    zips = [package.code, *package.layers.values()]
    assert hashes == {made.path.name: [{"alg": "SHA-256", "content": made.sha256}] for made in zips}
    [inside] = [one["dependsOn"] for one in said["dependencies"] if one["ref"] == package.code.path.name]
    there = {
        f"pkg:pypi/{canonicalize_name(name)}@{version}"
        for name, version in (wheel.stem.split("-")[:2] for wheel in code.glob("*.dist-info"))
    }
    assert there and there <= set(inside)


def test_it_is_light_enough_for_a_cold_start(package: Package) -> None:
    assert package.code.bytes <= MAX_BYTES


def test_nothing_is_in_it_that_does_not_run_there(package: Package) -> None:
    with zipfile.ZipFile(package.code.path) as zipped:
        names = zipped.namelist()
    assert "app.py" in names and "functions/web/audiences.json" in names
    assert not [name for name in names if name.startswith(("tests/", "infra/", "docs/", "chalicelib/"))]
    assert not [name for name in names if "/tests/" in name or "/dev/" in name or name.endswith(".env")]
    assert not {name.split("/")[0] for name in names} & {"pip", "setuptools", "typst", "ministack", "pytest"}


def test_every_module_imports_with_nothing_but_the_zip(code: Path) -> None:
    done = subprocess.run([*ALONE, IMPORT_ALL, str(code)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert {line.split()[0] for line in done.stdout.splitlines()} == ON_A_LAYER, done.stdout


def test_passwords_hash_and_pages_come_out_with_nothing_but_the_zip(code: Path) -> None:
    done = subprocess.run([*ALONE, PUBLISH, str(code)], capture_output=True, text=True)
    assert done.stdout.splitlines() == ["True Indian/Reunion", "6"], done.stderr


def test_the_api_imports_no_job_and_no_audience_that_nobody_asked_for(code: Path) -> None:
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); import app;"
        "print([name for name in sys.modules if name.startswith(('functions.jobs', 'functions.domain'))])"
    )
    done = subprocess.run([*ALONE, program, str(code)], capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr


def test_every_route_is_served_by_the_deployed_api(portal: Portal) -> None:
    """Each has an entry in the index: none answers as an unknown one would."""
    for resource in ("/status", "/me", "/communes/lisse/families/testmp/planning"):
        answered = portal.visitor().get(resource)
        assert answered.status in (200, 401), (resource, answered.text)
