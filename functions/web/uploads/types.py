"""What is told of a file on its way."""

from typing import Annotated

from msgspec import Meta, Struct

from functions.domain.uploads.file_types import FileType
from functions.domain.uploads.uploads import UploadPurpose


class UploadAsked(Struct):
    """`bytes`: what the browser says of its size; S3 refuses a larger file whatever it said."""

    purpose: UploadPurpose
    name: Annotated[str, Meta(min_length=1, max_length=255)]
    bytes: Annotated[int, Meta(ge=1)]


class UploadForm(Struct):
    """A form to `url`, as `multipart/form-data`: the `fields`, then the file as `file`. It works for five minutes, for one file."""

    id: str
    url: str
    fields: dict[str, str]


class SealAsked(Struct):
    act: Annotated[str, Meta(pattern="^seal$")]


class FileSealed(Struct):
    """What the file is, whatever its name said."""

    id: str
    name: str
    file_type: FileType
    bytes: int
