"""What of this repository runs in Lambda: the code, the templates, and what pages are made from."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from infra.package.dependencies import ROOT

FOLDERS: Final = ("functions", "templates", "site/content", "site/assets/css", "site/assets/js")
"""Pictures are not in it: `make deploy` puts them in the bucket, and no job reads them."""
_LEFT_OUT: Final = ("__pycache__", "composants.html")
"""The page of components is for those who build screens."""


def files() -> Iterator[Path]:
    """Relative to the root of the repository, in one order."""
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and not any(part in _LEFT_OUT for part in path.parts):
                yield path.relative_to(ROOT)


def copy(into: Path) -> None:
    for path in files():
        (into / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / path, into / path)
