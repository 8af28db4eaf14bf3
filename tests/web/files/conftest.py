"""A town that asks for little, on an evening before the new school year: the règlement is to be accepted."""

from dataclasses import replace

import pytest

from app import app
from functions import wiring
from functions.domain.reglement.service_conditions import Need, ServiceConditions
from tests.support.builders import CANTEEN, MARC, a_reglement, log_in, open_town, settle
from tests.support.client import Browser
from tests.support.own_file import AUGUST


class Clock:
    now = AUGUST


@pytest.fixture
def clock(table: str, monkeypatch: pytest.MonkeyPatch) -> Clock:
    held = Clock()
    monkeypatch.setattr(wiring, "now", lambda: held.now)
    asked = ServiceConditions(needs=(Need.ACCEPTED_REGLEMENT,))
    open_town(reglement=a_reglement(services=(replace(CANTEEN, conditions=asked),)))
    settle()
    return held


@pytest.fixture
def marc(clock: Clock) -> Browser:
    return Browser(app, cookie=log_in(MARC, now=AUGUST))
