"""PDFs that do something besides showing pages, and files that are two things at once, as far as that is seen.

It is no antivirus. What a PDF can do is told by names in it (ISO 32000-1, 12.6): they are looked for in its structure and in the streams
that hold structure, written plainly or with escapes. What is encrypted is not seen, and a name behind a filter that nobody uses
is not either. So nothing that was sent is ever shown inside the portal: it is downloaded, and opened by the program of who reads it.
"""

import re
import zlib
from collections.abc import Iterator
from typing import Final

from functions.domain.errors import InvalidRequest
from functions.domain.uploads.file_types import FileDamaged


class DocumentActs(InvalidRequest):
    """The PDF runs a program, opens another one, or holds other files."""

    code = "document_acts"


_ACTS: Final = re.compile(rb"/(?:JavaScript|JS|Launch|RichMedia|EmbeddedFiles?)(?=[\s/<>\[\](){}%]|$)")
_ESCAPED: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM: Final = re.compile(rb"(?<!end)stream\r?\n")
_END: Final = b"endstream"
_MOST_UNPACKED: Final = 20 * 1024 * 1024
"""Bytes of structure, all streams together: a book of a thousand pages has fewer."""
_MARKUP: Final = re.compile(rb"<(?:html|script|svg|!doctype)", re.IGNORECASE)
_ZIP_END: Final = b"PK\x05\x06"
_ZIP_END_WITHIN: Final = 65_557


def check_pdf(body: bytes) -> None:
    """Raises DocumentActs, FileDamaged."""
    if b"%%EOF" not in body[-2048:]:
        raise FileDamaged
    if _MARKUP.search(body[:1024]) or _ZIP_END in body[-_ZIP_END_WITHIN:]:
        raise FileDamaged  # another program reads it as a page, or as an archive
    for part in _structure(body):
        if _ACTS.search(_ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), part)):
            raise DocumentActs


def check_boxes(body: bytes) -> None:
    """A HEIC is made of boxes, from its first byte to its last (ISO/IEC 14496-12). Raises FileDamaged."""
    place, kinds = 0, []
    while place < len(body):
        size = int.from_bytes(body[place : place + 4], "big")
        if size == 1:
            size = int.from_bytes(body[place + 8 : place + 16], "big")
        size = len(body) - place if size == 0 else size
        if size < 8 or place + size > len(body):
            raise FileDamaged
        kinds.append(body[place + 4 : place + 8])
        place += size
    if not {b"meta", b"mdat"} <= set(kinds):
        raise FileDamaged


def _structure(body: bytes) -> Iterator[bytes]:
    """All but what streams hold, then what those hold that are structure themselves."""
    place, room = 0, _MOST_UNPACKED
    while (found := _STREAM.search(body, place)) is not None:
        yield body[place : found.start()]
        end = body.find(_END, found.end())
        if end == -1:
            break
        if b"/ObjStm" in body[max(place, found.start() - 1024) : found.start()]:
            unpacked = _unpacked(body[found.end() : end], room)
            room -= len(unpacked)
            if room <= 0:
                raise FileDamaged
            yield unpacked
        place = end + len(_END)
    yield body[place:]


def _unpacked(stream: bytes, most: int) -> bytes:
    """As it is where it is not packed the way that everybody packs it."""
    try:
        return zlib.decompressobj().decompress(stream, most)
    except zlib.error:
        return stream
