"""What the name of a file says, and what a page may make a phone load."""

import zlib

import pytest

from functions.domain.news.attachments import (
    LONGEST_SIDE,
    NewsFileUnknown,
    PictureTooLarge,
    document_of,
    file_name,
    image_of,
)
from functions.domain.news.picture_size import picture_size
from functions.domain.uploads.file_types import FileDamaged, FileType, NotAnAcceptedFile


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            len(content).to_bytes(4, "big") + kind + content + zlib.crc32(kind + content).to_bytes(4, "big")
        )

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x00\x00\x00\x00"
    rows = zlib.compress((b"\0" + b"\0" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def jpeg(width: int, height: int) -> bytes:
    frame = b"\x08" + height.to_bytes(2, "big") + width.to_bytes(2, "big") + b"\x01\x01\x11\0"
    tables = b"\xff\xc4\x00\x03\x00"  # of Huffman: its marker stands among those of frames, and is none
    return b"\xff\xd8\xff\xe0\x00\x04ab" + tables + b"\xff\xc2" + (len(frame) + 2).to_bytes(2, "big") + frame


def webp(kind: bytes, content: bytes) -> bytes:
    return b"RIFF\0\0\0\0WEBP" + kind + len(content).to_bytes(4, "little") + content


EXTENDED = webp(b"VP8X", b"\0\0\0\0" + (1199).to_bytes(3, "little") + (799).to_bytes(3, "little"))
LOSSLESS = webp(b"VP8L", b"\x2f" + (1199 | 799 << 14).to_bytes(4, "little"))
LOSSY = webp(b"VP8 ", b"\0\0\0\x9d\x01\x2a" + (1200).to_bytes(2, "little") + (800).to_bytes(2, "little"))


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (png(1200, 800), FileType.PNG),
        (jpeg(1200, 800), FileType.JPEG),
        (EXTENDED, FileType.WEBP),
        (LOSSLESS, FileType.WEBP),
        (LOSSY, FileType.WEBP),
    ],
)
def test_the_size_of_a_picture_is_read_from_it(body: bytes, kind: FileType) -> None:
    assert picture_size(body, kind) == (1200, 800)
    name = file_name(kind, body)
    image = image_of(name, " Le  portail ")
    assert (image.width, image.height, image.description) == (1200, 800, "Le portail")


@pytest.mark.parametrize("body", [b"\xff\xd8\xff\xe0\x00\x04ab", jpeg(0, 10)])
def test_a_picture_without_a_size_is_none(body: bytes) -> None:
    with pytest.raises(FileDamaged):
        picture_size(body, FileType.JPEG)


def test_a_file_is_called_by_what_it_holds() -> None:
    name = file_name(FileType.PDF, b"%PDF-1.7")
    assert name == file_name(FileType.PDF, b"%PDF-1.7") != file_name(FileType.PDF, b"%PDF-1.6")
    assert document_of(name, "Les  menus").bytes == 8 and document_of(name, "Les  menus").name == "Les menus"


def test_what_would_make_a_phone_wait_or_is_no_picture_of_a_page_is_refused() -> None:
    with pytest.raises(PictureTooLarge):
        file_name(FileType.PNG, png(LONGEST_SIDE + 1, 1))
    with pytest.raises(NotAnAcceptedFile):
        file_name(FileType.HEIC, b"")


@pytest.mark.parametrize("name", ["../secret.jpg", "a" * 20 + "-1x1.svg", "a" * 20 + "-12.pdf/..", ""])
def test_a_name_that_the_portal_did_not_give_is_no_file(name: str) -> None:
    with pytest.raises(NewsFileUnknown):
        image_of(name, "x")
    with pytest.raises(NewsFileUnknown):
        document_of(name, "x")
