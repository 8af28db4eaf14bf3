"""Bodies packed by zlib: a month is a few sentences said many times, a tenth of its bytes says it, and bytes are what is billed.

A packed body lies in an item's `packed`, and its `body` is then absent. This release reads them; the next one writes them,
because a function of the release before this one could not read them.
"""

import zlib

MOST_BYTES = 400 * 1024
"""Of a body once unpacked, as much as an item may hold: it can always be put back as it was, and a few bytes never fill the memory."""


def unpacked(packed: bytes) -> str:
    """Raises zlib.error where zlib did not make it, ValueError where it is cut off or says more than an item holds."""
    inflating = zlib.decompressobj()
    body = inflating.decompress(packed, MOST_BYTES)
    if not inflating.eof:
        raise ValueError("a packed body is cut off, or larger than an item may be")
    return body.decode()
