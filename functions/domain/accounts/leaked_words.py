"""Whether a word is among the passwords that leaked most often, from a file of 100 kB.

The file holds 25 229 words in order, each as the first four bytes of its SHA-256, so that nobody reads them there: a word that is not in
the list is taken for one of it six times in a million. `python -m infra.leaked_words` makes it, and says from what (ADR 31).
"""

import hashlib
from bisect import bisect_left
from functools import cache
from pathlib import Path

PREFIX_BYTES = 4
FILE = Path(__file__).with_name("leaked_words.bin")


def has_leaked(letters: str) -> bool:
    """`letters`: a password in lower case, without accents, digits or signs."""
    content, wanted = _content(), prefix_of(letters)
    places = range(len(content) // PREFIX_BYTES)
    place = bisect_left(places, wanted, key=lambda at: _prefix_at(content, at))
    return _prefix_at(content, place) == wanted


def prefix_of(letters: str) -> bytes:
    return hashlib.sha256(letters.encode()).digest()[:PREFIX_BYTES]


def _prefix_at(content: bytes, place: int) -> bytes:
    return content[place * PREFIX_BYTES : (place + 1) * PREFIX_BYTES]


@cache
def _content() -> bytes:
    """Read with the first password that is chosen: most requests choose none."""
    return FILE.read_bytes()
