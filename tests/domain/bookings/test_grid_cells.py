"""Many cells at once say what each of them says alone."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.domain.availability.situation import Situation
from functions.domain.bookings import grid_cells
from functions.domain.bookings.grid_cells import OrdinaryCell, OrdinaryDay, cells
from functions.domain.bookings.week_grid import Cell, cell, days_between
from functions.domain.families.family import QuotientFamilial
from functions.domain.planning.basket import Basket
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.reglement import MAX_CACHED_DAYS
from tests.support.any_planning import any_planning
from tests.support.builders import CLARA, MONDAY, NOW, a_family, on, paris
from tests.support.effort import at_most
from tests.support.situations import a_situation, booked, shown_cells

WEEK = days_between(MONDAY, MONDAY + timedelta(6))


def one_by_one(situation: Situation, basket: Basket, days: list[date], now: datetime) -> list[Cell]:
    """By the rules alone."""
    situation = replace(situation, wanted=frozenset(basket.slots()))
    slots = [
        Slot(day, service.code, child)
        for day in days
        for service in situation.reglement.services
        for child in situation.children
    ]
    found = (cell(situation, basket, slot, now=now) for slot in slots)
    return [each for each in found if each is not None]


@given(st.integers(0, 2**32))
@settings(max_examples=at_most(150, 20_000))
def test_a_grid_is_the_cells_of_its_slots_for_any_family_at_any_instant(number: int) -> None:
    situation, basket, days, now = any_planning(number)
    found = shown_cells(situation, basket, list(situation.children), days, now=now)
    assert found == one_by_one(situation, basket, days, now)


def test_of_an_ordinary_week_the_rules_are_asked_once_for_the_town_and_never_for_a_child() -> None:
    situation = booked(a_situation(), Slot(MONDAY, "restauration", "clara"))
    poor = a_family("durand", quotients=(QuotientFamilial(100, on("mardi 2026-09-01")),))
    for family in (situation.family, poor):
        other = replace(a_situation(reglement=situation.reglement, family=family))
        found = list(cells(other, Basket(), ["clara", "guilhem"], WEEK, now=NOW))
        assert found and all(isinstance(each, OrdinaryCell) for each in found)
    assert {each.price_cents for each in found if isinstance(each, OrdinaryCell)} >= {110, 800}


def test_days_without_a_cell_are_not_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half of the days of six weeks: of what opens on Wednesdays or in the holidays alone, of each weekend."""
    situation, looked_at = a_situation(), list[date]()
    first = list(cells(situation, Basket(), ["clara", "guilhem"], WEEK, now=NOW))

    class Counted(dict[date, OrdinaryDay]):
        def get(self, day: date, default: Any = None) -> Any:
            looked_at.append(day)
            return super().get(day, default)

    kept = grid_cells._kept
    counted = lambda *about: kept(*about)._replace(free=Counted(kept(*about).free))  # noqa: E731
    monkeypatch.setattr(grid_cells, "_kept", counted)
    assert list(cells(situation, Basket(), ["clara", "guilhem"], WEEK, now=NOW)) == first
    assert len(looked_at) == len(first) < 2 * len(WEEK) * len(situation.reglement.services)


def test_what_is_kept_of_an_ordinary_day_names_nobody_and_tells_no_price() -> None:
    situation = booked(a_situation(), Slot(MONDAY, "restauration", "clara"), price_cents=345)
    for each in cells(situation, Basket(), ["clara"], WEEK, now=NOW):
        assert isinstance(each, OrdinaryCell) and each.day.shown is not None
        kept = each.day.shown
        assert (kept.slot.child, kept.standing.price_cents, kept.standing.tranche) == ("", 0, "")
        assert (each.cell.slot.child, each.cell.standing.price_cents) == ("clara", each.price_cents)


def test_another_limit_is_another_day_also_when_the_clock_goes_back() -> None:
    situation = a_situation()
    before, after = paris("jeudi 2026-11-19 09:59"), paris("jeudi 2026-11-19 10:00")
    for now in (before, after, before):
        assert shown_cells(situation, Basket(), ["clara"], WEEK, now=now) == one_by_one(
            replace(situation, children={"clara": CLARA}), Basket(), WEEK, now
        )


def test_what_is_kept_of_a_service_is_bounded() -> None:
    situation, first = a_situation(), on("lundi 2026-10-05")
    for start in range(0, 3 * MAX_CACHED_DAYS, 80):
        days = [day for day in days_between(first, first + timedelta(80)) if day.month in (10, 11, 12)]
        list(cells(situation, Basket(), ["clara"], days, now=NOW + timedelta(start)))
    answers = [each for _, each in situation.reglement.cached_answers.values()]
    kept = [days for each in answers if isinstance(each, grid_cells._Kept) for days in each]
    assert any(kept) and all(len(days) <= MAX_CACHED_DAYS for days in kept)


def test_a_good_part_of_any_planning_is_ordinary_and_another_is_not() -> None:
    kinds = [
        isinstance(each, OrdinaryCell)
        for situation, basket, days, now in map(any_planning, range(20))
        for each in cells(situation, basket, list(situation.children), days, now=now)
    ]
    assert 0.2 < sum(kinds) / len(kinds) < 0.8
