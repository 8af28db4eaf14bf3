"""The real client and the fake treasury, over loopback HTTP, on a clock that the test sets."""

from collections.abc import Iterator

import pytest

from infra.local.payfip import FakePayFip
from infra.local.payfip.serve import serve
from tests.gateways.treasury import Clock, Treasury


@pytest.fixture
def treasury() -> Iterator[Treasury]:
    clock = Clock()
    notified: list[tuple[str, str]] = []
    fake = FakePayFip(now=clock, deliver=lambda url, idop: notified.append((url, idop)))
    with serve(fake.handle) as origin:
        yield Treasury(fake, clock, origin, notified)
        fake.failures.hang = False
