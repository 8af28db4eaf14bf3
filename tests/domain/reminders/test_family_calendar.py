"""What a parent's calendar holds, and how little it says of a child."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.domain.planning.open_days import OpenDays
from functions.domain.reminders.family_calendar import (
    child_days,
    limit_entries,
    months_shown,
    short_names,
    used_services,
)
from tests.support.builders import CLARA, a_booking, a_family, a_month, a_reglement, on, paris
from tests.support.situations import NOTHING_OFF

CODES = [service.code for service in a_reglement().services]


@pytest.mark.parametrize(
    ("names", "short"),
    [
        (["Clara", "Guilhem"], ["C.", "G."]),
        (["Clara", "Chloé"], ["Cl.", "Ch."]),
        (["Anna", "Anna"], ["Anna", "Anna"]),
        (["Anne", "Annette"], ["Anne", "Annet."]),
        (["Élise"], ["É."]),
        (["Clara", "clara-Lou"], ["Clara", "clara-."]),
        ([], []),
    ],
)
def test_a_child_is_called_by_as_few_letters_as_tell_it_apart(names: list[str], short: list[str]) -> None:
    assert short_names(names) == short


@given(st.lists(st.text("ABab", min_size=1, max_size=4), max_size=4, unique_by=str.casefold))
def test_two_children_are_never_called_the_same(names: list[str]) -> None:
    assert len({short.casefold() for short in short_names(names)}) == len(names)


def test_a_day_holds_its_services_in_the_order_of_the_reglement_and_only_the_familys_own() -> None:
    month = a_month(
        "clara",
        "2026-11",
        {
            (23, "garderie-soir"): a_booking(booked_at=paris("mardi 2026-11-03 20:00")),
            (23, "restauration"): a_booking(),
            (24, "restauration"): a_booking(payer="autre"),
            (26, "disparu"): a_booking(),
        },
    )
    days = child_days(a_family(), [month], [CLARA], OpenDays(a_reglement(), NOTHING_OFF))
    assert [(day.day, day.services) for day in days] == [
        (on("lundi 2026-11-23"), ("restauration", "garderie-soir")),
        (on("jeudi 2026-11-26"), ("disparu",)),
    ]
    assert days[0].booked_at == paris("mardi 2026-11-03 20:00")


def test_days_before_the_one_that_is_asked_for_are_left_out() -> None:
    months = [
        a_month("clara", month, {(day, "restauration"): a_booking() for day in (1, 24, 26)})
        for month in ("2026-10", "2026-11", "2026-12")
    ]
    open_days, since = OpenDays(a_reglement(), NOTHING_OFF), on("mardi 2026-11-24")
    every = child_days(a_family(), months, [CLARA], open_days)
    told = child_days(a_family(), months, [CLARA], open_days, since=since)
    assert told == [day for day in every if day.day >= since]
    assert told[0].day == since


def test_months_run_from_the_last_one_over_the_end_of_the_year() -> None:
    assert months_shown(on("jeudi 2026-12-31")) == [
        "2026-11", "2026-12", "2027-01", "2027-02", "2027-03", "2027-04",
    ]  # fmt: skip
    assert months_shown(on("vendredi 2027-01-01"))[0] == "2026-12"


def test_limits_of_one_instant_are_one_entry_whatever_the_services() -> None:
    found = limit_entries(
        OpenDays(a_reglement(), NOTHING_OFF),
        ["restauration", "mercredi"],
        [CLARA],
        on("lundi 2026-11-16"),
        resident=True,
    )
    thursday = next(due for due in found if due.at == paris("jeudi 2026-11-19 10:00"))
    assert {closing.service for closing in thursday.closings} == {"restauration", "mercredi"}
    assert [due.at for due in found] == sorted({due.at for due in found})


def test_a_family_that_booked_nothing_yet_has_the_limits_of_all_its_children_may_come_to() -> None:
    town = a_reglement()
    assert used_services(town, [], [CLARA]) == set(CODES)
    month = a_month("clara", "2026-11", {(23, "restauration"): a_booking()})
    assert used_services(
        town, child_days(a_family(), [month], [CLARA], OpenDays(a_reglement(), NOTHING_OFF)), [CLARA]
    ) == {"restauration"}
