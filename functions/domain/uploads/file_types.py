"""What a file is, told from its bytes, whatever its name or its sender says."""

from enum import StrEnum

from functions.domain.errors import InvalidRequest


class NotAnAcceptedFile(InvalidRequest):
    """The file is none of the types that are accepted."""

    code = "not_an_accepted_file"


class FileDamaged(InvalidRequest):
    """The file begins as what it says it is, and does not go on so: it is cut, or is something else as well."""

    code = "file_damaged"


class FileType(StrEnum):
    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"
    HEIC = "image/heic"
    """The photos of some phones: kept as they are, as few browsers show them."""

    @property
    def extension(self) -> str:
        return "jpg" if self is FileType.JPEG else self.value.partition("/")[2]


_BEGINS = (
    (b"%PDF-", FileType.PDF),
    (b"\xff\xd8\xff", FileType.JPEG),
    (b"\x89PNG\r\n\x1a\n", FileType.PNG),
)
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1", b"hevc"})


def file_type_of(body: bytes) -> FileType:
    """Raises NotAnAcceptedFile."""
    for begins, kind in _BEGINS:
        if body.startswith(begins):
            return kind
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
        return FileType.WEBP
    if body[4:8] == b"ftyp" and body[8:12] in _HEIC_BRANDS:
        return FileType.HEIC
    raise NotAnAcceptedFile
