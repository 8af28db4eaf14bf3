"""Which files a family may send as a proof. A file's first bytes decide, whatever its name or its sender says."""

from functions.domain.errors import InvalidRequest, TooLarge
from functions.domain.planning.declared_absence import MediaType

MOST_BYTES = 4 * 1024 * 1024
"""Encoded in base64 with the rest of the request, a file of this size stays below the 6 MB that Lambda takes
(https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html)."""

_MAGIC = (
    (b"%PDF-", MediaType.PDF),
    (b"\xff\xd8\xff", MediaType.JPEG),
    (b"\x89PNG\r\n\x1a\n", MediaType.PNG),
)


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
    found = next((kind for magic, kind in _MAGIC if body.startswith(magic)), None)
    if found is None:
        raise NotADocument(field="body")
    return found
