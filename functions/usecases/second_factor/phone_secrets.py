"""The secret that a phone makes its codes from, derived from a secret of the deployment and stored nowhere, as mailed codes are.

An item keeps the `issue` and the name of the key that it was made under. So a key that is rotated serves on for the phones it was made for, and each
try is compared with one secret only. A key that was withdrawn, because it leaked, ends the phones that were set under it.
"""

import hashlib
import hmac
from dataclasses import dataclass

from functions.domain.second_factor.factor import FactorKeyGone
from functions.domain.second_factor.totp import SECRET_BYTES
from functions.secrets import key_ring

_DOUBT_SECONDS = 30.0
"""How often, at most, a key that is not known makes a function read the ring again: another may have read it already."""


@dataclass(frozen=True, slots=True)
class PhoneSecret:
    key: str
    """The name of the deployment's key."""
    secret: bytes


def newest_secret(issue: str) -> PhoneSecret:
    return _of(key_ring().codes[0], issue)


def possible_secrets(issue: str) -> list[PhoneSecret]:
    """What may have been shown to a phone that is being set, the newest first."""
    return [_of(key, issue) for key in key_ring(no_older_than=_DOUBT_SECONDS).codes]


def secret_of(issue: str, key_name: str) -> bytes:
    """Raises FactorKeyGone."""
    ring = key_ring()
    if not any(_name(key) == key_name for key in ring.codes):
        ring = key_ring(no_older_than=_DOUBT_SECONDS)
    for key in ring.codes:
        if _name(key) == key_name:
            return _of(key, issue).secret
    raise FactorKeyGone


def _of(key: bytes, issue: str) -> PhoneSecret:
    derived = hmac.digest(key, f"second factor/{issue}".encode(), hashlib.sha256)
    return PhoneSecret(_name(key), derived[:SECRET_BYTES])


def _name(key: bytes) -> str:
    """What a key is called where it may be read: it tells nothing of the key."""
    return hmac.digest(key, b"name of the key", hashlib.sha256)[:8].hex()
