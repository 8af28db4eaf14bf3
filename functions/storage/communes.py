"""Communes and their règlement."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from functions.domain.commune import Commune
from functions.domain.errors import NotFound
from functions.domain.reglement import Reglement
from functions.storage import keys
from functions.storage.bodies import Stored
from functions.storage.reading import listed, read_one


@dataclass(frozen=True, slots=True)
class ReglementHead:
    """Which version of the règlement counts. Its own version moves with each publication, and acts check it."""

    reglement: int
    published_at: datetime


def commune(commune_id: str) -> Commune:
    """Raises NotFound."""
    found = read_one(keys.commune(commune_id), Commune)
    if found is None:
        raise NotFound
    return found.value


def all_communes() -> list[Commune]:
    return [stored.value for stored in listed(keys.COMMUNES, Commune)]


def reglement_head(commune_id: str) -> Stored[ReglementHead]:
    """Raises NotFound."""
    found = read_one(keys.reglement_head(commune_id), ReglementHead)
    if found is None:
        raise NotFound
    return found


@lru_cache(maxsize=64)
def reglement(commune_id: str, version: int) -> Reglement:
    """A published version never changes, so it is read once a process. Raises NotFound."""
    found = read_one(keys.reglement(commune_id, version), Reglement)
    if found is None:
        raise NotFound
    return found.value
