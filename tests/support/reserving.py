"""What a parent's browser asks of the reservation routes, for the family of the tests."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tests.support.builders import MONDAY, NOW
from tests.support.client import Browser

BASE = "/communes/lisse/families/testmp"


@dataclass
class Clock:
    now: datetime = NOW


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


def state_of(browser: Browser, child: str, service: str, day: object = MONDAY) -> str:
    state: str = cell(browser, child, service, day)["state"]
    return state
