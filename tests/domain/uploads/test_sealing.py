"""What is kept of a file: what it is by its bytes, without what a camera wrote into it, and nothing that is something else as well."""

import zlib
from io import BytesIO
from zipfile import ZipFile, ZipInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.domain.uploads.documents import DocumentActs
from functions.domain.uploads.file_types import FileDamaged, FileType, NotAnAcceptedFile
from functions.domain.uploads.sealing import sealed_bytes
from functions.domain.uploads.uploads import MOST_BYTES, FileTooLarge, named
from tests.support.pictures import (
    GPS,
    a_chunk,
    a_heic,
    a_jpeg,
    a_packed_pdf,
    a_pdf,
    a_png,
    a_segment,
    a_webp,
    exif,
)

PICTURES = {FileType.JPEG: a_jpeg, FileType.PNG: a_png, FileType.WEBP: a_webp}
ACCEPTED = {**PICTURES, FileType.HEIC: a_heic, FileType.PDF: a_pdf}


def an_archive() -> bytes:
    whole = BytesIO()
    with ZipFile(whole, "w") as archive:
        # An hour of its own: the bytes are in the names of tests, which each worker must give alike.
        archive.writestr(ZipInfo("programme.exe", (2026, 11, 16, 9, 0, 0)), b"MZ")
    return whole.getvalue()


@pytest.mark.parametrize("kind", ACCEPTED)
def test_a_file_is_what_its_bytes_say(kind: FileType) -> None:
    found, kept = sealed_bytes(ACCEPTED[kind]())
    assert found is kind
    assert sealed_bytes(kept) == (kind, kept), "looked at again, nothing more is taken away"


@pytest.mark.parametrize("kind", PICTURES)
def test_a_picture_keeps_nothing_of_what_was_written_into_it_or_behind_it(kind: FileType) -> None:
    body = PICTURES[kind](behind=an_archive() + b"<script>alert(1)</script>")
    assert GPS in body
    _, kept = sealed_bytes(body)
    assert GPS not in kept and b"PK" not in kept and b"script" not in kept
    assert kept == sealed_bytes(PICTURES[kind]())[1]


@pytest.mark.parametrize("orientation", range(1, 10))
@pytest.mark.parametrize("little", [True, False])
def test_a_photo_stays_the_right_side_up(orientation: int, little: bool) -> None:
    _, kept = sealed_bytes(a_jpeg(orientation=orientation, little=little))
    turned = 2 <= orientation <= 8
    assert (b"Exif\0\0" in kept) is turned
    if turned:
        said = kept[kept.index(b"Exif\0\0") + 6 :]
        assert (said[:4], said[10:12], said[18:20]) == (b"MM\0*", b"\x01\x12", bytes((0, orientation)))


def test_a_picture_that_shows_in_a_webp_says_that_it_has_no_metadata() -> None:
    kept = sealed_bytes(a_webp())[1]
    assert (kept[12:16], kept[20] & 0x0C, int.from_bytes(kept[4:8], "little")) == (b"VP8X", 0, len(kept) - 8)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"MZ\x90\0",
        b"<html><script>alert(1)</script></html>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"GIF89a" + bytes(20),
        an_archive(),
        b" " + a_pdf(),
        b"RIFF\x10\0\0\0WAVE" + bytes(20),
        b"\0\0\0\x18ftypmp42" + bytes(20),
    ],
)
def test_nothing_else_is_accepted_whatever_its_name(body: bytes) -> None:
    with pytest.raises(NotAnAcceptedFile):
        sealed_bytes(body)


@pytest.mark.parametrize("kind", ACCEPTED)
def test_a_file_that_was_cut_is_refused(kind: FileType) -> None:
    body = ACCEPTED[kind]()
    for end in range(12, len(body) - 6):
        with pytest.raises((FileDamaged, NotAnAcceptedFile)):
            sealed_bytes(body[:end])


