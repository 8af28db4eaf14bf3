"""A push service over HTTP, with its own browsers."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from infra.local.payfip.serve import serve
from infra.local.push import FakePushService

KEY = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
"""The example of RFC 8291 again: nobody's."""


@contextmanager
def serving_push(now: Callable[[], datetime]) -> Iterator[FakePushService]:
    service = FakePushService("", now)
    with serve(service.handle) as origin:
        service.origin = origin
        yield service
