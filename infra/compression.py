"""From how many bytes an answer is compressed: one rule for the local run and for what is deployed."""

import gzip
from functools import lru_cache
from typing import Final

API_FROM_BYTES: Final = 1024
"""API Gateway compresses what the API answers; CloudFront does not compress what it may not keep."""
PAGES_FROM_BYTES: Final = 1000
"""CloudFront's own: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ServingCompressedFiles.html"""


def accepts_gzip(accepted: str) -> bool:
    """Whether a header `Accept-Encoding` names it."""
    return "gzip" in [coding.partition(";")[0].strip() for coding in accepted.split(",")]


@lru_cache(maxsize=256)
def compressed(content: bytes) -> bytes:
    return gzip.compress(content, compresslevel=6, mtime=0)
