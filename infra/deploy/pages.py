"""The pages that need no data: only those that changed are put, and only their addresses are forgotten by CloudFront."""

import hashlib
import time
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from functions.publishing.output import in_order, put_bucket
from functions.publishing.pages import IMMUTABLE, Page
from functions.publishing.screens import SCREENS
from functions.publishing.site import Deployment, Site
from infra.build_pages import ROOT, build

PATHS_AT_MOST: Final = 100
"""Each path of an invalidation is billed beyond a thousand a month; `/*` is one."""


class PagesBroken(Exception):
    """Which screens could not be made. Nothing was uploaded."""


def rendered(deployment: Deployment, *, now: datetime) -> list[Page]:
    """Raises PagesBroken."""
    pages, failures = build(Site(ROOT, deployment), SCREENS, now=now)
    if failures:
        raise PagesBroken("\n".join(failures))
    return pages


def upload(pages: Iterable[Page], client: Any, bucket: str) -> list[Page]:
    """Put what is new or has changed; those pages.

    What was there before stays, so that a page somebody keeps open goes on working.
    """
    known = _known(client, bucket)
    # S3's tag of an object put in one piece is its MD5, under the bucket's own encryption too.
    changed = in_order(page for page in pages if known.get(page.path) != _tag(page))
    put_bucket(changed, client, bucket)
    return changed


def invalidate(pages: Iterable[Page], client: Any, distribution: str) -> list[str]:
    """The paths that CloudFront is told to forget: none whose address changes with its content."""
    paths = sorted(f"/{page.path}" for page in pages if page.cache_control != IMMUTABLE)
    if len(paths) > PATHS_AT_MOST:
        paths = ["/*"]
    if paths:
        client.create_invalidation(
            DistributionId=distribution,
            InvalidationBatch={
                "Paths": {"Quantity": len(paths), "Items": paths},
                "CallerReference": f"{time.time_ns()}",
            },
        )
    return paths


def _known(client: Any, bucket: str) -> dict[str, str]:
    """Key → tag."""
    pages = client.get_paginator("list_objects_v2").paginate(Bucket=bucket)
    return {one["Key"]: one["ETag"] for page in pages for one in page.get("Contents", [])}


def _tag(page: Page) -> str:
    return f'"{hashlib.md5(page.body, usedforsecurity=False).hexdigest()}"'
