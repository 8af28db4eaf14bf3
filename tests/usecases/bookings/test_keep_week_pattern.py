"""*Ma semaine type*: kept under a name, filled by the engine of *Vue Agenda*, of one login alone."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from functions.domain.bookings.basket_filling import Filled
from functions.domain.bookings.week_patterns import (
    PatternEmpty,
    PatternLine,
    PatternsFull,
    WeekPattern,
    WeekPatterns,
)
from functions.domain.calendar.weeks import Weeks
from functions.domain.errors import NotFound
from functions.domain.planning.child_month import Slot
from functions.storage.bookings import week_patterns
from functions.usecases.bookings.fill_range import Range, fill_range, fill_weeks
from functions.usecases.bookings.keep_week_pattern import forget_pattern, keep_pattern, keep_week
from functions.usecases.families.end_access import EndAccess, end_access
from functions.usecases.family_act import Acting
from functions.usecases.privacy.erase_family import ErasureAsked, erase_family
from functions.usecases.privacy.read_family_data import read_family_data
from tests.support.builders import (
    CANTEEN,
    CLARA,
    EVENING,
    GUILHEM,
    JULIE,
    MARC,
    MONDAY,
    MORNING,
    NOW,
    a_family,
    acting,
    book,
    on,
    open_account,
    open_town,
    put_in_basket,
    settle,
)

LUNCH = PatternLine("clara", CANTEEN.code, (1, 2, 4, 5))
EVENINGS = PatternLine("guilhem", EVENING.code, (4,))


@pytest.fixture(autouse=True)
def town(table: str) -> None:
    open_town()
    settle()


def marc(account: str = MARC) -> Acting:
    return replace(acting(account), reglement=1)


def keep(
    *lines: PatternLine,
    name: str = "Semaine type",
    weeks: Weeks = Weeks.ALL,
    account: str = MARC,
    key: str = "k1",
) -> WeekPattern | None:
    return keep_pattern(marc(account), name, weeks, lines, key=key, now=NOW)[0].kept


def kept(account: str = MARC) -> dict[str, dict[str, dict[str, tuple[int, ...]]]]:
    found, _ = week_patterns.with_children("lisse", marc().family, account)
    return {one.name: one.asked for one in found.patterns}


def fill(lines: Sequence[PatternLine], *, key: str = "f1") -> Filled:
    span = on("lundi 2026-11-16"), on("vendredi 2027-01-08")
    return fill_weeks(marc(), lines, *span, key=key, now=NOW)[0]


def in_basket() -> list[Slot]:
    return [line.slot for line in acting().basket.lines()]


def test_a_pattern_fills_the_basket_as_its_weekdays_chosen_by_hand() -> None:
    pattern = keep(LUNCH, EVENINGS)
    assert pattern is not None
    filled = fill(pattern.lines())
    once = in_basket()
    span = on("lundi 2026-11-16"), on("vendredi 2027-01-08")
    by_hand = [
        fill_range(
            marc(),
            Range(*span, line.weekdays),
            children=[line.child],
            services=[line.service],
            key=f"h-{line.child}",
            now=NOW,
        )[0]
        for line in (LUNCH, EVENINGS)
    ]
    assert [(one.added, one.already) for one in by_hand] == [
        (0, sum(slot.child == line.child for slot in once)) for line in (LUNCH, EVENINGS)
    ]
    assert in_basket() == once
    assert filled.refused == by_hand[0].refused + by_hand[1].refused
    assert {(each.child, each.days) for each in filled.refused} == {("clara", 4)}, (
        "this week's lunches are too late"
    )
    again = fill(pattern.lines(), key="f2")
    assert (again.added, again.already, again.put) == (0, len(once), {})


def test_of_two_homes_one_week_is_for_the_odd_weeks_and_the_other_for_the_even_ones() -> None:
    odd = keep(LUNCH, name="Semaine de Marc", weeks=Weeks.ODD)
    even = keep(EVENINGS, name="Semaine sans les enfants", weeks=Weeks.EVEN, key="k2")
    assert odd is not None and even is not None
    fill([*odd.lines(), *even.lines()])
    assert {(slot.child, slot.date.isocalendar().week % 2) for slot in in_basket()} == {
        ("clara", 1),
        ("guilhem", 0),
    }


def test_a_week_as_it_is_becomes_a_pattern() -> None:
    book(Slot(MONDAY, CANTEEN.code, "clara"), Slot(on("jeudi 2026-11-26"), CANTEEN.code, "clara"))
    put_in_basket(acting(), Slot(on("mardi 2026-11-24"), MORNING.code, "guilhem"))
    put_in_basket(acting(), Slot(on("mardi 2026-12-01"), MORNING.code, "guilhem"))
    both = ("clara", "guilhem")
    keep_week(marc(), "Semaine type", Weeks.ALL, MONDAY, children=both, key="k1", now=NOW)
    assert kept() == {
        "Semaine type": {"clara": {"restauration": (1, 4)}, "guilhem": {"garderie-matin": (2,)}}
    }
    with pytest.raises(PatternEmpty):
        keep_week(marc(), "Vide", Weeks.ALL, on("lundi 2026-12-07"), children=both, key="k2", now=NOW)


def test_the_other_home_s_days_are_no_part_of_it() -> None:
    both = replace(CLARA, families=("testmp", "autre"))
    settle(children=(both, GUILHEM))
    settle(a_family("autre", children=("clara",), members=(JULIE,)), (both,))
    book(Slot(MONDAY, CANTEEN.code, "clara"), account=JULIE, family="autre")
    book(Slot(on("mardi 2026-11-24"), CANTEEN.code, "clara"))
    keep_week(marc(), "Semaine type", Weeks.ALL, MONDAY, children=["clara"], key="k1", now=NOW)
    assert kept() == {"Semaine type": {"clara": {"restauration": (2,)}}}


def test_the_same_name_is_replaced_a_third_is_refused_and_one_is_forgotten() -> None:
    keep(LUNCH)
    keep(EVENINGS, name="semaine TYPE", key="k2")
    keep(LUNCH, name="Autre", key="k3")
    assert kept() == {
        "semaine TYPE": {"guilhem": {"garderie-soir": (4,)}},
        "Autre": {"clara": {"restauration": (1, 2, 4, 5)}},
    }
    with pytest.raises(PatternsFull):
        keep(LUNCH, name="Encore une", key="k4")
    [first, _] = week_patterns.with_children("lisse", marc().family, MARC)[0].patterns
    assert forget_pattern(marc(), first.id, key="k5", now=NOW).before == first
    assert forget_pattern(marc(), first.id, key="k6", now=NOW).before is None
    assert list(kept()) == ["Autre"]


def test_each_parent_has_their_own_and_reads_their_own_in_their_data() -> None:
    open_account()
    open_account(JULIE, "julie@famille.example")
    keep(LUNCH)
    keep(EVENINGS, name="Semaine de Julie", account=JULIE, key="k2")
    assert (list(kept()), list(kept(JULIE))) == (["Semaine type"], ["Semaine de Julie"])
    login = read_family_data("lisse", "testmp", account=JULIE, now=NOW).login
    assert login is not None and [one.name for one in login.patterns] == ["Semaine de Julie"]


def test_a_parent_who_acts_for_the_family_no_more_leaves_none_behind_and_keeps_none() -> None:
    open_account()
    open_account(JULIE, "julie@famille.example")
    keep(LUNCH)
    keep(EVENINGS, name="Semaine de Julie", account=JULIE, key="k2")
    julie = marc(JULIE)
    end_access(EndAccess("lisse", "testmp", JULIE, "agent", "e1", NOW))
    assert (list(kept()), kept(JULIE)) == (["Semaine type"], {})
    with pytest.raises(NotFound):
        keep_pattern(julie, "Encore", Weeks.ALL, [LUNCH], key="k3", now=NOW)


def test_an_erased_family_leaves_none() -> None:
    keep(LUNCH)
    erase_family(ErasureAsked("lisse", "testmp", "agent", NOW))
    assert week_patterns.with_children("lisse", a_family(), MARC)[0] == WeekPatterns()


def test_a_child_of_another_family_is_not_found() -> None:
    with pytest.raises(NotFound):
        keep(replace(LUNCH, child="tom"))
    with pytest.raises(NotFound):
        fill([replace(LUNCH, child="tom")])
