"""What closes when, for which days: the other way round of « until when may I book that day »."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from functions.domain.reglement.closures import closure
from functions.domain.reglement.deadline_rules import NEVER, Action, Case, Mode, Rule
from functions.domain.reglement.deadlines import window
from functions.domain.reglement.reglement import Service
from functions.domain.reminders.upcoming_limits import closings
from tests.reglement_file.files import NAMES, commune
from tests.support.builders import CANTEEN, EVENING, MORNING, WEDNESDAY, a_reglement, on, paris

TOWN = a_reglement()


def test_days_that_close_together_are_one_closing() -> None:
    reserve = [each for each in closings(TOWN, CANTEEN, on("lundi 2026-11-23"), on("vendredi 2026-11-27"))
               if each.actions == (Action.RESERVE,)]  # fmt: skip
    (only,) = reserve
    assert only.at == paris("jeudi 2026-11-19 10:00")
    assert only.days == tuple(date(2026, 11, number) for number in (23, 24, 26, 27))


def test_acts_that_close_together_for_the_same_days_are_told_once() -> None:
    found = closings(TOWN, EVENING, on("lundi 2026-11-23"), on("mardi 2026-11-24"))
    assert [each.actions for each in found] == [(Action.RESERVE, Action.CANCEL)] * 2


def test_what_is_never_possible_or_not_announced_closes_at_no_instant() -> None:
    silent = Rule(cases=(Case(announced=False),))
    for rule in (NEVER, silent, Rule(mode=Mode.ATTENDANCE), Rule()):
        service = replace(CANTEEN, reserve=rule, cancel=rule)
        assert closings(TOWN, service, on("lundi 2026-11-23"), on("vendredi 2026-11-27")) == []


def test_midnight_is_the_evening_of_the_day_it_ends() -> None:
    (town, service) = (commune("carmaux"), commune("carmaux").service("cantine"))
    found = closings(town, service, on("lundi 2026-11-23"), on("vendredi 2026-11-27"))
    reserve = next(each for each in found if Action.RESERVE in each.actions)
    assert (reserve.at, reserve.evening) == (paris("mercredi 2026-11-18 00:00"), on("mardi 2026-11-17"))


def test_nothing_is_told_of_days_whose_school_calendar_nobody_knows() -> None:
    found = closings(TOWN, WEDNESDAY, on("jeudi 2028-06-01"), on("dimanche 2028-12-31"))
    assert found and max(each.days[-1] for each in found) < date(2028, 9, 1)


@given(
    name=st.sampled_from(NAMES), start=st.dates(date(2026, 9, 1), date(2027, 6, 1)), length=st.integers(0, 60)
)
def test_every_window_of_every_town_is_in_exactly_one_closing(name: str, start: date, length: int) -> None:
    town = commune(name)
    last = start + timedelta(length)
    for service in town.services:
        told = [
            (day, action, each.at)
            for each in closings(town, service, start, last)
            for action in each.actions
            for day in each.days
        ]
        assert sorted(told) == sorted(_windows(name, service, start, last))


def _windows(name: str, service: Service, start: date, last: date) -> list[tuple[object, ...]]:
    town = commune(name)
    days = [start + timedelta(shift) for shift in range((last - start).days + 1)]
    return [
        (day, action, found.closes_at)
        for day in days
        if closure(town, service, day) is None
        for action in Action
        for found in [window(town, service, day, action)]
        if found.announced and found.impossible is None and found.closes_at is not None
    ]


def test_a_service_of_every_weekday_has_a_closing_for_each_of_its_days() -> None:
    found = closings(TOWN, MORNING, on("lundi 2026-11-23"), on("vendredi 2026-11-27"))
    assert {day for each in found for day in each.days} == {date(2026, 11, n) for n in (23, 24, 26, 27)}
