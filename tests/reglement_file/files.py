"""The règlements of real communes, written as files."""

from functools import cache
from pathlib import Path

from functions.domain.reglement.reglement import Reglement
from functions.reglement_file import parse

FOLDER = Path(__file__).parent / "communes"
NAMES = sorted(path.stem for path in FOLDER.glob("*.toml"))


@cache
def commune(name: str) -> Reglement:
    return parse((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
