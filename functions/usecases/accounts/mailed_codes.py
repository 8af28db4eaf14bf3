"""Codes of 128 bits that are mailed, derived from a secret of the deployment and stored nowhere.

An item keeps an `issue`, a random name for the code; the code is the HMAC of that name under the secret. Whoever reads the
table, its backups or the outbox finds no code, and no hash to try codes on. A new issue makes the earlier code worthless.
"""

import hashlib
import hmac
import secrets
from enum import StrEnum

from functions.secrets import secret_key

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_LENGTH = 26
_READ_ALIKE = str.maketrans("oil", "011", " -\u00a0\u202f")


class Purpose(StrEnum):
    """What a code is for. A code made for one purpose is wrong for every other."""

    ACTIVATION = "activation"
    RESET = "reset"
    ADDRESS = "address"
    REMINDERS = "reminders"
    CALENDAR = "calendar"


def new_issue() -> str:
    return secrets.token_urlsafe(16)


def code_of(purpose: Purpose, issue: str) -> str:
    """The code of an issue: 26 characters of Crockford's base 32, which has no letter that looks like a digit."""
    message = f"code/{purpose}/{issue}".encode()
    number = int.from_bytes(hmac.digest(secret_key(), message, hashlib.sha256)[:16])
    return "".join(_ALPHABET[number >> 5 * place & 31] for place in reversed(range(_LENGTH)))


def code_matches(given: str, purpose: Purpose, issue: str | None) -> bool:
    """Whether the code is that of the issue; without an issue, none is. The time that this takes tells nothing of the code."""
    expected = code_of(purpose, issue or "")
    typed = given.casefold().translate(_READ_ALIKE)
    same = hmac.compare_digest(typed.encode(), expected.encode())
    return same and issue is not None
