"""*Vue Agenda*: one click fills the basket for a month or a year."""

from datetime import date

import pytest

from functions.domain.bookings.basket_filling import Filled, RangeTooLong
from functions.domain.calendar.rules import CalendarRules, CountsAs
from functions.domain.calendar.weeks import Weeks
from functions.domain.errors import NotFound, RangeBackwards
from functions.domain.planning.basket import BasketFull
from functions.domain.planning.called_off import CalledOffScope
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.closures import Closed, ClosedCode
from functions.usecases.absences.call_off import CallOffAct, call_off
from functions.usecases.bookings.fill_range import Range, fill_range
from functions.usecases.bookings.validate_basket import validate_basket
from functions.usecases.town.publish_reglement import publish_reglement
from tests.support.builders import (
    MONDAY,
    NOW,
    a_child,
    a_family,
    a_reglement,
    acting,
    on,
    open_town,
    seen_lines,
    settle,
)
from tests.support.ledger import counters, rows, tally

SCHOOL_DAYS = (1, 2, 4, 5)
YEAR = Range(on("mardi 2026-09-01"), on("samedi 2027-07-03"), SCHOOL_DAYS)


@pytest.fixture(autouse=True)
def town(table: str) -> None:
    open_town()
    settle()


def fill(
    asked: Range,
    *,
    children: tuple[str, ...] = ("clara",),
    services: tuple[str, ...] = ("restauration",),
    key: str = "key-00000001",
) -> Filled:
    return fill_range(acting(), asked, children=children, services=services, key=key, now=NOW)[0]


def in_basket() -> list[Slot]:
    return [line.slot for line in acting().basket.lines()]


@pytest.mark.parametrize(
    ("weeks", "mondays"),
    [
        (Weeks.ALL, [4, 11, 18, 25]),
        (Weeks.ODD, [4, 18]),
        (Weeks.EVEN, [11, 25]),
    ],
)
def test_every_week_or_one_in_two(weeks: Weeks, mondays: list[int]) -> None:
    """ISO: lundi 2027-01-04 begins week 1."""
    fill(Range(on("vendredi 2027-01-01"), on("dimanche 2027-01-31"), (1,), weeks))
    assert [slot.date for slot in in_basket()] == [date(2027, 1, day) for day in mondays]


def test_a_year_of_two_children_and_two_services_is_filled_and_validated() -> None:
    filled = fill(YEAR, children=("clara", "guilhem"), services=("restauration", "garderie-soir"))
    assert filled.added == len(in_basket())
    assert 400 < filled.added < 600
    assert filled.closed_days > 20
    assert {(each.child, each.service) for each in filled.refused} == {
        (child, service) for child in ("clara", "guilhem") for service in ("restauration", "garderie-soir")
    }
    validated, _ = validate_basket(acting(), seen_lines(acting()), key="key-00000002", now=NOW)
    assert (len(validated.accepted), validated.refused) == (filled.added, ())
    months = [f"2026-{month}" for month in (11, 12)] + [f"2027-0{month}" for month in range(1, 8)]
    found = rows(("clara", "guilhem"), months)
    assert len(found) == filled.added
    assert counters(("restauration", "garderie-soir"), months) == tally(found)
    assert fill(YEAR, key="key-00000003").already == len(
        [s for s in found if s.child == "clara" and "rest" in s.service]
    )
    assert in_basket() == []


def test_more_than_a_basket_holds_is_refused_and_nothing_is_added() -> None:
    several = [f"child-{number}" for number in range(6)]
    family = a_family("nombreuse", children=tuple(several))
    settle(family, [a_child(child, ("nombreuse",)) for child in several])
    with pytest.raises(BasketFull):
        fill_range(
            acting(family="nombreuse"),
            YEAR,
            children=several,
            services=("garderie-matin", "restauration", "garderie-soir"),
            key="key-00000001",
            now=NOW,
        )
    assert len(acting(family="nombreuse").basket) == 0


def test_a_range_is_asked_for_ones_own_children() -> None:
    with pytest.raises(NotFound):
        fill(Range(MONDAY, MONDAY, SCHOOL_DAYS), children=("clara", "tom"))


def test_a_range_runs_forwards_and_not_for_years() -> None:
    with pytest.raises(RangeBackwards):
        fill(Range(MONDAY, on("dimanche 2026-11-22"), SCHOOL_DAYS))
    with pytest.raises(RangeTooLong):
        fill(Range(MONDAY, on("lundi 2028-11-20"), SCHOOL_DAYS))


def test_the_same_range_again_gets_the_same_answer() -> None:
    week = Range(MONDAY, on("vendredi 2026-11-27"), SCHOOL_DAYS)
    assert fill(week).added == 4
    assert fill(week).added == 4
    assert fill(week, key="key-00000002") == Filled(0, 4, 0, ())
    assert len(in_basket()) == 4


def test_a_range_without_any_open_day_adds_nothing() -> None:
    christmas = Range(on("lundi 2026-12-21"), on("vendredi 2027-01-01"), SCHOOL_DAYS)
    filled = fill(christmas)
    assert (filled.added, filled.refused) == (0, ())
    assert filled.closed_days == 8


def test_a_wednesday_that_counts_as_a_friday_is_filled_with_the_fridays() -> None:
    moved = CalendarRules(counts_as=(CountsAs(on("mercredi 2026-11-25"), 5),))
    publish_reglement("lisse", a_reglement(calendar=moved), now=NOW)
    fill(Range(MONDAY, on("dimanche 2026-11-29"), (5,)))
    assert [slot.date for slot in in_basket()] == [on("mercredi 2026-11-25"), on("vendredi 2026-11-27")]


def test_a_month_that_holds_a_strike_says_which_day_it_left_out() -> None:
    what = CalledOffScope(on("mardi 2026-11-24"), "grève")
    call_off(CallOffAct("lisse", "agent", "key-of-agent", NOW), what)
    done = fill(Range(MONDAY, on("dimanche 2026-11-29"), SCHOOL_DAYS))
    assert (done.added, done.closed_days) == (3, 0)
    [refused] = done.refused
    assert refused.obstacle.closed == Closed(ClosedCode.CALLED_OFF, "grève")
    assert (refused.first, refused.days) == (on("mardi 2026-11-24"), 1)
