"""The text of a file, whatever program saved it.

Programs write UTF-8, UTF-16 or Windows-1252. Some files mix two: one line was pasted, or added by another program. A byte that is no UTF-8
is kept aside as Python does (`surrogateescape`) until its cell is read, so that what is told of it has a line and a column.
"""

import codecs
import re

_FIRST, _LAST = 0xDC80, 0xDCFF
"""Where Python keeps bytes that it could not decode, added to 0xDC00."""
_OLD_BYTE = re.compile(f"[{chr(_FIRST)}-{chr(_LAST)}]")
_TYPOGRAPHY = frozenset("€…’“”–—ŒœŸ")  # as French texts are written
"""What Windows-1252 has of 0x80 to 0x9F in a French text. Anything else there was written by yet another system: « ZoŽ »."""
_READ_TWICE = re.compile("[ÂÃ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
"""UTF-8 that was once read as Windows-1252: « ZoÃ© »."""
_UNREADABLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f\ufffd\ue000-\uf8ff\u01c0-\u0217\u021c-\u02b8\u02c0-\u02ff\u0370-\u1dff\u2070-\u20ab\u20ad-\ud7ff]"
)
"""Controls, what was lost, and letters of no name that is written in Latin letters: « NOÉ » and a space that does not break make
`ɠ` where Windows-1252 is taken for UTF-8."""


def decoded(raw: bytes) -> str:
    """The text. What is not UTF-8 in a file that otherwise is, is left for `mended_text`; a file of Windows-1252 is read as that."""
    for mark in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        if raw.startswith(mark):
            return raw.decode("utf-16", "replace")
    if looks_like := _utf16_without_mark(raw):
        return raw.decode(looks_like, "replace")
    text = raw.decode("utf-8-sig", "surrogateescape")
    mixed = any(not letter.isascii() and not _OLD_BYTE.match(letter) for letter in text)
    return text if mixed else _OLD_BYTE.sub(lambda found: _windows(found[0]) or found[0], text)


def mended_text(text: str) -> str | None:
    """The text of a cell with its old bytes read as Windows-1252; None where a character cannot be what somebody wrote."""
    mended = _OLD_BYTE.sub(lambda found: _windows(found[0]) or "\ufffd", text)
    if _UNREADABLE.search(mended) or _READ_TWICE.search(mended):
        return None
    return mended


def has_old_bytes(text: str) -> bool:
    return _OLD_BYTE.search(text) is not None


def shown(text: str) -> str:
    """The text of a cell that cannot be read, so that it can be found and printed."""
    return _OLD_BYTE.sub("?", text).replace("\x00", "?")


def _windows(kept: str) -> str | None:
    """The character of a byte that was kept aside."""
    byte = bytes([ord(kept) - 0xDC00])
    try:
        letter = byte.decode("cp1252")
    except UnicodeDecodeError:
        return None
    return letter if byte >= b"\xa0" or letter in _TYPOGRAPHY else None


def _utf16_without_mark(raw: bytes) -> str | None:
    """Half of the bytes of an occidental text are null then."""
    some = raw[:400]
    if len(some) < 4:
        return None
    for encoding, high in (("utf-16-le", some[1::2]), ("utf-16-be", some[0::2])):
        if high.count(0) > len(high) * 0.8:
            return encoding
    return None
