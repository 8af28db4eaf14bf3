"""Bodies packed by zlib: a month is a few sentences said many times, a tenth of its bytes says it, and bytes are what is billed.

A packed body lies in an item's `packed`, and its `body` is then absent (docs/decisions/0061-packed-bodies.md). Readers read both.
"""

import zlib
from typing import Final

PACKED: Final = frozenset({"ChildMonth", "Invoice", "Done"})
"""Kinds that say the same many times, by the class's own name: months, invoices, answers that are kept with their act. Release 0.3.0 reads
any kind packed, so that one may be added here; what a condition, a filter or the index needs is an attribute of its own anyway."""
FROM_BYTES: Final = 512
"""What is smaller is one unit either way."""
_LEVEL: Final = 1
"""A third of the time of 6, a tenth more bytes, the same units."""
MOST_BYTES: Final = 400 * 1024
"""Of a body once unpacked, as much as an item may hold: it can always be put back as it was, and a few bytes never fill the memory."""


def packed(kind: str, body: str) -> bytes | None:
    """What is kept in the place of the body; None where that stays as it is."""
    said = body.encode()
    return zlib.compress(said, _LEVEL) if kind in PACKED and len(said) >= FROM_BYTES else None


def unpacked(packed: bytes) -> bytes:
    """The body in UTF-8. Raises zlib.error where zlib did not make it, ValueError where it is cut off or says more than an item holds."""
    inflating = zlib.decompressobj()
    body = inflating.decompress(packed, MOST_BYTES)
    if not inflating.eof:
        raise ValueError("a packed body is cut off, or larger than an item may be")
    return body
