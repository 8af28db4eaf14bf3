"""The picture and the documents of an article.

A file is called by what it holds, as the portal named it when it was sent: `3f9c2d1e07a4b5c6d7e8-1200x800.jpg`, `…-240113.pdf`. So its
name says how large it is, and the page leaves the room that it takes.
"""

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from functions.domain.errors import InvalidRequest, TooLarge
from functions.domain.news.picture_size import picture_size
from functions.domain.uploads.file_types import FileType, NotAnAcceptedFile

MOST_FILES = 5
MOST_PICTURE_BYTES: Final = 1024 * 1024
LONGEST_SIDE: Final = 2400
"""Pixels. The screen sends pictures of half of that."""
_PICTURES: Final = (FileType.JPEG, FileType.PNG, FileType.WEBP)
_PICTURE: Final = re.compile(r"[0-9a-f]{20}-(\d{1,5})x(\d{1,5})\.(?:jpg|png|webp)")
_DOCUMENT: Final = re.compile(r"[0-9a-f]{20}-(\d{1,9})\.pdf")


class PictureTooLarge(TooLarge):
    """The picture has more bytes, or more pixels, than a page should make a phone load."""

    code = "picture_too_large"


class NewsFileUnknown(InvalidRequest):
    """The article names a file that was not sent, or is there no more."""

    code = "news_file_unknown"


@dataclass(frozen=True, slots=True)
class NewsImage:
    file: str
    description: str
    """What it shows, for who does not see it."""
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class NewsFile:
    """A document to download. `name`: as families read it."""

    file: str
    name: str
    bytes: int


def file_name(kind: FileType, body: bytes) -> str:
    """Of a file that was looked at. Raises PictureTooLarge, NotAnAcceptedFile, FileDamaged."""
    mark = sha256(body).hexdigest()[:20]
    if kind is FileType.PDF:
        return f"{mark}-{len(body)}.pdf"
    if kind not in _PICTURES:
        raise NotAnAcceptedFile
    width, height = picture_size(body, kind)
    if len(body) > MOST_PICTURE_BYTES or max(width, height) > LONGEST_SIDE:
        raise PictureTooLarge
    return f"{mark}-{width}x{height}.{kind.extension}"


def image_of(file: str, description: str) -> NewsImage:
    """Raises NewsFileUnknown."""
    found = _PICTURE.fullmatch(file)
    if found is None:
        raise NewsFileUnknown(field="image")
    return NewsImage(file, " ".join(description.split()), int(found[1]), int(found[2]))


def document_of(file: str, name: str) -> NewsFile:
    """Raises NewsFileUnknown."""
    found = _DOCUMENT.fullmatch(file)
    if found is None:
        raise NewsFileUnknown(field="files")
    return NewsFile(file, " ".join(name.split()) or "Document", int(found[1]))
