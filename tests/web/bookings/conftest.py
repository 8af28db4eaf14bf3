"""A parent's browser, and a clock."""

import pytest

from app import app
from functions import wiring
from tests.support.builders import MARC, log_in, open_town, settle
from tests.support.client import Browser
from tests.support.reserving import Clock


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(wiring, "now", lambda: clock.now)
    return clock


@pytest.fixture
def marc(table: str, clock: Clock) -> Browser:
    """Marc's browser. The town and the family are there, nothing is booked; it is lundi 2026-11-16, nine o'clock."""
    open_town()
    settle()
    return Browser(app, cookie=log_in(MARC))
