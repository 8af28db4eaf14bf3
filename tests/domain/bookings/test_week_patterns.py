"""Weeks that come back: the same days as chosen by hand, odd and even weeks over a New Year, two names at most."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.domain.bookings.week_patterns import (
    MOST_PATTERNS,
    PatternEmpty,
    PatternLine,
    PatternsFull,
    WeekPattern,
    WeekPatterns,
    asked_in,
    slots_of,
)
from functions.domain.calendar.rules import CalendarRules, CountsAs
from functions.domain.calendar.school_years import Zone
from functions.domain.calendar.town_calendar import TownCalendar
from functions.domain.calendar.weeks import Weeks, odd_twice
from functions.domain.merging.joined import one_list_of_patterns
from functions.domain.planning.child_month import Slot
from tests.support.builders import a_reglement, on

TOWN = TownCalendar(Zone.B, CalendarRules())
CHILDREN, SERVICES = ("clara", "guilhem", "lou"), ("garderie-matin", "restauration", "garderie-soir")
A_YEAR = st.dates(date(2026, 9, 1), date(2027, 7, 3))
LINES = st.lists(
    st.builds(
        PatternLine,
        st.sampled_from(CHILDREN),
        st.sampled_from(SERVICES),
        st.sets(st.integers(1, 7), min_size=1).map(lambda days: tuple(sorted(days))),
        st.sampled_from(Weeks),
    ),
    max_size=8,
)


def days_from(first: date, number: int) -> list[date]:
    return [first + timedelta(day) for day in range(number)]


def a_pattern(name: str = "Semaine type", **changes: object) -> WeekPattern:
    asked = {"clara": {"restauration": (1, 4)}}
    return WeekPattern(**({"id": name, "name": name, "weeks": Weeks.ALL, "asked": asked} | changes))  # type: ignore[arg-type]


@given(LINES, A_YEAR, st.integers(1, 60))
def test_a_pattern_asks_for_the_days_that_one_would_choose_by_hand(
    lines: list[PatternLine], first: date, number: int
) -> None:
    by_hand = {
        Slot(day, line.service, line.child)
        for line in lines
        for day in days_from(first, number)
        if day.isoweekday() in line.weekdays
        if line.weeks is Weeks.ALL or (day.isocalendar().week % 2 == 1) == (line.weeks is Weeks.ODD)
    }
    asked = slots_of(lines, days_from(first, number), TOWN)
    assert set(asked) == by_hand
    assert len(asked) == len(by_hand), "each once, however many lines ask for it"
    assert [slot.date for slot in asked] == sorted(slot.date for slot in asked)


@given(A_YEAR)
def test_of_two_weeks_that_follow_one_is_odd_but_for_week_53_and_the_first(day: date) -> None:
    both = {Weeks.ODD.include(day), Weeks.ODD.include(day + timedelta(7))}
    assert (len(both) == 1) == (day.isocalendar().week == 53)


def test_two_odd_weeks_follow_each_other_at_the_end_of_a_year_of_53_weeks() -> None:
    """2026 has 53 weeks, 2025 and 2027 have 52."""
    first = on("lundi 2027-01-04")
    assert odd_twice(on("lundi 2026-11-16"), on("samedi 2027-07-03")) == first
    assert odd_twice(on("dimanche 2027-01-03"), first) == first
    assert odd_twice(first, on("samedi 2027-07-03")) is None
    assert odd_twice(on("lundi 2026-11-16"), on("dimanche 2027-01-03")) is None
    assert odd_twice(on("lundi 2025-11-17"), on("samedi 2026-07-04")) is None
    asked = slots_of(
        [PatternLine("clara", "restauration", (1,), Weeks.ODD)], days_from(on("lundi 2026-12-14"), 35), TOWN
    )
    assert [slot.date for slot in asked] == [
        on("lundi 2026-12-14"),
        on("lundi 2026-12-28"),
        first,
    ]


def test_a_day_that_the_town_counts_as_another_is_taken_for_that_one() -> None:
    friday = on("vendredi 2026-11-27")
    town = TownCalendar(Zone.B, CalendarRules(counts_as=(CountsAs(friday, 1),)))
    asked = slots_of([PatternLine("clara", "restauration", (1,))], days_from(on("lundi 2026-11-23"), 7), town)
    assert [slot.date for slot in asked] == [on("lundi 2026-11-23"), friday]


def test_what_is_kept_is_what_the_services_open_for() -> None:
    lines = [
        PatternLine("clara", "restauration", (1, 3, 5)),
        PatternLine("clara", "mercredi", (1, 3)),
        PatternLine("guilhem", "mercredi", (5,)),
        PatternLine("clara", "piscine", (1,)),
        PatternLine("clara", "restauration", (2,)),
    ]
    assert asked_in(lines, a_reglement()) == {"clara": {"restauration": (1, 2, 5), "mercredi": (3,)}}
    with pytest.raises(PatternEmpty):
        asked_in([PatternLine("clara", "mercredi", (1,))], a_reglement())


def test_a_name_keeps_its_place_whatever_it_holds_and_a_third_is_refused() -> None:
    both = WeekPatterns().with_pattern(a_pattern()).with_pattern(a_pattern("Semaine de Marc"))
    again = both.with_pattern(a_pattern("SEMAINE TYPE", weeks=Weeks.ODD))
    assert [(one.id, one.name, one.weeks) for one in again.patterns] == [
        ("Semaine type", "SEMAINE TYPE", Weeks.ODD),
        ("Semaine de Marc", "Semaine de Marc", Weeks.ALL),
    ]
    with pytest.raises(PatternsFull):
        both.with_pattern(a_pattern("Semaine de Julie"))
    assert [one.name for one in both.without("Semaine type").patterns] == ["Semaine de Marc"]


def test_of_two_files_made_one_the_kept_one_keeps_its_own_and_takes_what_there_is_room_for() -> None:
    kept = WeekPatterns((a_pattern(weeks=Weeks.ODD),))
    other = WeekPatterns((a_pattern(), a_pattern("Semaine de Julie")))
    joined = one_list_of_patterns(kept, other)
    assert [(one.name, one.weeks) for one in joined.patterns] == [
        ("Semaine type", Weeks.ODD),
        ("Semaine de Julie", Weeks.ALL),
    ]
    assert len(joined.patterns) == MOST_PATTERNS
