"""What `dataclasses` writes for each class, compiled with the package as a `.pyc` is.

A frozen dataclass is six functions that Python writes as text and compiles, each time a process starts: four fifths of what
importing the domain costs. The text is the same each time, so `make package` compiles it once (infra/package/precompile.py).
Without its file, and for a text that is not in it, nothing changes.
"""

import dataclasses
import marshal
from importlib.util import MAGIC_NUMBER
from pathlib import Path
from types import CodeType
from typing import Any, Final

FILE: Final = Path(__file__).with_name("precompiled.bin")
"""The number of the Python that compiled it, then a marshalled `{module: marshalled {text: code}}`."""


def use() -> None:
    """Before the first class. A file of another Python is left alone."""
    if not FILE.is_file():
        return
    kept = FILE.read_bytes()
    if kept.startswith(MAGIC_NUMBER):
        look_up(marshal.loads(memoryview(kept)[len(MAGIC_NUMBER) :]))  # noqa: S302  # as safe as the code beside it


def look_up(of_modules: dict[str, bytes]) -> None:
    """From now on, execute what is compiled in the place of its text."""
    read: dict[str, dict[str, CodeType]] = {}

    def execute(text: str, names: dict[str, Any], space: dict[str, Any]) -> None:
        module = names.get("__name__", "")
        if module not in read:
            read[module] = marshal.loads(of_modules[module]) if module in of_modules else {}  # noqa: S302
        exec(read[module].get(text, text), names, space)  # noqa: S102  # what dataclasses does itself

    # Its own module's name for it, looked up before the builtin one.
    dataclasses.exec = execute  # type: ignore[attr-defined]
