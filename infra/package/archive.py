"""Zips that are the same, byte for byte, whenever and wherever they are made from the same files."""

import py_compile
import zipfile
from hashlib import sha256
from pathlib import Path
from typing import Final

_THEN: Final = (1980, 1, 1, 0, 0, 0)
"""The first instant a zip can name: no file's own."""
_MODE: Final = 0o644 << 16


def unpack(archive: Path, folder: Path) -> None:
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(folder)


def compile_all(folder: Path, root: str) -> None:
    """A `.pyc` beside each module, which Python never checks against it: nobody writes in /var/task.

    Without them a cold start compiles some three hundred modules. `root` is where the folder will lie in Lambda: recorded
    so that a package is the same wherever it is made, and a traceback readable.
    """
    for source in sorted(folder.rglob("*.py")):
        py_compile.compile(
            str(source),
            dfile=f"{root}/{source.relative_to(folder).as_posix()}",
            doraise=True,
            invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
        )


def pack(folder: Path, archive: Path) -> str:
    """Zip what `folder` holds; its sha256 in hexadecimal."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as made:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), _THEN)
            entry.external_attr, entry.compress_type = _MODE, zipfile.ZIP_DEFLATED
            made.writestr(entry, path.read_bytes(), compresslevel=9)
    return sha256(archive.read_bytes()).hexdigest()
