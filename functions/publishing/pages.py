"""What publishing makes: files of the site, not yet written anywhere. Their headers follow from their path alone."""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

IMMUTABLE = "public, max-age=31536000, immutable"
DAY = "public, max-age=86400"
FRESH = "public, max-age=0, s-maxage=10, must-revalidate"
"""Some seconds at the edge, so that what is corrected or withdrawn is so there too; a browser asks each time and mostly hears 304, so that news is read when it is published."""
SHORT = "public, max-age=300, s-maxage=10"
"""Of a file of the news, whose name changes with what it holds: but when it is taken off the site, it must be off soon."""

_HASH = re.compile(r"[./][0-9a-f]{10}[./]")
_TYPES = {
    ".atom": "application/atom+xml",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/vnd.microsoft.icon",
    ".ics": "text/calendar; charset=utf-8",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".xml": "application/xml",
}


@dataclass(frozen=True, slots=True)
class Page:
    """One file. `path` is relative to the root of the site: `aubray/index.html`."""

    path: str
    body: bytes
    content_type: str
    cache_control: str


def page(path: str, body: bytes) -> Page:
    return Page(path, body, content_type(path), cache_control(path))


def html_page(address: str, html: str) -> Page:
    """The file behind an address: `/aide/` is `aide/index.html`."""
    path = address.removeprefix("/")
    return page(f"{path}index.html" if path.endswith("/") or not path else path, html.encode())


def content_type(path: str) -> str:
    """The media type of a file of the site, by its suffix; an unknown one is never guessed by a browser (`nosniff`)."""
    return _TYPES.get(PurePosixPath(path).suffix.lower(), "application/octet-stream")


def cache_control(path: str) -> str:
    """For ever where the path holds a hash of the content, `assets/css/page.3f9c2d1e07.css`: see assets.py."""
    if not path.startswith("assets/"):
        return FRESH
    return IMMUTABLE if _HASH.search(path) else DAY
