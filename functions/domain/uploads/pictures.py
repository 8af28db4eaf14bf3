"""Pictures without what a camera or a program wrote into them: the place, the hour, the device, whatever was hidden behind the picture.

A picture is read from its first part to its last, and only the parts that draw it are written again: what is not a part of it, and what
comes after it, is not kept. JPEG: ITU-T T.81, annex B, and Exif 2.32. PNG: https://www.w3.org/TR/png-3/. WebP: RFC 9649.
"""

import zlib
from collections.abc import Callable, Iterator
from typing import Final

from functions.domain.uploads.file_types import FileDamaged, FileType

_SOI, _EOI, _SOS = 0xD8, 0xD9, 0xDA
_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD8)})
"""Markers without a length: TEM and the restarts."""
_APP0, _APP1, _APP2, _APP14, _APP15, _COM = 0xE0, 0xE1, 0xE2, 0xEE, 0xEF, 0xFE
_EXIF: Final = b"Exif\0\0"
_ORIENTATION: Final = 0x0112

_PNG_HEAD: Final = b"\x89PNG\r\n\x1a\n"
_PNG_DRAWS: Final = frozenset(
    {
        b"IHDR",
        b"PLTE",
        b"IDAT",
        b"IEND",
        b"tRNS",
        b"gAMA",
        b"cHRM",
        b"sRGB",
        b"iCCP",
        b"pHYs",
        b"sBIT",
        b"bKGD",
    }
)
_WEBP_DRAWS: Final = frozenset({b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})
_WEBP_PICTURE: Final = frozenset({b"VP8 ", b"VP8L", b"ANMF"})
_WEBP_METADATA_FLAGS: Final = 0x08 | 0x04
"""Exif and XMP, in the first byte of VP8X."""


def without_metadata(body: bytes, file_type: FileType) -> bytes:
    """Raises FileDamaged."""
    clean: Callable[[bytes], bytes] = {
        FileType.JPEG: _jpeg,
        FileType.PNG: _png,
        FileType.WEBP: _webp,
    }[file_type]
    return clean(body)


def _jpeg(body: bytes) -> bytes:
    """The colours (APP0, ICC, Adobe) and which side is up stay."""
    kept = [b"\xff\xd8"]
    turned, place = b"", 2
    while True:
        if body[place : place + 1] != b"\xff":
            raise FileDamaged
        while body[place + 1 : place + 2] == b"\xff":  # padding
            place += 1
        if place + 1 >= len(body):
            raise FileDamaged
        marker = body[place + 1]
        if marker == _EOI:
            break
        if marker in _ALONE:
            place += 2
            continue
        end = place + 2 + int.from_bytes(body[place + 2 : place + 4], "big")
        segment = body[place:end]
        if marker == _SOI or end > len(body) or end < place + 4:
            raise FileDamaged
        if marker == _SOS:
            end = _scan_end(body, end)
            kept.append(body[place:end])
        elif marker == _APP1 and not turned and segment[4:10] == _EXIF:
            turned = _only_orientation(segment[10:])
        elif _draws(marker, segment):
            kept.append(segment)
        place = end
    if not any(part[1] == _SOS for part in kept):
        raise FileDamaged
    return b"".join([kept[0], turned, *kept[1:], b"\xff\xd9"])


def _scan_end(body: bytes, place: int) -> int:
    """Where the next marker stands behind the data of a scan."""
    while True:
        place = body.find(b"\xff", place)
        if place == -1 or place + 1 >= len(body):
            raise FileDamaged
        following = body[place + 1]
        if following not in (0x00, 0xFF) and following not in _ALONE:
            return place
        place += 1 if following == 0xFF else 2


def _draws(marker: int, segment: bytes) -> bool:
    if marker == _APP2:
        return segment[4:16] == b"ICC_PROFILE\0"
    return marker in (_APP0, _APP14) or not (_APP0 <= marker <= _APP15 or marker == _COM)


def _only_orientation(tiff: bytes) -> bytes:
    """An Exif segment that says which side is up and nothing else; empty where that is not said."""
    order = {b"II*\0": "little", b"MM\0*": "big"}.get(tiff[:4])
    if order is None:
        return b""

    def number(place: int, size: int) -> int:
        return int.from_bytes(tiff[place : place + size], "little" if order == "little" else "big")

    directory = number(4, 4)
    for entry in range(min(number(directory, 2), 200)):
        place = directory + 2 + 12 * entry
        if number(place, 2) == _ORIENTATION and len(tiff) >= place + 12:
            turned = number(place + 8, 2)
            if not 2 <= turned <= 8:
                return b""
            said = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01" + turned.to_bytes(2, "big") + b"\0" * 6
            return b"\xff\xe1" + (len(_EXIF) + len(said) + 2).to_bytes(2, "big") + _EXIF + said
    return b""


def _png(body: bytes) -> bytes:
    kept = [_PNG_HEAD]
    place = len(_PNG_HEAD)
    seen: list[bytes] = []
    while not seen or seen[-1] != b"IEND":
        size, kind = int.from_bytes(body[place : place + 4], "big"), body[place + 4 : place + 8]
        end = place + 12 + size
        if end > len(body) or zlib.crc32(body[place + 4 : end - 4]) != int.from_bytes(
            body[end - 4 : end], "big"
        ):
            raise FileDamaged
        if kind in _PNG_DRAWS:
            kept.append(body[place:end])
        seen.append(kind)
        place = end
    if seen[0] != b"IHDR" or b"IDAT" not in seen:
        raise FileDamaged
    return b"".join(kept)


def _webp(body: bytes) -> bytes:
    kept = b""
    kinds = []
    for kind, content in _riff(body):
        kinds.append(kind)
        if kind not in _WEBP_DRAWS:
            continue
        if kind == b"VP8X":
            content = bytes([content[0] & ~_WEBP_METADATA_FLAGS]) + content[1:]
        kept += kind + len(content).to_bytes(4, "little") + content + b"\0" * (len(content) % 2)
    if not _WEBP_PICTURE & set(kinds):
        raise FileDamaged
    return b"RIFF" + (4 + len(kept)).to_bytes(4, "little") + b"WEBP" + kept


def _riff(body: bytes) -> Iterator[tuple[bytes, bytes]]:
    whole = 8 + int.from_bytes(body[4:8], "little")
    if whole > len(body):
        raise FileDamaged
    place = 12
    while place < whole:
        size = int.from_bytes(body[place + 4 : place + 8], "little")
        content = body[place + 8 : place + 8 + size]
        if place + 8 + size > whole or not content:
            raise FileDamaged
        yield body[place : place + 4], content
        place += 8 + size + size % 2
