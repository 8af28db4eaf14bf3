"""On the day that the régie chose, the period before is invoiced."""

from dataclasses import replace

import pytest

from functions.domain.calendar.billing_periods import PeriodKind, period
from functions.domain.calendar.school_years import Zone, ministry_calendar
from functions.domain.town.invoicing_policy import Invoicing, due_periods
from tests.support.builders import on

HOLIDAYS = ministry_calendar(Zone.B).holidays


def due(invoicing: Invoicing, day: str) -> list[str]:
    return [one.code for one in due_periods(invoicing, HOLIDAYS, on(day))]


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("dimanche 2026-11-01", "2026-10"),
        ("lundi 2026-11-30", "2026-10"),
        ("vendredi 2027-01-01", "2026-12"),
        ("vendredi 2028-03-31", "2028-02"),
    ],
)
def test_by_default_the_month_before_is_due_all_month_long(day: str, code: str) -> None:
    assert due(Invoicing(), day) == [code]


def test_a_day_that_was_chosen_is_waited_for() -> None:
    fifth = Invoicing(day=5)
    assert due(fifth, "mercredi 2026-11-04") == ["2026-09"]
    assert due(fifth, "jeudi 2026-11-05") == ["2026-10"]


def test_a_holiday_is_due_once_it_is_over() -> None:
    holidays = Invoicing(day=3, kind=PeriodKind.HOLIDAY)
    assert due(holidays, "mardi 2026-11-03") == ["2026-07-04.2026-08-31.summer"]
    assert due(holidays, "mercredi 2026-11-04") == ["2026-10-17.2026-11-01.autumn"]


def test_a_term_lies_between_two_holidays_and_a_bridge_does_not_end_it() -> None:
    terms = Invoicing(kind=PeriodKind.TERM)
    assert due(terms, "samedi 2026-10-17") == ["2026-09-01.2026-10-16"]
    assert due(terms, "dimanche 2027-05-09") == ["2027-03-08.2027-04-16"]
    assert due(terms, "samedi 2027-07-03") == ["2027-05-03.2027-07-02"]


def test_a_year_in_instalments_is_asked_for_each_month_and_not_in_summer() -> None:
    year = Invoicing(kind=PeriodKind.YEAR)
    assert due(year, "jeudi 2026-10-01") == ["2026-2027.1-10"]
    assert due(year, "jeudi 2027-07-01") == ["2026-2027.10-10"]
    assert due(year, "mercredi 2027-09-15") == ["2026-2027.10-10"]
    assert due(replace(year, instalments=3), "vendredi 2027-01-01") == ["2026-2027.1-3"]


def test_services_may_be_invoiced_each_in_its_own_way() -> None:
    mixed = Invoicing(by_service={"vacances": PeriodKind.HOLIDAY})
    assert due(mixed, "lundi 2026-11-02") == ["2026-10", "2026-10-17.2026-11-01.autumn"]
    assert mixed.kind_of("vacances") is PeriodKind.HOLIDAY
    assert mixed.kind_of("restauration") is PeriodKind.MONTH


def test_nothing_is_too_small_when_the_school_year_ends() -> None:
    fifteen = Invoicing(carry_below_cents=1500)
    assert fifteen.threshold_cents(period("2026-10")) == 1500
    assert fifteen.threshold_cents(period("2027-07")) == 0
