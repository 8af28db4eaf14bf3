"""A file on its way: it was announced, it came and was looked at, and then something takes it.

Until then it may go any day, and nobody reads it.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from functions.domain.errors import Conflict, TooLarge
from functions.domain.uploads.file_types import FileType

MEGABYTE = 1024 * 1024
MOST_BYTES = 10 * MEGABYTE
"""A photo of a phone as it is, a scan of some pages."""
MOST_NAME = 100
MOST_AT_ONCE = 5
"""Files of one message."""


class FileTooLarge(TooLarge):
    """`most` in the data is the greatest size, in megabytes."""

    code = "file_too_large"


class FileNotThere(Conflict):
    """The file did not come, or went since: it must be sent again."""

    code = "file_not_there"


class TooManyFiles(Conflict):
    """`most` in the data is how many may be sent at once."""

    code = "too_many_files"


class UploadPurpose(StrEnum):
    REQUEST = "request"
    """For a message in a thread between a family and its town, a paper that an agent scanned, or what proves a correction."""


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file as a message names it. `name`: as it is shown and saved, with the extension of what it is."""

    id: str
    name: str
    file_type: FileType
    bytes: int
    sent_by: str = ""
    """The family under which it lies, where its file was merged into another since; empty: the one that the message is of."""


@dataclass(frozen=True, slots=True)
class Upload:
    """Whoever announced it (`by`, an account) sends it, seals it and uses it."""

    id: str
    purpose: UploadPurpose
    by: str
    at: datetime
    name: str
    file: AttachedFile | None = None
    """What it is, once it came and was looked at."""


def check_size(size: int) -> None:
    """Raises FileTooLarge."""
    if size > MOST_BYTES:
        raise FileTooLarge(most=MOST_BYTES // MEGABYTE)


def named(name: str, file_type: FileType) -> str:
    """The name that the sender gave, with the extension of what the file is: `photo.jpg` of `photo.pdf` that is a JPEG."""
    stem, dot, _ = name.rpartition(".")
    words = " ".join((stem if dot else name).split())
    plain = "".join(letter if letter.isalnum() or letter in " -_.()" else "_" for letter in words)
    plain = plain.strip(". ")[:MOST_NAME]
    return f"{plain or 'document'}.{file_type.extension}"
