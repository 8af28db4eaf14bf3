"""What publishing makes: files of the site, not yet written anywhere."""

from dataclasses import dataclass

IMMUTABLE = "public, max-age=31536000, immutable"
FRESH = "public, max-age=0, s-maxage=60, must-revalidate"
"""Browsers ask each time; the network in front of the pages may be a minute old."""
DAY = "public, max-age=86400"

HTML = "text/html; charset=utf-8"
JSON = "application/json; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Page:
    """One file. `path` is relative to the root of the site, `saint-martin/index.html`."""

    path: str
    body: bytes
    content_type: str
    cache_control: str = FRESH


def html_page(address: str, html: str) -> Page:
    """The file behind an address: `/aide/` is `aide/index.html`."""
    path = address.removeprefix("/")
    return Page(f"{path}index.html" if path.endswith("/") or not path else path, html.encode(), HTML)
