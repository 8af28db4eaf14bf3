"""Compile what `dataclasses` will write in Lambda: functions/precompiled.py reads it. `python -m infra.package.precompile FILE`.

A process of its own: every class of `functions` must be made under its eyes.
"""

import dataclasses
import marshal
import subprocess
import sys
from importlib import import_module
from importlib.util import MAGIC_NUMBER
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

from infra.package.dependencies import ROOT

WITHOUT_REFERENCES = 2
"""The version of marshal in which the same code makes the same bytes: https://docs.python.org/3/library/marshal.html"""


def write(file: Path) -> None:
    subprocess.run([sys.executable, "-m", "infra.package.precompile", file], cwd=ROOT, check=True)


def written_for(package: str) -> dict[str, set[str]]:
    """Module → every text that dataclasses executes while it is imported."""
    texts: dict[str, set[str]] = {}

    def note(text: str, names: dict[str, Any], space: dict[str, Any]) -> None:
        texts.setdefault(names["__name__"], set()).add(text)
        exec(text, names, space)  # noqa: S102  # what dataclasses does itself

    dataclasses.exec = note  # type: ignore[attr-defined]
    root = import_module(package)
    for module in walk_packages(root.__path__, f"{package}."):
        import_module(module.name)
    del dataclasses.exec  # type: ignore[attr-defined]
    return texts


def compiled(of_modules: dict[str, set[str]]) -> bytes:
    """As functions/precompiled.py reads it. What libraries made meanwhile is theirs."""
    marshalled = {
        module: marshal.dumps(
            {text: compile(text, "<dataclass>", "exec") for text in sorted(texts)}, WITHOUT_REFERENCES
        )
        for module, texts in sorted(of_modules.items())
        if module.startswith("functions.")
    }
    return MAGIC_NUMBER + marshal.dumps(marshalled, WITHOUT_REFERENCES)


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(compiled(written_for("functions")))