@pytest.mark.parametrize(
    "body",
    [
        a_pdf(behind=an_archive() + b"%%EOF"),
        b"%PDF-1.7 <html><script>alert(1)</script>" + a_pdf(),
        a_heic(behind=an_archive()),
        a_heic(behind=b"<script>"),
        b"\xff\xd8" + a_segment(0xE0, b"JFIF\0") + b"\xff\xd9",
        b"\x89PNG\r\n\x1a\n" + a_chunk(b"IHDR", bytes(13)) + a_chunk(b"IEND", b""),
        a_png().replace(b"IDAT", b"IDAX"),
        b"RIFF\x0c\0\0\0WEBPEXIF\0\0\0\0",
    ],
)
def test_what_is_two_things_at_once_or_shows_nothing_is_refused(body: bytes) -> None:
    with pytest.raises(FileDamaged):
        sealed_bytes(body)


@pytest.mark.parametrize(
    "structure",
    [
        b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>",
        b"/OpenAction << /S /J#61vaScript >>",
        b"/Names << /EmbeddedFiles 5 0 R >>",
        b"/S /Launch /F (cmd.exe)",
        b"/Subtype /RichMedia",
    ],
)
def test_a_pdf_that_does_something_is_refused_also_where_its_structure_is_packed(structure: bytes) -> None:
    for body in (a_pdf(structure), a_packed_pdf(structure)):
        with pytest.raises(DocumentActs):
            sealed_bytes(body)


def test_a_pdf_that_shows_pages_is_kept_byte_for_byte() -> None:
    pictures = (
        b"5 0 obj\n<< /Filter /DCTDecode >>\nstream\r\n/JS (of a photo's bytes) \r\nendstream\nendobj\n%%EOF"
    )
    for body in (a_pdf(b"/JSX /Lang (fr)"), a_pdf(behind=pictures), a_packed_pdf(b"/Font")):
        assert sealed_bytes(body) == (FileType.PDF, body)


def test_a_stream_that_unpacks_without_end_does_not_fill_the_memory() -> None:
    bomb = zlib.compress(bytes(30 * 1024 * 1024))
    body = a_pdf(behind=b"<< /Type /ObjStm >>\nstream\n" + bomb + b"endstream\n%%EOF")
    with pytest.raises(FileDamaged):
        sealed_bytes(body)


def test_what_is_too_large_is_refused_before_it_is_looked_at() -> None:
    with pytest.raises(FileTooLarge):
        sealed_bytes(b"%PDF-" + bytes(MOST_BYTES))


@pytest.mark.parametrize(
    ("name", "kind", "shown"),
    [
        ("attestation.pdf", FileType.PDF, "attestation.pdf"),
        ("photo.pdf", FileType.JPEG, "photo.jpg"),
        ("certificat d’école (1).HEIC", FileType.HEIC, "certificat d_école (1).heic"),
        ('../..\\"evil\r\nX: y.exe', FileType.PNG, "_..__evil X_ y.png"),
        (".pdf", FileType.PDF, "document.pdf"),
        ("a" * 300, FileType.PDF, "a" * 100 + ".pdf"),
    ],
)
def test_a_name_says_what_the_file_is_and_nothing_to_a_program(name: str, kind: FileType, shown: str) -> None:
    assert named(name, kind) == shown


@given(st.data())
def test_whatever_is_sent_is_refused_in_words_or_kept_without_metadata(data: st.DataObject) -> None:
    body = bytearray(data.draw(st.sampled_from(list(ACCEPTED.values())))())
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(body) - 1))
        match data.draw(st.sampled_from(["change", "cut", "insert"])):
            case "change":
                body[place] = data.draw(st.integers(0, 255))
            case "cut":
                del body[place : place + data.draw(st.integers(1, 8))]
            case "insert":
                body[place:place] = data.draw(st.binary(max_size=8))
        if not body:
            break
    try:
        kind, kept = sealed_bytes(bytes(body))
    except (NotAnAcceptedFile, FileDamaged, DocumentActs):
        return
    assert sealed_bytes(kept) == (kind, kept)
    if kind in PICTURES:
        assert len(kept) <= len(body) + 40 and exif(1) not in kept
