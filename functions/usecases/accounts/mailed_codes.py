"""Codes of 128 bits that are mailed, derived from a secret of the deployment and stored nowhere.

An item keeps an `issue`, a random name for the code; the code is the HMAC of that name under the secret. Whoever reads the
table, its backups or the outbox finds no code, and no hash to try codes on. A new issue makes the earlier code worthless.
"""

import hashlib
import hmac
import secrets
from enum import StrEnum

from functions.secrets import KeyRing, key_ring

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_LENGTH = 26
_DOUBT_SECONDS = 30.0
"""How often, at most, wrong codes make a function read the ring again."""
_READ_ALIKE = str.maketrans("oil", "011", " -\u00a0\u202f")


class Purpose(StrEnum):
    """What a code is for. A code made for one purpose is wrong for every other."""

    ACTIVATION = "activation"
    RESET = "reset"
    ADDRESS = "address"
    REMINDERS = "reminders"
    ANNOUNCEMENTS = "announcements"
    CALENDAR = "calendar"
    LETTER = "letter"
    MEAL_ORDER = "meal_order"


def new_issue() -> str:
    return secrets.token_urlsafe(16)


def code_of(purpose: Purpose, issue: str) -> str:
    """The code of an issue: 26 characters of Crockford's base 32, which has no letter that looks like a digit."""
    return _derived(key_ring().codes[0], purpose, issue)


LETTER_LENGTH = 12
"""Of the code of a letter, which is typed from paper: sixty bits, and a hundred tries a quarter of an hour from one place."""


def letter_code_of(issue: str) -> str:
    return code_of(Purpose.LETTER, issue)[-LETTER_LENGTH:]


def code_matches(given: str, purpose: Purpose, issue: str | None) -> bool:
    """Whether the code is that of the issue, under any key of the ring; without an issue, none is.

    The time that this takes tells nothing of the code. A code that is not recognised may be of a key that another function has read
    already, so the ring is read again before it is refused, every so often.
    """
    ring = key_ring()
    same = _is_of(ring, given, purpose, issue or "")
    if not same and (newer := key_ring(no_older_than=_DOUBT_SECONDS)) is not ring:
        same = _is_of(newer, given, purpose, issue or "")
    return same and issue is not None


def as_written(typed: str) -> str:
    """A code as it was written, whatever letters were taken for one another when it was typed."""
    return typed.casefold().translate(_READ_ALIKE)


def in_letters(number: int, length: int) -> str:
    """The number in Crockford's base 32, five bits a letter."""
    return "".join(_ALPHABET[number >> 5 * place & 31] for place in reversed(range(length)))


def _is_of(ring: KeyRing, given: str, purpose: Purpose, issue: str) -> bool:
    typed = as_written(given).encode()
    same = False
    for key in ring.codes:
        same |= hmac.compare_digest(typed, _derived(key, purpose, issue).encode())
    return same


def _derived(key: bytes, purpose: Purpose, issue: str) -> str:
    message = f"code/{purpose}/{issue}".encode()
    number = int.from_bytes(hmac.digest(key, message, hashlib.sha256)[:16])
    return in_letters(number, _LENGTH)
