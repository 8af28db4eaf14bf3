"""What the package is made of, as others' tools read it: a bill of materials, CycloneDX 1.6.

Written from the lock, so that the same lock makes the same file: no instant, no random number.
https://cyclonedx.org/docs/1.6/json/
"""

import importlib.metadata
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from functions.version import VERSION
from infra.package.dependencies import CHALICE, ROOT, pinned, runtime_names

_OSI: Final = "License :: OSI Approved :: "
_UNHELPFUL: Final = {"Dual License"}
"""What some write for a licence, and that says nothing."""
_ENTRY: Final = re.compile(r"([A-Za-z0-9._-]+)==([^\s;]+)")
_HASH: Final = re.compile(r"--hash=sha256:([0-9a-f]{64})")

Component = dict[str, Any]


def of_functions() -> list[Component]:
    """The libraries in the zip of the functions. Of Chalice, two modules."""
    return _locked(ROOT / "requirements.txt", runtime_names() | {CHALICE})


def of_layer(name: str) -> list[Component]:
    return _locked(ROOT / "infra" / "layers" / f"{name}.txt", None)


def document(zips: dict[str, tuple[str, list[Component]]]) -> str:
    """`zips`: by the name of each, its sha256 and the libraries in it."""
    files = [
        {"type": "file", "bom-ref": name, "name": name, "hashes": [_sha256(digest)]}
        for name, (digest, _) in sorted(zips.items())
    ]
    libraries = {one["bom-ref"]: one for _, held in zips.values() for one in held}
    refs = {one["name"]: ref for ref, one in libraries.items()}
    held = {name: [one["bom-ref"] for one in inside] for name, (_, inside) in zips.items()}
    needed = {ref: _needs(one["name"], refs) for ref, one in libraries.items()}
    said = {
        "metadata": {
            "component": {"type": "application", "bom-ref": "preau", "name": "preau", "version": VERSION}
        },
        "components": [*files, *(libraries[ref] for ref in sorted(libraries))],
        "dependencies": [
            {"ref": ref, "dependsOn": sorted(on)}
            for ref, on in sorted({"preau": list(held), **held, **needed}.items())
        ],
    }
    number = uuid5(NAMESPACE_URL, json.dumps(said, sort_keys=True))
    head = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{number}",
        "version": 1,
    }
    return json.dumps(head | said, indent=1, ensure_ascii=False) + "\n"


def _locked(lock: Path, names: set[str] | None) -> list[Component]:
    components = []
    for entry in re.split(r"\n(?=\S)", pinned(lock.read_text(), names).strip()):
        found = _ENTRY.match(entry)
        assert found, entry
        components.append(_component(canonicalize_name(found[1]), found[2], _HASH.findall(entry)))
    return components


def _component(name: str, version: str, digests: Iterable[str]) -> Component:
    """`digests`: of every file of that version that the lock lets in, a wheel a platform: pip takes one of them."""
    purl = f"pkg:pypi/{name}@{version}"
    component: Component = {
        "type": "library",
        "bom-ref": purl,
        "name": name,
        "version": version,
        "purl": purl,
        "hashes": [_sha256(digest) for digest in sorted(digests)],
    }
    licences = _licences(name, version)
    return component | ({"licenses": licences} if licences else {})


def _sha256(digest: str) -> dict[str, str]:
    return {"alg": "SHA-256", "content": digest}


def _licences(name: str, version: str) -> list[dict[str, Any]]:
    """As the library says of itself where it is installed; none where it is not, or in another version."""
    try:
        said = importlib.metadata.metadata(name)
    except importlib.metadata.PackageNotFoundError:
        return []
    if said["Version"] != version:
        return []
    written = [text for field in ("License-Expression", "License") for text in said.get_all(field) or []]
    for text in written:
        try:
            return [{"expression": str(canonicalize_license_expression(text))}]
        except InvalidLicenseExpression:
            continue
    classified = [one.removeprefix(_OSI) for one in said.get_all("Classifier") or [] if one.startswith(_OSI)]
    named = classified or [text for text in written if text not in _UNHELPFUL]
    return [{"license": {"name": text}} for text in named]


def _needs(name: str, refs: dict[str, str]) -> list[str]:
    try:
        lines = importlib.metadata.requires(name) or []
    except importlib.metadata.PackageNotFoundError:
        return []
    asked = [Requirement(line) for line in lines]
    names = {
        canonicalize_name(one.name)
        for one in asked
        if one.marker is None or one.marker.evaluate({"extra": ""})
    }
    return [refs[one] for one in names if one in refs]
