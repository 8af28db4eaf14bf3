"""How wide and how high a picture is, read from its first parts.

JPEG: ITU-T T.81, B.2.2. PNG: https://www.w3.org/TR/png-3/#11IHDR. WebP: RFC 9649, and RFC 6386, 9.1.
"""

from functions.domain.uploads.file_types import FileDamaged, FileType

_NO_FRAME = (0xC4, 0xC8, 0xCC)
"""Between the markers of frames, those that are none."""


def picture_size(body: bytes, kind: FileType) -> tuple[int, int]:
    """In pixels, of a picture whose parts are in order. Raises FileDamaged."""
    read = {FileType.JPEG: _jpeg, FileType.PNG: _png, FileType.WEBP: _webp}[kind]
    width, height = read(body)
    if not width or not height:
        raise FileDamaged
    return width, height


def _png(body: bytes) -> tuple[int, int]:
    return _big(body[16:20]), _big(body[20:24])


def _jpeg(body: bytes) -> tuple[int, int]:
    place = 2
    while place + 9 <= len(body):
        marker = body[place + 1]
        if 0xC0 <= marker <= 0xCF and marker not in _NO_FRAME:
            return _big(body[place + 7 : place + 9]), _big(body[place + 5 : place + 7])
        place += 2 + _big(body[place + 2 : place + 4])
    raise FileDamaged


def _webp(body: bytes) -> tuple[int, int]:
    kind, content = body[12:16], body[20:30]
    if kind == b"VP8X":
        return _little(content[4:7]) + 1, _little(content[7:10]) + 1
    if kind == b"VP8L":
        bits = _little(content[1:5])
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return _little(content[6:8]) & 0x3FFF, _little(content[8:10]) & 0x3FFF


def _big(found: bytes) -> int:
    return int.from_bytes(found, "big")


def _little(found: bytes) -> int:
    return int.from_bytes(found, "little")
