"""A period is told by its code, and covers whole days."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.domain.calendar.billing_periods import (
    PeriodKind,
    UnknownPeriod,
    days_period,
    instalment,
    months_between,
    period,
)
from tests.support.builders import on


def test_a_month_covers_its_days() -> None:
    october = period("2026-10")
    assert (october.kind, october.first, october.last) == (
        PeriodKind.MONTH,
        on("jeudi 2026-10-01"),
        on("samedi 2026-10-31"),
    )
    assert period("2028-02").last == on("mardi 2028-02-29")


def test_a_holiday_and_a_term_cover_the_days_they_say() -> None:
    autumn = days_period(on("samedi 2026-10-17"), on("dimanche 2026-11-01"), "autumn")
    assert autumn.code == "2026-10-17.2026-11-01.autumn"
    assert period(autumn.code) == autumn
    assert (autumn.kind, autumn.holiday) == (PeriodKind.HOLIDAY, "autumn")
    assert period("2026-11-02.2026-12-18").kind is PeriodKind.TERM


@pytest.mark.parametrize(
    ("rank", "of", "due_after"),
    [
        (1, 10, "mercredi 2026-09-30"),
        (10, 10, "mercredi 2027-06-30"),
        (12, 12, "mardi 2027-08-31"),
        (1, 3, "jeudi 2026-12-31"),
        (3, 3, "mardi 2027-08-31"),
        (1, 1, "mardi 2027-08-31"),
        (2, 4, "dimanche 2027-02-28"),
    ],
)
def test_instalments_share_out_the_school_year(rank: int, of: int, due_after: str) -> None:
    asked = instalment(2026, rank, of)
    assert asked.due_after == on(due_after)
    assert (asked.first, asked.last) == (on("mardi 2026-09-01"), on("mardi 2027-08-31"))
    assert period(asked.code) == asked


@pytest.mark.parametrize(
    "code",
    [
        *("", "2026", "2026-13", "2026-1", "2026-10-32.2026-11-01", "2026-11-02.2026-11-01"),
        *("2026-2028.1-10", "2026-2027.0-10", "2026-2027.11-10", "2026-2027.1-13", "2026-10#x"),
        *("2026-10-01.2028-10-01", "٢٠٢٦-10"),
        *("0001-01", "9999-12", "9999-12-01.9999-12-31", "0001-0002.1-10"),
    ],
)
def test_anything_else_is_refused(code: str) -> None:
    with pytest.raises(UnknownPeriod):
        period(code)


@pytest.mark.parametrize(
    ("code", "ends"),
    [
        ("2027-06", False),
        ("2027-07", True),
        ("2027-08", True),
        ("2026-2027.9-10", False),
        ("2026-2027.10-10", True),
    ],
)
def test_the_school_year_ends_in_summer_or_with_its_last_instalment(code: str, ends: bool) -> None:
    assert period(code).ends_school_year is ends


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 800))
def test_months_between_two_days_follow_each_other(first: date, days: int) -> None:
    last = date.fromordinal(first.toordinal() + days)
    months = months_between(first, last)
    assert months == sorted(set(months))
    every = {f"{date.fromordinal(day):%Y-%m}" for day in range(first.toordinal(), last.toordinal() + 1)}
    assert set(months) == every
