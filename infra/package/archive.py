"""Zips that are the same, byte for byte, whenever and wherever they are made from the same files."""

import ast
import importlib.util
import marshal
import zipfile
from hashlib import sha256
from pathlib import Path
from typing import Final

_THEN: Final = (1980, 1, 1, 0, 0, 0)
"""The first instant a zip can name: no file's own."""
_MODE: Final = 0o644 << 16
ENTRY: Final = "app.py"
_OURS: Final = "functions/"
_UNCHECKED: Final = (1).to_bytes(4, "little")
"""That a `.pyc` is known by a hash, which nobody compares: https://peps.python.org/pep-0552/"""


def unpack(archive: Path, folder: Path) -> None:
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(folder)


def compile_all(folder: Path, root: str) -> None:
    """Each module compiled, in place of its source: what a cold start fetches is a quarter lighter.

    Without them a cold start compiles some three hundred modules. A traceback names the file and the line, whose text is in the
    repository under the version that each log line says. `root` is where the folder will lie in Lambda: recorded so that a package is
    the same wherever it is made. The module that Lambda is given by name keeps its source. Of our own modules, what describes them and
    their functions is for who reads the repository; of libraries it stays, as some of them read it.
    """
    for source in sorted(folder.rglob("*.py")):
        place = source.relative_to(folder).as_posix()
        text = source.read_bytes()
        tree = ast.parse(text)
        if place.startswith(_OURS):
            _drop_docstrings(tree)
        code = compile(tree, f"{root}/{place}", "exec", dont_inherit=True)
        compiled = (
            Path(importlib.util.cache_from_source(str(source)))
            if place == ENTRY
            else source.with_suffix(".pyc")
        )
        compiled.parent.mkdir(exist_ok=True)
        compiled.write_bytes(
            importlib.util.MAGIC_NUMBER + _UNCHECKED + importlib.util.source_hash(text) + marshal.dumps(code)
        )
        if place != ENTRY:
            source.unlink()


def _drop_docstrings(tree: ast.Module) -> None:
    """Not a class's: where there is none, `dataclasses` writes one, which costs a cold start."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Module | ast.FunctionDef | ast.AsyncFunctionDef)
            and ast.get_docstring(node) is not None
        ):
            node.body = node.body[1:] or [ast.copy_location(ast.Pass(), node.body[0])]


def pack(folder: Path, archive: Path) -> str:
    """Zip what `folder` holds; its sha256 in hexadecimal."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as made:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), _THEN)
            entry.external_attr, entry.compress_type = _MODE, zipfile.ZIP_DEFLATED
            made.writestr(entry, path.read_bytes(), compresslevel=9)
    return sha256(archive.read_bytes()).hexdigest()
