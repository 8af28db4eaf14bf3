"""Which files a family may send as a proof. A file's first bytes decide, whatever its name or its sender says."""

from functions.domain.errors import InvalidRequest, TooLarge
from functions.domain.planning.declared_absence import MediaType
from functions.domain.uploads.file_types import NotAnAcceptedFile, file_type_of

MOST_BYTES = 4 * 1024 * 1024
"""Encoded in base64 with the rest of the request, a file of this size stays below the 6 MB that Lambda takes
(https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html)."""


class NotADocument(InvalidRequest):
    """The file is neither a PDF nor a picture that every browser opens."""

    code = "not_a_document"


class DocumentTooLarge(TooLarge):
    """The file is too large. `most` in the data is the greatest size, in megabytes."""

    code = "document_too_large"


def media_type_of(body: bytes) -> MediaType:
    """Return the type of the file. Raises NotADocument, DocumentTooLarge."""
    if len(body) > MOST_BYTES:
        raise DocumentTooLarge(field="body", most=MOST_BYTES // 1024 // 1024)
    try:
        return MediaType(file_type_of(body).value)
    except (NotAnAcceptedFile, ValueError):  # of none of the types, or of one that not every browser opens
        raise NotADocument(field="body") from None
