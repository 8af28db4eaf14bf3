"""A zip that depends on the files alone."""

import importlib.util
import marshal
import os
import zipfile
from pathlib import Path

from infra.package.archive import compile_all, pack


def _folder(root: Path, *, touched: float) -> Path:
    for name, text in (("b.py", "B = 1\n"), ("a/__init__.py", ""), ("a/c.py", "def c(): return 1\n")):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        os.utime(path, (touched, touched))
    return root


def test_the_same_files_make_the_same_zip_wherever_and_whenever(tmp_path: Path) -> None:
    first, then = (_folder(tmp_path / name, touched=when) for name, when in (("1", 1e9), ("2", 1.7e9)))
    for folder in (first, then):
        compile_all(folder, "/var/task")
    assert pack(first, tmp_path / "1.zip") == pack(then, tmp_path / "2.zip")


def test_modules_are_there_compiled_and_without_their_sources_but_the_one_that_lambda_names(
    tmp_path: Path,
) -> None:
    folder = _folder(tmp_path / "code", touched=1e9)
    compile_all(folder, "/var/task")
    pack(folder, tmp_path / "code.zip")
    with zipfile.ZipFile(tmp_path / "code.zip") as archive:
        names = archive.namelist()
        assert [name for name in names if name.endswith(".py")] == (["app.py"] if "app.py" in names else [])
        compiled = [name for name in names if name.endswith(".pyc")]
        assert len(compiled) == 3
        # https://peps.python.org/pep-0552/: flags 0b01, by hash and unchecked.
        assert {archive.read(name)[4:8] for name in compiled} == {b"\x01\x00\x00\x00"}
        assert b"/var/task/b.py" in archive.read(next(name for name in compiled if "b." in name))


def test_of_our_own_functions_what_describes_them_stays_in_the_repository(tmp_path: Path) -> None:
    """A class's stays, for `dataclasses`, and a library's, which may read it; lines keep their numbers."""
    text = '"""What it is."""\n\ndef f(): "What it does."\n\nclass C:\n    "What one is."\n\ndef g():\n    """Twice."""\n    return 1 / 0\n'
    for name in ("functions/a.py", "library/a.py"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text)
    compile_all(tmp_path, "/var/task")

    def described(name: str) -> dict[str, str | None]:
        space: dict = {}
        exec(marshal.loads((tmp_path / name).read_bytes()[16:]), space)  # noqa: S102, S302  # what this test compiled
        assert space["g"].__code__.co_firstlineno == 8 and space["f"]() is None
        return {"module": space.get("__doc__"), **{each: space[each].__doc__ for each in "fCg"}}

    assert described("functions/a.pyc") == {"module": None, "f": None, "C": "What one is.", "g": None}
    assert described("library/a.pyc")["g"] == "Twice."
    spec = importlib.util.spec_from_file_location("a", tmp_path / "functions" / "a.pyc")
    assert spec is not None and spec.loader is not None
    spec.loader.exec_module(importlib.util.module_from_spec(spec))
