"""The screens say days, weeks, limits and prices in the words of the server."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, Route

from functions.french.bookings.cells import until
from functions.french.words.dates import date_short
from functions.french.words.money import euros
from infra.build_pages import ROOT
from infra.local.pages import folder
from tests.support.spaces import plain

pytestmark = pytest.mark.browser

MODULES = ROOT / "site" / "assets" / "js"
TODAY = date(2026, 11, 19)
"""jeudi"""


@pytest.fixture(scope="module")
def modules(browser: Browser) -> Iterator[Page]:
    """A page that can import the modules as they are written."""
    page = browser.new_page()

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix("http://modules.example/")
        found = folder(MODULES)(path)
        if found is None:
            route.fulfill(content_type="text/html", body="<!doctype html><title>Modules</title>")
        else:
            route.fulfill(content_type="text/javascript", body=found.body)

    page.route("http://modules.example/**", answer)
    page.goto("http://modules.example/")
    yield page
    page.close()


def call(page: Page, module: str, function: str, *calls: tuple[Any, ...]) -> list[Any]:
    """`function(…)` for each tuple of arguments."""
    script = "async ([module, name, calls]) => { const found = await import(module); return calls.map((args) => found[name](...args)) }"
    answers: list[Any] = page.evaluate(script, [f"/{module}", function, [list(each) for each in calls]])
    return answers


def test_a_cell_without_a_price_shows_none(modules: Page) -> None:
    cell = {"date": f"{TODAY}", "price_cents": None, "sentence": "Réservé par l’autre parent.", "word": None}
    (words,) = call(modules, "planning/cell-words.js", "wordsOf", (cell, "locked", f"{TODAY}"))
    assert (words["word"], words["price"]) == ("Réservé", None)


def test_weeks_are_those_of_iso_8601(modules: Page) -> None:
    days = [date(2015, 12, 20) + timedelta(number) for number in range(0, 366 * 12, 3)]
    names = [f"{each.isocalendar().year}-W{each.isocalendar().week:02}" for each in days]
    assert call(modules, "planning/days.js", "weekName", *[(f"{day}",) for day in days]) == names
    mondays = [f"{day - timedelta(day.weekday())}" for day in days]
    assert call(modules, "planning/days.js", "mondayOfWeek", *[(name,) for name in names]) == mondays
    assert (
        call(modules, "planning/days.js", "mondayOfWeek", ("2026-W54",), ("2027-W53",), ("2026-W1",), (None,))
        == [None] * 4
    )


def test_months_begin_and_end_where_they_do(modules: Page) -> None:
    assert call(modules, "planning/months.js", "monthEnd", ("2028-02-10",), ("2026-12-01",)) == [
        "2028-02-29",
        "2026-12-31",
    ]
    assert call(modules, "planning/months.js", "addMonths", ("2026-01-31", 1), ("2026-01-31", -1)) == [
        "2026-02-01",
        "2025-12-01",
    ]


@pytest.mark.parametrize("zone", ["Europe/Paris", "Indian/Reunion", "America/Cayenne"])
def test_limits_are_said_as_the_server_says_them(modules: Page, zone: str) -> None:
    """Also from one end of a year to the other, and over the nights when clocks change."""
    first = datetime.combine(TODAY, datetime.min.time(), ZoneInfo(zone))
    hours = (0, 8.5, 10, 12, 23 + 59 / 60)
    instants = [
        first + timedelta(day, hours=hour) for day in (0, 1, 2, 6, 7, 8, 12, 44, 130, 340) for hour in hours
    ]
    instants = [each for each in instants if each > first]
    said = call(modules, "planning/words.js", "until", *[(each.isoformat(), f"{TODAY}") for each in instants])
    assert list(map(plain, said)) == [plain(until(each, TODAY)) for each in instants]


def test_prices_are_written_as_the_server_writes_them(modules: Page) -> None:
    cents = [0, 5, 96, 340, 1400, 123456, -345, 12345678]
    assert call(modules, "base/french.js", "money", *[(each,) for each in cents]) == [
        euros(each) for each in cents
    ]


def test_days_are_named_as_the_server_names_them(modules: Page) -> None:
    days = [date(2026, 1, 1) + timedelta(number) for number in range(366)]
    said = call(modules, "planning/words.js", "dayAndMonth", *[(f"{day}",) for day in days])
    assert list(map(plain, said)) == [plain(date_short(day)) for day in days]


def test_minutes_left_are_never_overstated_but_for_the_last(modules: Page) -> None:
    said = call(
        modules, "planning/words.js", "minutesLeft", (0,), (20_000,), (299_000,), (3_600_000,), (3_600_001,)
    )
    assert [each and plain(each) for each in said] == [None, "1 min", "4 min", "60 min", None]
