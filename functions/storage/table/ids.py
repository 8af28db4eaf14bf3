"""Opaque ids that sort by the time they were made (as RFC 9562 does for UUIDv7, in 26 URL-safe characters)."""

import secrets
from datetime import UTC, datetime
from hashlib import sha256

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32: no letter that reads as a digit, and it sorts as it counts."""
_LENGTH = 26
_TIME = 10
"""Characters that say when it was made."""
_VALUES = {character: value for value, character in enumerate(_ALPHABET)}


def new_id(now: datetime) -> str:
    """48 bits of milliseconds since 1970, then 80 bits of chance."""
    return _written(now, secrets.randbits(80))


def first_id(at: datetime) -> str:
    """No id made from that instant on sorts before it: none was made before 1970."""
    return _written(max(at, datetime.fromtimestamp(0, UTC)), 0)


def id_of(name: str, at: datetime) -> str:
    """The same for the same name at the same instant: of what is written once, however many ask for it."""
    start = first_id(at)[:_TIME]
    chance = sha256(f"{name}#{start}".encode()).digest()[: _LENGTH - _TIME]
    return start + "".join(_ALPHABET[byte & 31] for byte in chance)


def made_at(name: str) -> datetime | None:
    """When the id was made that a name begins with; None of a name that begins with none."""
    start = name[:_LENGTH]
    if len(start) < _LENGTH or not set(start) <= _VALUES.keys():
        return None
    number = 0
    for character in start:
        number = number << 5 | _VALUES[character]
    try:
        return datetime.fromtimestamp((number >> 80) / 1000, UTC)
    except (OverflowError, ValueError):
        return None


def _written(at: datetime, chance: int) -> str:
    number = (int(at.timestamp() * 1000) << 80) | chance
    return "".join(_ALPHABET[number >> shift & 31] for shift in range(125, -5, -5))
