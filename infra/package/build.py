"""From the repository to `build/package/`: a zip of all functions, a zip a layer, the template, the bill of materials."""

import json
import shutil
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from functions import precompiled
from infra.package import archive, chalice_project, dependencies, ours, precompile, sbom
from infra.package.target import Target
from infra.template.functions import FUNCTIONS
from infra.template.whole import whole

BUILD: Final = dependencies.ROOT / "build"
OUT: Final = BUILD / "package"
CACHE: Final = BUILD / "dependencies"
MAX_BYTES: Final = 8 * 1024 * 1024
"""Of the functions' zip: what a cold start fetches."""
CODE: Final = "deployment.zip"
TEMPLATE: Final = "template.json"
SBOM: Final = "sbom.cdx.json"


class TooLarge(Exception):
    """The functions' zip holds more than MAX_BYTES."""


@dataclass(frozen=True, slots=True)
class Made:
    path: Path
    sha256: str

    @property
    def bytes(self) -> int:
        return self.path.stat().st_size


@dataclass(frozen=True, slots=True)
class Package:
    """`code` and `layers` as the template names them, relative to its folder."""

    template: Path
    code: Made
    layers: dict[str, Made]
    target: Target
    sbom: Path


def build(target: Target, out: Path = OUT) -> Package:
    """Make the package anew in `out`. Raises TooLarge."""
    shutil.rmtree(out, ignore_errors=True)
    project, made = out / "project", out / "chalice"
    chalice_project.prepare(project, target)
    template = whole(chalice_project.package(project, made))
    code = _code(made / CODE, target, out)
    layers = {name: _layer(name, target, out) for name in _layer_names()}
    (out / TEMPLATE).write_text(json.dumps(template, indent=1, ensure_ascii=False) + "\n")
    (out / SBOM).write_text(_materials(code, layers))
    for folder in (project, made):
        shutil.rmtree(folder)
    if code.bytes > MAX_BYTES:
        raise TooLarge(f"{code.bytes} bytes")
    return Package(out / TEMPLATE, code, layers, target, out / SBOM)


def _code(from_chalice: Path, target: Target, out: Path) -> Made:
    folder = out / "code"
    shutil.copytree(dependencies.install(target, CACHE), folder)
    archive.unpack(from_chalice, folder)
    ours.copy(folder)
    precompile.write(folder / precompiled.FILE.relative_to(dependencies.ROOT))
    return _packed(folder, out / CODE, compiled_for="/var/task")


def _layer(name: str, target: Target, out: Path) -> Made:
    """Made once for what is in it: typst is 33 MB, and none of it is ours."""
    libraries = dependencies.install_layer(name, target, CACHE)
    kept, folder = libraries.with_suffix(".zip"), out / f"layer-{name}"
    if not kept.is_file():
        shutil.copytree(libraries, folder / "python")
        _packed(folder, kept, compiled_for="/opt")
    zipped = out / f"{name}.zip"
    shutil.copyfile(kept, zipped)
    return Made(zipped, sha256(zipped.read_bytes()).hexdigest())


def _packed(folder: Path, zipped: Path, *, compiled_for: str) -> Made:
    archive.compile_all(folder, compiled_for)
    making = zipped.with_suffix(".making")
    made = Made(zipped, archive.pack(folder, making))
    making.rename(zipped)
    shutil.rmtree(folder)
    return made


def _materials(code: Made, layers: dict[str, Made]) -> str:
    held = {made.path.name: (made.sha256, sbom.of_layer(name)) for name, made in layers.items()}
    return sbom.document({code.path.name: (code.sha256, sbom.of_functions()), **held})


def _layer_names() -> list[str]:
    return sorted({name for function in FUNCTIONS for name in function.layers})
