"""The reservation routes, as a parent's browser meets them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import pytest

from app import app
from functions import wiring
from functions.domain.families import Family
from functions.storage.item import Item
from tests.builders import JULIE, MARC, MONDAY, NOW, log_in, on, open_town, paris, settle
from tests.web.client import Browser

BASE = "/communes/lisse/families/testmp"
TUESDAY = on("mardi 2026-11-24")


class Clock:
    def __init__(self, now: datetime) -> None:
        self.now = now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock(NOW)
    monkeypatch.setattr(wiring, "now", lambda: clock.now)
    return clock


@pytest.fixture
def marc(table: str, clock: Clock) -> Browser:
    """Marc's browser, in a town and a family that are there."""
    open_town()
    settle()
    return Browser(app, cookie=log_in(MARC))


def line(child: str, service: str, day: object = MONDAY, action: str = "reserve") -> dict[str, Any]:
    return {"child": child, "service": service, "date": str(day), "action": action}


def put(browser: Browser, *lines: dict[str, Any]) -> Any:
    answer = browser.post(f"{BASE}/basket/changes", {"add": list(lines)})
    assert answer.status == 200, answer.text
    return answer.json


def seen(basket: Any) -> dict[str, Any]:
    """The request that validates a basket as it is shown."""
    names = ("child", "service", "date", "action", "price_cents")
    return {"lines": [{name: line[name] for name in names} for line in basket["lines"]]}


def validate(browser: Browser, basket: Any, *, key: str | None = None) -> Any:
    answer = browser.post(f"{BASE}/bookings", seen(basket), key=key)
    assert answer.status == 200, answer.text
    return answer.json


def book(browser: Browser, *lines: dict[str, Any]) -> None:
    assert validate(browser, put(browser, *lines)["basket"])["refused"] == []


def cell(browser: Browser, child: str, service: str, day: object = MONDAY) -> Any:
    planning = browser.get(f"{BASE}/planning?start={day}&end={day}").json
    return next(each for each in planning["cells"] if (each["child"], each["service"]) == (child, service))


def test_a_week_shows_each_service_and_child_with_its_price_and_until_when(marc: Browser) -> None:
    answer = marc.get(f"{BASE}/planning?start=2026-11-23&end=2026-11-29")
    assert answer.status == 200
    planning = answer.json
    assert (planning["now"], planning["today"]) == ("2026-11-16T09:00:00+01:00", "2026-11-16")
    assert planning["commune"] == {"id": "lisse", "name": "Lisse", "colour": "ocean"}
    assert [child["first_name"] for child in planning["children"]] == ["Clara", "Guilhem"]
    assert [service["code"] for service in planning["services"]] == [
        "garderie-matin",
        "restauration",
        "garderie-soir",
        "mercredi",
    ]
    assert len(planning["days"]) == 7
    assert len(planning["cells"]) == 2 * (3 * 4 + 1)
    canteen = next(each for each in planning["cells"] if each["service"] == "restauration")
    assert canteen == {
        "child": "clara",
        "service": "restauration",
        "date": "2026-11-23",
        "state": "bookable",
        "price_cents": 345,
        "tranche": "QF de 600 à 1 199",
        "until": "2026-11-19T10:00:00+01:00",
        "sentence": "Réservable jusqu’à jeudi 10\u00a0h.",
    }
    assert planning["basket"] == {"lines": [], "groups": [], "total_cents": 0}


def test_a_click_then_valider_then_cancelling(marc: Browser) -> None:
    basket = put(marc, line("clara", "garderie-matin"), line("guilhem", "garderie-matin"))["basket"]
    assert basket["groups"] == [{"label": "2 × Garderie du matin", "total_cents": 300}]
    assert cell(marc, "clara", "garderie-matin")["state"] == "in_basket"

    done = validate(marc, basket)
    assert [each["child"] for each in done["accepted"]] == ["clara", "guilhem"]
    assert done["basket"]["lines"] == []
    booked = cell(marc, "clara", "garderie-matin")
    assert (booked["state"], booked["sentence"]) == (
        "validated",
        "Réservé, annulable jusqu’à dimanche midi.",
    )

    basket = put(marc, line("clara", "garderie-matin", action="cancel"))["basket"]
    assert basket["groups"] == [{"label": "Annulation : 1 × Garderie du matin", "total_cents": -150}]
    assert cell(marc, "clara", "garderie-matin")["state"] == "cancel_in_basket"
    validate(marc, basket)
    assert cell(marc, "clara", "garderie-matin")["state"] == "bookable"
    assert cell(marc, "guilhem", "garderie-matin")["state"] == "validated"
