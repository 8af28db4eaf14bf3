"""The libraries that run in Lambda: those of requirements.txt without what Chalice needs to deploy, and without what AWS
does not ask of them.
"""

import gzip
import importlib.metadata
import json
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from infra.package.target import Target

ROOT: Final = Path(__file__).parents[2]
SERVICES: Final = ("dynamodb", "s3", "sesv2", "sqs")
"""Whose data of botocore is kept. A test holds them against the clients that `functions/` makes."""
CHALICE: Final = "chalice"
"""`chalice package` brings the two modules of it that run in Lambda; the rest and its libraries are a deployer's tools."""
ENDPOINTS: Final = tuple({"sesv2": "email"}.get(service, service) for service in SERVICES)
"""The same, as `endpoints.json` calls them. The file is 1.2 MB of JSON, and the first client of each process reads it."""
_DATA_OF_ALL: Final = ("_retry.json", "endpoints.json", "partitions.json", "sdk-default-configuration.json")
_FOLDERS_NEVER_READ: Final = ("bin", "boto3/data", "boto3/examples", "cffi", "pycparser", "share")
"""cffi builds what argon2 needs of it, `_cffi_backend`, which lies beside it."""
_SUFFIXES_NEVER_READ: Final = (".pyi", ".c")
"""What editors and compilers read. Licences and METADATA stay: the law asks for the ones, scanners for the others."""
_NEVER_READ: Final = ("RECORD", "INSTALLER", "REQUESTED", "direct_url.json")
"""Of a wheel's own folder: what pip writes of this installation, which differs from one to the next."""


def install(target: Target, cache: Path) -> Path:
    """The folder that holds the libraries for `target`, pruned; made once for a requirements.txt."""
    return _installed(ROOT / "requirements.txt", runtime_names(), target, cache, prune)


def install_plain(target: Target, cache: Path) -> Path:
    """The same libraries as pip leaves them: what a bare application ships."""
    return _installed(ROOT / "requirements.txt", runtime_names(), target, cache / "plain", _drop_traces)


def install_layer(name: str, target: Target, cache: Path) -> Path:
    """The same of `infra/layers/{name}.txt`, whole."""
    return _installed(ROOT / "infra" / "layers" / f"{name}.txt", None, target, cache, _drop_traces)


def runtime_names() -> set[str]:
    """The canonical names of what pyproject.toml asks for, and of what that needs, without Chalice."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    names: set[str] = set()
    waiting = [Requirement(line).name for line in project["dependencies"]]
    while waiting:
        name = canonicalize_name(waiting.pop())
        if name in names or name == CHALICE:
            continue
        names.add(name)
        needed = [Requirement(line) for line in importlib.metadata.requires(name) or []]
        waiting += [one.name for one in needed if one.marker is None or one.marker.evaluate({"extra": ""})]
    return names


def pinned(text: str, names: set[str] | None) -> str:
    """The entries of a requirements file, with their hashes, for `names` alone (all of them, where None)."""
    entries = re.findall(r"^[A-Za-z0-9][^\n]*(?:\n[ ]+--hash=[^\n]*)+", text, re.MULTILINE)
    kept = [entry for entry in entries if names is None or canonicalize_name(entry.split("==")[0]) in names]
    return "\n".join(entry.rstrip(" \\") for entry in kept) + "\n"


def prune(folder: Path) -> None:
    """Drop what no function reads: of botocore's data (17 of 20 MB) all but SERVICES, and boto3's resources."""
    data = folder / "botocore" / "data"
    for entry in data.iterdir():
        if entry.is_dir() and entry.name not in SERVICES:
            shutil.rmtree(entry)
        elif entry.is_file() and entry.name.removesuffix(".gz") not in _DATA_OF_ALL:
            entry.unlink()
    _prune_endpoints(data / "endpoints.json")
    for described in data.glob("*/*/service-2.json.gz"):
        _drop_documentation(described)
    for examples in data.rglob("examples-*"):
        examples.unlink()
    for name in _FOLDERS_NEVER_READ:
        shutil.rmtree(folder / name, ignore_errors=True)
    for unread in [path for path in folder.rglob("*") if path.suffix in _SUFFIXES_NEVER_READ]:
        unread.unlink()
    for archive in folder.glob("dateutil/zoneinfo/*.tar.gz"):
        archive.unlink()
    for tests in [path for path in folder.rglob("tests") if path.is_dir()]:
        shutil.rmtree(tests)
    _drop_traces(folder)


def _prune_endpoints(file: Path) -> None:
    """AWS's own partition alone: families' data stays in the European Union."""
    known = json.loads(file.read_text())
    (partition,) = [one for one in known["partitions"] if one["partition"] == "aws"]
    partition["services"] = {name: partition["services"][name] for name in ENDPOINTS}
    file.write_text(json.dumps({**known, "partitions": [partition]}))


def _drop_documentation(file: Path) -> None:
    """Of a service's description, the sentences of AWS's manual: five sixths of what the first client of a process parses."""
    described = json.loads(gzip.decompress(file.read_bytes()), object_hook=_without_documentation)
    file.with_suffix("").write_text(json.dumps(described, separators=(",", ":")))
    file.unlink()


def _without_documentation(read: dict[str, Any]) -> dict[str, Any]:
    """Empty, and not gone: botocore reads some. A member of that name is no sentence."""
    return {
        name: "" if name == "documentation" and isinstance(value, str) else value
        for name, value in read.items()
    }


def _drop_traces(folder: Path) -> None:
    for wheel in folder.glob("*.dist-info"):
        for name in _NEVER_READ:
            (wheel / name).unlink(missing_ok=True)


def _installed(
    requirements: Path,
    names: set[str] | None,
    target: Target,
    cache: Path,
    lighten: Callable[[Path], None],
) -> Path:
    wanted = pinned(requirements.read_text(), names)
    mark = f"{wanted}{target}{Path(__file__).read_text()}"
    folder = cache / f"{requirements.stem}-{sha256(mark.encode()).hexdigest()[:16]}"
    if folder.is_dir():
        return folder
    making = folder.with_suffix(".making")
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(parents=True)
    lines = making / "requirements.txt"
    lines.write_text(wanted)
    libraries = making / "libraries"
    subprocess.run(
        [
            *(sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"),
            *("--require-hashes", "--no-compile", "--target", libraries, "-r", lines),
            *target.pip_options,
        ],
        check=True,
    )
    lighten(libraries)
    libraries.rename(folder)
    shutil.rmtree(making)
    return folder
