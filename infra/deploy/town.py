"""The first commune of a stage, from a file: its identity, and the règlement beside it.

```toml
reglement = "aubray.toml"
id = "aubray"
name = "Aubray-sur-Lisse"
siret = "21999001200018"
[contact]
…
[regie]
…
```
"""

import tomllib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from functions.domain.errors import NotFound
from functions.domain.reglement.reglement import Reglement
from functions.domain.town.commune import Commune
from functions.publishing.commune import RESERVED
from functions.reglement_file import InvalidReglement, parse
from functions.reglement_file.applied import not_applied


class BadTown(Exception):
    """What is wrong with the file, and where."""


@dataclass(frozen=True, slots=True)
class Town:
    commune: Commune
    reglement: Reglement


def read(file: Path) -> Town:
    """Raises BadTown."""
    try:
        said = tomllib.loads(file.read_text("utf-8"))
        rules = file.parent / str(said.pop("reglement", ""))
        commune = msgspec.convert(said, Commune)
        reglement = parse(rules.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError, msgspec.ValidationError, InvalidReglement) as problem:
        raise BadTown(f"{file} : {problem}") from problem
    if problems := not_applied(rules.read_text("utf-8"), reglement):
        raise BadTown("\n".join(f"{rules} : {problem}" for problem in problems))
    if commune.id in RESERVED:
        raise BadTown(f"{file} : « {commune.id} » est déjà une adresse du portail, choisissez un autre id")
    return Town(commune, reglement)


def open_town(town: Town, table: str, *, now: datetime) -> bool:
    """Open it, if it is not yet: from then on its agents say what changes, not this file. False where it was open.

    A first attempt that died in between is completed.
    """
    from functions.storage.create_table import use_table
    from functions.storage.town import communes
    from functions.usecases.town.open_commune import open_commune
    from functions.usecases.town.publish_reglement import publish_reglement

    use_table(table)
    try:
        communes.reglement_head(town.commune.id)
    except NotFound:
        open_commune(town.commune, now=now)
        publish_reglement(town.commune.id, town.reglement, now=now)
        return True
    return False
