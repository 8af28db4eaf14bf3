"""Codes that change every thirty seconds: TOTP (RFC 6238) on HOTP (RFC 4226), as every authenticator application reads them."""

import hashlib
import hmac
from datetime import datetime
from typing import Final

DIGITS: Final = 6
STEP_SECONDS: Final = 30
SECRET_BYTES: Final = 20
"""160 bits, as RFC 4226 recommends."""
STEPS_AROUND: Final = 1
"""A phone's clock may be half a minute off, and a code takes a while to be typed (RFC 6238, 5.2)."""


def step_at(now: datetime) -> int:
    """The step of an instant, counted from 1970."""
    return int(now.timestamp()) // STEP_SECONDS


def code_at(secret: bytes, step: int, *, digits: int = DIGITS) -> str:
    """The code of a step (RFC 4226, 5.3)."""
    digest = hmac.digest(secret, step.to_bytes(8), hashlib.sha1)
    offset = digest[-1] & 0xF
    number = int.from_bytes(digest[offset : offset + 4]) & 0x7FFF_FFFF
    return f"{number % 10**digits:0{digits}}"


def step_of_code(secret: bytes, given: str, *, now: datetime) -> int | None:
    """The step around `now` that the code is of; the latest, where two have the same code, so that none of them serves again.

    The time that this takes does not tell how much of the code was right.
    """
    found = None
    for step in range(step_at(now) - STEPS_AROUND, step_at(now) + STEPS_AROUND + 1):
        if hmac.compare_digest(code_at(secret, step).encode(), given.encode()):
            found = step
    return found
