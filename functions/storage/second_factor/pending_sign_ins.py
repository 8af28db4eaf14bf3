"""Sign-ins that wait for the second factor. They lie beside the sessions, under keys that no session is looked for at."""

from functions.domain.second_factor.pending_sign_in import PendingSignIn
from functions.storage.table import keys
from functions.storage.table.keys import Key
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction


def key_of(account: str, secret_hash: str) -> Key:
    return keys.pending_sign_in(account, secret_hash)


def hash_of(key: Key) -> str:
    return key.sk.removeprefix("PENDING#")


def put(transaction: Transaction, pending: Stored[PendingSignIn]) -> None:
    transaction.put(pending, why="pending", expires_at=pending.value.expires_at)


def delete(transaction: Transaction, key: Key) -> None:
    transaction.delete(key, why="pending")
