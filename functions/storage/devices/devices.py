"""Tablets lie with their town, the PIN with the login of who chose it."""

import re

from functions.domain import retention
from functions.domain.devices.device import Device, Pin
from functions.storage.table import keys
from functions.storage.table.keys import Key
from functions.storage.table.reading import partition
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction

_COOKIE = re.compile(r"([a-z0-9-]{1,64})\.([0-9a-z]{26})\.([A-Za-z0-9_-]{43})")


def parts_of(cookie: str) -> tuple[str, str, str] | None:
    """The commune, the tablet and the secret that a tablet's cookie holds."""
    match = _COOKIE.fullmatch(cookie)
    return None if match is None else (match[1], match[2], match[3])


def of_commune(commune: str) -> list[Stored[Device]]:
    return list(partition(keys.device(commune, "").pk, "", Device))


def put(transaction: Transaction, commune: str, stored: Stored[Device]) -> None:
    """It goes a while after its term: somebody may still ask which one it was."""
    transaction.put(stored, why="device", expires_at=stored.value.until + retention.DEVICE)


def put_pin(transaction: Transaction, stored: Stored[Pin]) -> None:
    transaction.put(stored, why="pin")


def pin_key(account: str) -> Key:
    return keys.of_account(account, "PIN")


def pin_hash(account: str, set_at: str, pin: str) -> str:
    """Of no use on another login, or after another choice."""
    return keys.keyed_hash(f"pin/{account}/{set_at}/{pin}")
