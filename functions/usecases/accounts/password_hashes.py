"""Hash passwords. argon2 is only imported when the first password comes, because most requests bring none."""

from functools import cache
from typing import TYPE_CHECKING

from functions.domain.accounts.passwords import MAX_BYTES, normalised

if TYPE_CHECKING:
    from argon2 import PasswordHasher

HASH_OF_NOBODY = (
    "$argon2id$v=19$m=19456,t=2,p=1$e5TXz/ojZ1LdH36xJsveFw$0UmbiPfYUuuo628iIt0HycdndKSMBMN5t/vnHoWMFew"
)
"""The hash that an unknown address is compared with, so that it takes the time of a known one."""


def hash_password(password: str) -> str:
    return _hasher().hash(normalised(password))


def password_matches(password: str, password_hash: str) -> bool:
    """Whether the password has that hash. One hash is always computed, even for a password too long to be right, so that the
    time tells nothing."""
    from argon2.exceptions import VerifyMismatchError

    text = normalised(password)
    candidate = text if len(text.encode()) <= MAX_BYTES else ""
    try:
        return _hasher().verify(password_hash, candidate)
    except VerifyMismatchError:
        return False


def needs_rehash(password_hash: str) -> bool:
    """Whether the hash was made with other parameters than today's, for example before they grew."""
    return _hasher().check_needs_rehash(password_hash)


@cache
def _hasher() -> "PasswordHasher":
    """argon2id as OWASP recommends it: 19 MiB, two passes, one lane. A hash takes some 20 ms."""
    from argon2 import PasswordHasher, Type

    return PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1, type=Type.ID)
