"""What is kept of a file that was sent."""

from functions.domain.uploads.documents import check_boxes, check_pdf
from functions.domain.uploads.file_types import FileType, file_type_of
from functions.domain.uploads.pictures import without_metadata
from functions.domain.uploads.uploads import check_size


def sealed_bytes(body: bytes) -> tuple[FileType, bytes]:
    """Raises FileTooLarge, NotAnAcceptedFile, FileDamaged, DocumentActs."""
    check_size(len(body))
    kind = file_type_of(body)
    if kind is FileType.PDF:
        check_pdf(body)
    elif kind is FileType.HEIC:
        check_boxes(body)
    else:
        body = without_metadata(body, kind)
    return kind, body
