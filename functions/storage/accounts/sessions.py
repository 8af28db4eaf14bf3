"""Sessions of a login, in the login's own partition: all are found, and revoked, together."""

import hashlib
import re

from functions.domain.accounts.account import Session
from functions.storage.table import keys
from functions.storage.table.keys import Key
from functions.storage.table.reading import partition
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction

_COOKIE = re.compile(r"([0-9a-z]{26})\.([A-Za-z0-9_-]{43})")


def session_key(cookie: str) -> Key | None:
    """Where the session of this cookie lies; the secret itself is stored nowhere. None for what cannot be a cookie of ours."""
    parts = parts_of(cookie)
    return None if parts is None else key_of_secret(*parts)


def parts_of(cookie: str) -> tuple[str, str] | None:
    """The account and the secret that a cookie of ours holds."""
    match = _COOKIE.fullmatch(cookie)
    return None if match is None else (match[1], match[2])


def hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def key_of_secret(account: str, secret: str) -> Key:
    return keys.session(account, hashed(secret))


def account_of(session: Key) -> str:
    """Whose session lies there, before it is read."""
    return session.pk.removeprefix(keys.account("").pk)


def key_of(account: str, secret_hash: str) -> Key:
    return keys.session(account, secret_hash)


def hash_of(key: Key) -> str:
    """What a session is called outside of its cookie."""
    return key.sk.removeprefix("SESSION#")


def put(transaction: Transaction, session: Stored[Session]) -> None:
    transaction.put(session, why="session", expires_at=session.value.expires_at)


def end(transaction: Transaction, session: Key) -> None:
    """Two actions: a device that is signed out is told of nothing more (`functions/storage/push/devices.py`), whoever signs it out."""
    transaction.delete(session, why="session")
    transaction.delete(keys.push_device(account_of(session), hash_of(session)), why="device")


def sessions(account: str) -> list[Stored[Session]]:
    return list(partition(keys.account(account).pk, "SESSION#", Session))
