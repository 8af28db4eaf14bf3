"""Communes and their règlement."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from functions.domain.errors import NotFound
from functions.domain.reglement.reglement import Reglement
from functions.domain.town.commune import Commune
from functions.storage.table import keys
from functions.storage.table.reading import listed, read_one
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction


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


def reglement_now(commune_id: str) -> Reglement:
    """The version that counts. Raises NotFound."""
    return reglement(commune_id, reglement_head(commune_id).value.reglement)


def reglement_if_any(commune_id: str) -> Reglement | None:
    """The one in force; None for a town that has published none."""
    try:
        return reglement_now(commune_id)
    except NotFound:
        return None


def put_commune(transaction: Transaction, stored: Stored[Commune]) -> None:
    transaction.put(stored, why="commune", listed=(keys.COMMUNES, stored.value.name))


def put_reglement(transaction: Transaction, commune_id: str, published: Reglement) -> None:
    key = keys.reglement(commune_id, published.version)
    transaction.put(Stored(key, published, 0), why="reglement")


def put_head(transaction: Transaction, head: Stored[ReglementHead]) -> None:
    transaction.put(head, why="head")
