"""Zips that are the same, byte for byte, whenever and wherever they are made from the same files."""

import py_compile
import zipfile
from hashlib import sha256
from pathlib import Path
from typing import Final

_THEN: Final = (1980, 1, 1, 0, 0, 0)
"""The first instant a zip can name: no file's own."""
_MODE: Final = 0o644 << 16
ENTRY: Final = "app.py"


def unpack(archive: Path, folder: Path) -> None:
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(folder)


def compile_all(folder: Path, root: str) -> None:
    """Each module compiled, in place of its source: what a cold start fetches is a quarter lighter.

    Without them a cold start compiles some three hundred modules. A traceback names the file and the line, whose text is in the
    repository under the version that each log line says. `root` is where the folder will lie in Lambda: recorded so that a package is
    the same wherever it is made. The module that Lambda is given by name keeps its source.
    """
    for source in sorted(folder.rglob("*.py")):
        place = source.relative_to(folder).as_posix()
        py_compile.compile(
            str(source),
            cfile=None if place == ENTRY else str(source.with_suffix(".pyc")),
            dfile=f"{root}/{place}",
            doraise=True,
            invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
        )
        if place != ENTRY:
            source.unlink()


def pack(folder: Path, archive: Path) -> str:
    """Zip what `folder` holds; its sha256 in hexadecimal."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as made:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), _THEN)
            entry.external_attr, entry.compress_type = _MODE, zipfile.ZIP_DEFLATED
            made.writestr(entry, path.read_bytes(), compresslevel=9)
    return sha256(archive.read_bytes()).hexdigest()
