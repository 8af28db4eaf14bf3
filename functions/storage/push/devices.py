"""The devices of a login that are told of things: an item each, named after the session that chose it.

They lie in a partition of their own, apart from the login: the function that writes to them may forget one, and change no login.
"""

from pynamodb.expressions.operand import Path

from functions.domain import retention
from functions.domain.push.device import PushDevice
from functions.storage.table import keys
from functions.storage.table.keys import Key
from functions.storage.table.partitions import remove
from functions.storage.table.reading import partition, read_one
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction

_DEVICE = "DEVICE#"


def key_of(account: str, name: str) -> Key:
    return keys.push_device(account, name)


def name_of(key: Key) -> str:
    """What a device is called outside of the table: as its session."""
    return key.sk.removeprefix(_DEVICE)


def device(account: str, name: str) -> Stored[PushDevice] | None:
    return read_one(keys.push_device(account, name), PushDevice)


def of_account(account: str) -> list[Stored[PushDevice]]:
    return list(partition(keys.push_device(account, "").pk, _DEVICE, PushDevice))


def put(transaction: Transaction, stored: Stored[PushDevice]) -> None:
    transaction.put(stored, why="device", expires_at=stored.value.since + retention.PUSH_DEVICE)


def forget(transaction: Transaction, account: str, name: str) -> None:
    """Whether it is there or not."""
    transaction.delete(keys.push_device(account, name), why="device")


def forget_all(account: str) -> None:
    """With the login."""
    remove(keys.push_device(account, "").pk, lambda _: True)


def forget_as_read(transaction: Transaction, stored: Stored[PushDevice]) -> None:
    """Refused where it was chosen anew since."""
    transaction.delete(stored.key, why="device", condition=Path("version") == stored.version)
