"""The real clients, the fake treasury and the fake bank, over loopback HTTP, on a clock that the test sets."""

from collections.abc import Iterator

import pytest

from infra.local.payfip import FakePayFip
from infra.local.payfip.serve import serve
from infra.local.payzen import FakePayZen
from tests.gateways.bank import Bank
from tests.gateways.treasury import Clock, Treasury


@pytest.fixture
def treasury() -> Iterator[Treasury]:
    clock = Clock()
    notified: list[tuple[str, str]] = []
    fake = FakePayFip(now=clock, deliver=lambda url, idop: notified.append((url, idop)))
    with serve(fake.handle) as origin:
        yield Treasury(fake, clock, origin, notified)
        fake.failures.hang = False


@pytest.fixture
def bank() -> Iterator[Bank]:
    clock = Clock()
    notified: list[tuple[str, dict[str, str]]] = []
    fake = FakePayZen(now=clock, deliver=lambda url, fields: notified.append((url, fields)))
    with serve(fake.handle) as origin:
        yield Bank(fake, clock, origin, notified)
        fake.failures.hang = False
