"""What the reservation routes cost in round trips and in read units, whatever the size of the town."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from math import ceil
from typing import Any
from urllib.parse import urlsplit

import pytest

from app import app
from functions import wiring
from functions.domain.availability.situation import Situation
from functions.domain.bookings import grid_cells, week_grid
from functions.domain.bookings.grid_cells import GridCell, cells
from functions.domain.bookings.open_weeks import spans
from functions.domain.planning.child_month import Slot
from functions.storage.table.item import Item
from functions.storage.town.communes import reglement
from functions.usecases.accounts import throttle
from functions.usecases.accounts.throttle import WRITES_OF_FAMILY
from functions.web.bookings import planning_reader
from tests.support.builders import (
    JULIE,
    MARC,
    MONDAY,
    NOW,
    a_child,
    a_family,
    book,
    log_in,
    on,
    open_town,
    settle,
)
from tests.support.client import Browser

BASE = "/communes/lisse/families/testmp"
WEEK = f"{BASE}/planning?start=2026-11-23&end=2026-11-29"


@dataclass
class Cost:
    """Requests, by operation, however often one had to be sent, and read units: one for each 4 kB of an item, one for an item that is not there."""

    sent: list[str] = field(default_factory=list)
    read_units: int = 0


@contextmanager
def counting() -> Iterator[Cost]:
    cost = Cost()
    events = Item._get_connection().connection.client.meta.events

    def asking(model: Any, params: dict[str, Any], **_: Any) -> None:
        assert urlsplit(params["url"]).hostname == "127.0.0.1"
        cost.sent.append(model.name)
        tables = json.loads(params["body"]).get("RequestItems", {})
        cost.read_units += sum(len(table["Keys"]) for table in tables.values())

    def answered(parsed: dict[str, Any], model: Any, **_: Any) -> None:
        found = [item for items in parsed.get("Responses", {}).values() for item in items]
        cost.read_units += sum(ceil(size_of(item) / 4096) for item in found) - len(found)

    events.register("before-call.dynamodb", asking)
    events.register("after-call.dynamodb", answered)
    try:
        yield cost
    finally:
        events.unregister("before-call.dynamodb", asking)
        events.unregister("after-call.dynamodb", answered)


def size_of(item: dict[str, dict[str, Any]]) -> int:
    """Bytes of an item, near enough: names and values.
    https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html"""
    return sum(len(name) + len(str(next(iter(value.values()))).encode()) for name, value in item.items())


@pytest.fixture
def marc(table: str, monkeypatch: pytest.MonkeyPatch) -> Browser:
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    open_town()
    settle()
    return Browser(app, cookie=log_in(MARC))


def grow(families: int) -> None:
    """Neighbours, each with a month of lunches and mornings."""
    for number in range(families):
        family, child = f"neighbour-{number}", f"child-{number}"
        settle(a_family(family, children=(child,), members=(JULIE,)), [a_child(child, (family,))])
        days = [
            on("lundi 2026-11-23"),
            on("mardi 2026-11-24"),
            on("jeudi 2026-11-26"),
            on("vendredi 2026-11-27"),
        ]
        slots = [Slot(day, service, child) for day in days for service in ("restauration", "garderie-matin")]
        book(*slots, account=JULIE, family=family)


def test_a_planning_is_two_round_trips_and_costs_the_same_in_a_larger_town(marc: Browser) -> None:
    book(Slot(MONDAY, "restauration", "clara"))
    marc.post(f"{BASE}/basket/changes", {"add": [asked("clara", "garderie-soir")]})
    marc.get(WEEK)
    with counting() as small:
        assert marc.get(WEEK).status == 200
    grow(25)
    with counting() as large:
        assert marc.get(WEEK).status == 200
    assert small.sent == large.sent == ["BatchGetItem"] * 2
    assert small.read_units == large.read_units <= 12


def test_a_cell_is_decided_once_where_it_is_not_ordinary_and_an_ordinary_one_by_none_but_the_first_who_asks(
    marc: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = asked("clara", "garderie-soir")
    counts: list[str] = []

    def counted(owner: Any, name: str) -> None:
        real = getattr(owner, name)

        def counting(*args: Any, **named: Any) -> Any:
            counts.append(name)
            return real(*args, **named)

        monkeypatch.setattr(owner, name, counting)

    book(Slot(MONDAY, "restauration", "clara"))
    counted(week_grid, "availability_in")
    counted(Situation, "own_percent")
    cells = marc.get(WEEK).json["cells"]
    assert len(cells) > 10
    assert counts.count("availability_in") <= len(cells) and counts.count("own_percent") <= len(cells)
    counts.clear()
    assert marc.get(WEEK).json["cells"] == cells
    assert counts == []
    marc.post(f"{BASE}/basket/changes", {"add": [line]})
    counts.clear()
    marc.get(WEEK)
    assert counts.count("own_percent") == 2, "of the cell, and of the line of the basket"


def test_the_weeks_on_which_a_planning_opens_are_decided_once(
    marc: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts: list[int] = []

    def counting(*args: Any, **named: Any) -> list[GridCell]:
        found = list(cells(*args, **named))
        counts.append(len(found))
        return found

    for module in (planning_reader, grid_cells):
        monkeypatch.setattr(module, "cells", counting)
    shown = marc.get(f"{BASE}/planning?next_week=true").json["cells"]
    assert counts == [len(shown)] and len(shown) > 20


def test_no_day_of_the_year_ahead_is_looked_at_where_something_can_be_done_at_once(
    marc: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[date] = []

    def counting(first: date) -> Iterator[list[date]]:
        for days in spans(first):
            made.extend(days)
            yield days

    monkeypatch.setattr(planning_reader, "spans", counting)
    assert marc.get(f"{BASE}/planning").json["cells"]
    assert made == []


def test_a_version_of_the_reglement_costs_one_more_the_first_time_a_process_sees_it(marc: Browser) -> None:
    reglement.cache_clear()
    with counting() as first:
        marc.get(WEEK)
    with counting() as second:
        marc.get(WEEK)
    assert sorted(first.sent) == ["BatchGetItem", "BatchGetItem", "GetItem"]
    assert second.sent == ["BatchGetItem"] * 2


def test_six_weeks_with_a_basket_that_reaches_into_spring_are_two_round_trips_too(marc: Browser) -> None:
    far = [asked("clara", "garderie-matin", day) for day in ("2027-01-04", "2027-03-15", "2027-05-03")]
    assert marc.post(f"{BASE}/basket/changes", {"add": far}).json["refused"] == []
    with counting() as cost:
        planning = marc.get(f"{BASE}/planning?start=2026-11-23&end=2027-01-03").json
    assert cost.sent == ["BatchGetItem"] * 2
    assert len(planning["basket"]["lines"]) == 3


def test_a_click_and_valider_are_three_round_trips(marc: Browser) -> None:
    lines = [asked("clara", "restauration"), asked("guilhem", "garderie-matin")]
    marc.get(WEEK)
    with counting() as click:
        basket = marc.post(f"{BASE}/basket/changes", {"add": lines}).json["basket"]
    assert click.sent == ["BatchGetItem", "BatchGetItem", "TransactWriteItems"]
    names = ("child", "service", "date", "action", "price_cents")
    seen = [{name: line[name] for name in names} for line in basket["lines"]]
    with counting() as valider:
        assert len(marc.post(f"{BASE}/bookings", {"lines": seen}).json["accepted"]) == 2
    assert valider.sent == ["BatchGetItem", "BatchGetItem", "TransactWriteItems"]
    with counting() as basket_alone:
        marc.get(f"{BASE}/basket")
    assert basket_alone.sent == ["BatchGetItem"] * 2


def asked(child: str, service: str, day: str = "2026-11-23") -> dict[str, str]:
    return {"child": child, "service": service, "date": day, "action": "reserve"}


def test_counting_a_write_costs_a_round_trip_once_in_ten_and_else_a_read_unit(
    marc: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    marc.get(WEEK)
    lines = [asked("clara", "restauration")]
    sent, units = [], []
    for sampled in (1, 0):
        monkeypatch.setattr(throttle._chance, "randrange", lambda _, sampled=sampled: sampled)
        with counting() as click:
            marc.post(f"{BASE}/basket/changes", {"add": lines})
        sent.append(click.sent)
        units.append(click.read_units)
    assert sent[0] == ["BatchGetItem", "BatchGetItem", "TransactWriteItems"]
    assert sent[1] == ["BatchGetItem", "UpdateItem", "BatchGetItem", "TransactWriteItems"]
    assert units[0] == units[1]
    assert 1 / WRITES_OF_FAMILY.sample <= 0.1
