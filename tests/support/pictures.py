"""Small files of each type that is accepted, with what a camera writes into them, and what else may hide there."""

import struct
import zlib

GPS = b"48.8584N 2.2945E"
"""A place, as it would stand in a file's metadata."""


def a_segment(marker: int, content: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(content) + 2) + content


def exif(orientation: int, *, little: bool = True) -> bytes:
    order, head = ("<", b"II*\0") if little else (">", b"MM\0*")
    entry = struct.pack(f"{order}HHIHH", 0x0112, 3, 1, orientation, 0)
    other = struct.pack(f"{order}HHII", 0x010F, 2, len(GPS), 100)
    directory = struct.pack(f"{order}H", 2) + other + entry + struct.pack(f"{order}I", 0)
    return b"Exif\0\0" + head + struct.pack(f"{order}I", 8) + directory + b"\0" * 60 + GPS


def a_jpeg(*, orientation: int = 1, behind: bytes = b"", little: bool = True) -> bytes:
    return (
        b"\xff\xd8"
        + a_segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0")
        + a_segment(0xE1, exif(orientation, little=little))
        + a_segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + GPS)
        + a_segment(0xFE, b"comment " + GPS)
        + a_segment(0xDB, b"\0" + bytes(64))
        + a_segment(0xC0, b"\x08\0\1\0\1\1\1\x11\0")
        + a_segment(0xDA, b"\1\1\0\0\x3f\0")
        + b"\x12\xff\x00\x34\xff\xd0\x56"
        + b"\xff\xd9"
        + behind
    )


def a_chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def a_png(*, behind: bytes = b"") -> bytes:
    return (
        b"\x89PNG\r\n\x1a\n"
        + a_chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
        + a_chunk(b"tEXt", b"Comment\0" + GPS)
        + a_chunk(b"eXIf", exif(1)[6:])
        + a_chunk(b"IDAT", zlib.compress(b"\0\xff\xff\xff"))
        + a_chunk(b"IEND", b"")
        + behind
    )


def a_webp(*, behind: bytes = b"") -> bytes:
    chunks = b"".join(
        kind + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)
        for kind, content in (
            (b"VP8X", b"\x0c\0\0\0\0\0\0\0\0\0"),
            (b"VP8L", b"\x2f\0\0\0\0"),
            (b"EXIF", exif(1)),
            (b"XMP ", GPS),
        )
    )
    return b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WEBP" + chunks + behind


def a_heic(*, behind: bytes = b"") -> bytes:
    return (
        struct.pack(">I", 24)
        + b"ftypheic\0\0\0\0mif1heic"
        + struct.pack(">I", 12)
        + b"meta\0\0\0\0"
        + struct.pack(">I", 11)
        + b"mdat"
        + b"abc"
        + behind
    )


def a_pdf(structure: bytes = b"", *, behind: bytes = b"") -> bytes:
    return (
        b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R "
        + structure
        + b" >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
        + behind
    )


def a_packed_pdf(structure: bytes) -> bytes:
    """What the PDF does is told in a stream of objects, as programs of today write it."""
    packed = zlib.compress(b"3 0 <<" + structure + b">>")
    head = b"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>" % len(packed)
    return a_pdf(behind=b"4 0 obj\n" + head + b"\nstream\r\n" + packed + b"\r\nendstream\nendobj\n%%EOF\n")
