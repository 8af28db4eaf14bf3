"""What of this repository runs in Lambda: the code, the templates, and what pages are made from."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from functions.web import audiences
from functions.web.portal import INDEX
from infra.package.dependencies import ROOT

FOLDERS: Final = ("functions", "templates", "site/content", "site/assets/css", "site/assets/js")
"""Pictures are not in it: `make deploy` puts them in the bucket, and no job reads them."""
_LEFT_OUT: Final = ("__pycache__", "composants.html")
"""The page of components is for those who build screens."""
_SCREENS_OF_THE_TOWN_HALL: Final = Path("site/assets/js/desk")
"""Rendered by `make deploy` and by no job: a ninth of a megabyte that no cold start has to fetch."""


def files() -> Iterator[Path]:
    """Relative to the root of the repository, in one order."""
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            ours = path.relative_to(ROOT)
            if path.is_file() and not _is_left_out(ours):
                yield ours


def _is_left_out(path: Path) -> bool:
    return path.is_relative_to(_SCREENS_OF_THE_TOWN_HALL) or any(part in _LEFT_OUT for part in path.parts)


def copy(into: Path) -> None:
    """With the index by which the API imports an audience only when it is asked for: functions/web/portal.py."""
    for path in files():
        (into / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / path, into / path)
    (into / INDEX.relative_to(ROOT)).write_text(json.dumps(audiences_by_route(), indent=1, sort_keys=True))


def audiences_by_route() -> dict[str, str]:
    return {
        f"{route.method} {route.path}": route.handler.__module__
        for routes in audiences.ALL
        for route in routes.served
    }
