"""The static site as CloudFront serves it from S3: the pages bucket first, then what the build wrote.

What a job publishes at run time is in the bucket, so it hides the build's older version.
"""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from functions.publishing.pages import Page, cache_control, content_type
from infra.compression import PAGES_FROM_BYTES, accepts_gzip, compressed
from infra.local.messages import Request, Response

Read = Callable[[str], Page | None]
"""The page of a key, as `clochefontaine/index.html`, or None."""

NOT_FOUND = "404.html"
_COMPRESSED = ("text/", "application/json", "application/manifest+json", "application/xml", "image/svg+xml")


class Pages:
    def __init__(self, *sources: Read) -> None:
        self._sources = sources

    def __call__(self, request: Request) -> Response:
        if request.method not in ("GET", "HEAD"):
            return Response(405, [("Allow", "GET, HEAD")])
        path = unquote(request.path)
        key = path.removeprefix("/")
        if key == "" or key.endswith("/"):
            key += "index.html"
        elif "." not in key.rpartition("/")[2]:
            query = f"?{request.query}" if request.query else ""
            return Response(301, [("Location", f"{request.path}/{query}")])
        page = self._read(key)
        return self._not_found(request) if page is None else _response(request, 200, page)

    def _not_found(self, request: Request) -> Response:
        page = self._read(NOT_FOUND)
        if page is None:
            return Response(404, [("Content-Type", "text/plain; charset=utf-8")], b"404")
        return _response(request, 404, page)

    def _read(self, key: str) -> Page | None:
        return next((page for read in self._sources if (page := read(key)) is not None), None)


def folder(root: Path) -> Read:
    """Read from a folder, and from nowhere above it."""

    def read(key: str) -> Page | None:
        if "\0" in key:
            return None
        path = (root / key).resolve()
        if not path.is_relative_to(root.resolve()) or not path.is_file():
            return None
        return Page(key, path.read_bytes(), content_type(key), cache_control(key))

    return read


def bucket(client: Any, name: str) -> Read:
    """Read from a bucket with a boto3 client."""

    def read(key: str) -> Page | None:
        try:
            stored = client.get_object(Bucket=name, Key=key)
        except client.exceptions.NoSuchKey:
            return None
        return Page(key, stored["Body"].read(), stored["ContentType"], stored.get("CacheControl", ""))

    return read


def _response(request: Request, status: int, page: Page) -> Response:
    tag = sha256(page.body).hexdigest()[:32]
    zipped = _is_compressed(request, page)
    headers = [
        ("Cache-Control", page.cache_control),
        ("ETag", f'W/"{tag}"' if zipped else f'"{tag}"'),
        ("Vary", "Accept-Encoding"),
    ]
    if status == 200 and tag in request.header("If-None-Match"):
        return Response(304, headers)
    headers.append(("Content-Type", page.content_type))
    if zipped:
        headers.append(("Content-Encoding", "gzip"))
    return Response(status, headers, compressed(page.body) if zipped else page.body)


def _is_compressed(request: Request, page: Page) -> bool:
    large = len(page.body) >= PAGES_FROM_BYTES
    accepted = accepts_gzip(request.header("Accept-Encoding"))
    return large and accepted and page.content_type.startswith(_COMPRESSED)
