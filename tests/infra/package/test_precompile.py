"""What dataclasses write, compiled beforehand."""

import marshal
import subprocess
import sys
from dataclasses import dataclass
from importlib.util import MAGIC_NUMBER
from pathlib import Path
from typing import Any

import pytest

from functions import precompiled
from infra.package.precompile import compiled, write


@pytest.fixture(scope="module")
def precompiled_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("precompiled") / "precompiled.bin"
    write(made)
    return made


def test_every_class_of_the_domain_is_in_it(precompiled_file: Path) -> None:
    kept = precompiled_file.read_bytes()
    assert kept.startswith(MAGIC_NUMBER)
    of_modules = marshal.loads(kept[len(MAGIC_NUMBER) :])  # noqa: S302
    assert set(of_modules) >= {
        "functions.domain.families.family",
        "functions.web.callers.agents",
        "functions.storage.table.stored",
    }
    assert all(module.startswith("functions.") for module in of_modules)


def test_the_same_classes_make_the_same_file(precompiled_file: Path, tmp_path: Path) -> None:
    write(tmp_path / "again.bin")
    assert (tmp_path / "again.bin").read_bytes() == precompiled_file.read_bytes()


def test_a_class_made_from_it_is_the_class_that_would_have_been_made(monkeypatch: pytest.MonkeyPatch) -> None:
    texts: set[str] = set()

    def note(text: str, names: dict, space: dict) -> None:
        texts.add(text)
        exec(text, names, space)  # noqa: S102

    monkeypatch.setattr("dataclasses.exec", note, raising=False)
    first = _point()
    made = compiled({"functions.points": texts})[len(MAGIC_NUMBER) :]
    read = marshal.loads(marshal.loads(made)["functions.points"])  # noqa: S302
    assert texts == set(read)
    precompiled.look_up({__name__: marshal.dumps(read)})
    then = _point()
    assert repr(then(1)) == repr(first(1)) == "_point.<locals>.Point(x=1, y=2)"
    assert then(1) == then(1, 2) and then(1) != then(2) and hash(then(1)) == hash(first(1))
    with pytest.raises(AttributeError):
        then(1).x = 3
    assert then.__slots__ == ("x", "y")


def _point() -> Any:
    @dataclass(frozen=True, slots=True)
    class Point:
        x: int
        y: int = 2

    return Point


def test_the_file_of_another_python_is_left_alone(precompiled_file: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.bin"
    other.write_bytes(b"\0\0\r\n" + precompiled_file.read_bytes()[4:])
    program = (
        "import sys; from pathlib import Path; from functions import precompiled; import dataclasses;"
        "precompiled.FILE = Path(sys.argv[1]); precompiled.use(); print(hasattr(dataclasses, 'exec'))"
    )
    said = [
        subprocess.run(
            [sys.executable, "-c", program, path], capture_output=True, text=True, check=True
        ).stdout
        for path in (precompiled_file, other)
    ]
    assert said == ["True\n", "False\n"]
