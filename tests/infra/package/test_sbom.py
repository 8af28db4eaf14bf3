"""The bill of materials, against the schema that CycloneDX publishes and against the lock."""

import json
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft7Validator
from referencing import Registry, Resource

from functions.version import VERSION
from infra.package.dependencies import ROOT, pinned, runtime_names
from infra.package.sbom import document, of_functions, of_layer

ZIPS = {"deployment.zip": ("0" * 64, of_functions()), "documents.zip": ("1" * 64, of_layer("documents"))}
SCHEMAS = files("cyclonedx.schema._res")


@pytest.fixture(scope="module")
def said() -> dict[str, Any]:
    made: dict[str, Any] = json.loads(document(ZIPS))
    return made


def libraries(said: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {one["name"]: one for one in said["components"] if one["type"] == "library"}


def schema(name: str) -> Any:
    return json.loads((SCHEMAS / f"{name}.SNAPSHOT.schema.json").read_text("utf-8"))


def test_it_is_cyclonedx(said: dict[str, Any]) -> None:
    names = {"spdx.schema.json": "spdx", "jsf-0.82.schema.json": "jsf-0.82"}
    others = {
        f"http://cyclonedx.org/schema/{address}": Resource.from_contents(schema(name))
        for address, name in names.items()
    }
    validator = Draft7Validator(schema("bom-1.6"), registry=Registry().with_resources(others.items()))
    assert [error.message for error in validator.iter_errors(said)] == []


def test_the_same_lock_makes_the_same_file() -> None:
    assert document(ZIPS) == document({name: ZIPS[name] for name in reversed(ZIPS)})


def test_it_is_of_this_version(said: dict[str, Any]) -> None:
    assert said["metadata"]["component"]["version"] == VERSION


def test_every_library_that_runs_in_lambda_is_there_with_the_hashes_of_the_lock(said: dict[str, Any]) -> None:
    assert libraries(said).keys() == runtime_names() | {"chalice", "typst"}
    for name, library in libraries(said).items():
        file = "infra/layers/documents.txt" if name == "typst" else "requirements.txt"
        entry = pinned((ROOT / file).read_text(), {name})
        assert entry.startswith(f"{name}=={library['version']}"), "another version than the lock's"
        digests = [one["content"] for one in library["hashes"]]
        assert digests and all(f"sha256:{digest}" in entry for digest in digests)
        assert entry.count("sha256:") == len(digests)


def test_every_library_says_its_licence(said: dict[str, Any]) -> None:
    assert [name for name, library in libraries(said).items() if not library.get("licenses")] == []


def test_it_says_which_zip_holds_a_library_and_what_the_library_needs(said: dict[str, Any]) -> None:
    needs = {one["ref"]: one["dependsOn"] for one in said["dependencies"]}
    refs = {name: library["bom-ref"] for name, library in libraries(said).items()}
    assert needs["preau"] == ["deployment.zip", "documents.zip"]
    assert refs["typst"] in needs["documents.zip"] and refs["typst"] not in needs["deployment.zip"]
    assert refs["botocore"] in needs[refs["pynamodb"]]
