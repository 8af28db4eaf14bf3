"""Where pages go: a folder, or a bucket."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from functions.publishing.pages import Page

WORKER = "sw.js"


def in_order(pages: Iterable[Page]) -> list[Page]:
    """What pages link, then the pages, then the service worker: nobody is ever sent to what is not there yet."""
    return sorted(pages, key=lambda page: (page.path == WORKER, not page.path.startswith("assets/")))


def write_folder(pages: Iterable[Page], folder: Path) -> None:
    """Write each page under `folder`; what is there already and unchanged is left alone."""
    for page in in_order(pages):
        path = folder / page.path
        if path.is_file() and path.read_bytes() == page.body:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(page.body)


def put_bucket(pages: Iterable[Page], client: Any, bucket: str) -> None:
    """Put each page in the bucket with a boto3 S3 client."""
    for page in in_order(pages):
        client.put_object(
            Bucket=bucket,
            Key=page.path,
            Body=page.body,
            ContentType=page.content_type,
            CacheControl=page.cache_control,
        )
