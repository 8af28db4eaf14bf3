"""The headers that every answer carries: one policy for the local run and for what is deployed."""

import re
from pathlib import PurePosixPath
from typing import Final

from functions.publishing.pages import DAY, FRESH, HTML, IMMUTABLE, JSON

_COMMON: Final = {
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}

PAGES: Final = _COMMON | {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
}
"""For the static pages. The payment page is reached by a link of the script, which no directive limits."""

API: Final = _COMMON | {"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'"}
"""For the API: what it answers is data, never a page."""

_TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".html": HTML,
    ".ics": "text/calendar; charset=utf-8",
    ".ico": "image/vnd.microsoft.icon",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": JSON,
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".xml": "application/xml",
}
_HASH = re.compile(r"(?:^|[./])[0-9a-f]{10}[./]")


def content_type(key: str) -> str:
    """The media type of a file of the site, by its suffix; an unknown one is never guessed by a browser (`nosniff`)."""
    return _TYPES.get(PurePosixPath(key).suffix.lower(), "application/octet-stream")


def cache_control(key: str) -> str:
    """For ever where the address holds a hash of the content (`assets/css/page.3f9c2d1e07.css`): see publishing/assets.py."""
    if not key.startswith("assets/"):
        return FRESH
    return IMMUTABLE if _HASH.search(key) else DAY
