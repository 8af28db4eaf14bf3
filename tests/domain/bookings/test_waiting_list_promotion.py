"""Who is next, and for how long a place that came can be declined."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.domain.bookings.waiting_list_promotion import (
    Ending,
    Promotion,
    declinable_until,
    next_in_line,
    promoted,
    why_waiting_ended,
)
from functions.domain.bookings.week_grid import State
from functions.domain.planning.basket import Basket
from functions.domain.planning.child_month import Slot
from functions.domain.planning.open_days import OpenDays
from functions.domain.planning.service_month import Counter, ServiceMonth
from functions.domain.planning.waiting_queue import Claims, QueueEntry, ranked
from functions.domain.reglement.deadline_rules import Limit
from functions.domain.reglement.reglement import Places
from functions.domain.reglement.service_conditions import ServiceConditions
from functions.domain.reglement.waiting_list_rules import Priority, WaitingList
from tests.support.builders import EVENING, MONDAY, MORNING, NOW, THURSDAY_BEFORE, a_reglement, paris
from tests.support.situations import NOTHING_OFF, a_situation, booked, shown_cells

CLARA = Slot(MONDAY, "garderie-matin", "clara")


def an_entry(child: str, minutes: int = 0, **claims: object) -> QueueEntry:
    return QueueEntry(child, "testmp", "account", NOW + timedelta(minutes=minutes), Claims(**claims))  # type: ignore[arg-type]


def order(rules: WaitingList, *entries: QueueEntry) -> list[str]:
    return [entry.child for entry in ranked(rules, entries)]


def test_without_priorities_who_came_first_is_the_next() -> None:
    assert order(WaitingList(), an_entry("b", 2, resident=False), an_entry("a", 5), an_entry("c", 1)) == [
        "c",
        "b",
        "a",
    ]


def test_the_first_priority_decides_and_the_second_between_those_it_leaves_equal() -> None:
    rules = WaitingList(priorities=(Priority(residents=True), Priority(siblings=True)))
    entries = (
        an_entry("outside", 0, resident=False, sibling=True),
        an_entry("alone", 1),
        an_entry("late", 3, sibling=True),
        an_entry("soon", 2, sibling=True),
    )
    assert order(rules, *entries) == ["soon", "late", "alone", "outside"]


def test_all_that_a_priority_asks_must_be_so() -> None:
    both = WaitingList(priorities=(Priority(single_parents=True, classes=("PS",), schools=("centre",)),))
    entries = (
        an_entry("class", 0, school_class="PS", school="centre"),
        an_entry("all", 1, school_class="PS", school="centre", single_parent=True),
    )
    assert order(both, *entries) == ["all", "class"]


@given(st.lists(st.builds(Claims, st.booleans(), st.booleans(), st.booleans()), max_size=6), st.randoms())
def test_the_order_does_not_depend_on_how_the_list_is_read(claims: list[Claims], chance: object) -> None:
    rules = WaitingList(priorities=(Priority(siblings=True), Priority(residents=True, single_parents=True)))
    entries = [replace(an_entry(f"c{number}", number), claims=one) for number, one in enumerate(claims)]
    shuffled = list(entries)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert ranked(rules, shuffled) == ranked(rules, entries)


def test_the_next_is_the_first_whose_own_places_have_room() -> None:
    places = (Places(3), Places(1, school="ferry"))
    service = replace(MORNING, places=places, waiting_list=WaitingList())
    counted = ServiceMonth(
        "garderie-matin", "2026-11", {Counter(23): 2, Counter(23, "ferry"): 1}, exists=True, waiting={}
    )
    for entry in (an_entry("first", 0, school="ferry"), an_entry("second", 1, school="jaures")):
        counted = counted.with_entry(23, entry)
    found = next_in_line(OpenDays(a_reglement(services=(service,)), NOTHING_OFF), counted, 23)
    assert found is not None and found.child == "second"


@pytest.mark.parametrize(
    ("rules", "now", "until"),
    [
        (WaitingList(), NOW, paris("mardi 2026-11-17 09:00")),
        (WaitingList(decline_hours=48), paris("dimanche 2026-11-22 10:00"), paris("lundi 2026-11-23 07:30")),
        (WaitingList(decline_until=Limit(back=1, at=18 * 60)), NOW, paris("dimanche 2026-11-22 18:00")),
    ],
)
def test_a_place_is_declined_for_some_hours_or_until_a_limit_but_never_once_the_service_began(
    rules: WaitingList, now: datetime, until: datetime
) -> None:
    service = replace(MORNING, waiting_list=rules)
    found = declinable_until(a_reglement(services=(service,)), service, rules, MONDAY, now=now)
    assert found == until
    assert found.utcoffset() == until.utcoffset()


def test_hours_are_hours_also_in_the_night_when_clocks_go_back() -> None:
    service = replace(MORNING, waiting_list=WaitingList(decline_hours=2))
    now = paris("dimanche 2026-10-25 01:30")
    rules = service.waiting_list or WaitingList()
    found = declinable_until(a_reglement(services=(service,)), service, rules, MONDAY, now=now)
    assert found - now == timedelta(hours=2) and f"{found:%H:%M %z}" == "02:30 +0100"


def test_a_wait_is_over_with_the_list_or_with_the_reservations_of_the_day() -> None:
    town = a_reglement(services=(replace(MORNING, waiting_list=WaitingList()),))
    closing = paris("dimanche 2026-11-22 12:00")
    assert why_waiting_ended(town, "garderie-matin", MONDAY, now=closing - timedelta(seconds=1)) is None
    assert why_waiting_ended(town, "garderie-matin", MONDAY, now=closing) is Ending.TOO_LATE
    assert why_waiting_ended(a_reglement(), "garderie-matin", MONDAY, now=NOW) is Ending.NO_LIST
    assert why_waiting_ended(a_reglement(services=()), "garderie-matin", MONDAY, now=NOW) is Ending.NO_LIST


def test_nobody_is_bound_by_a_place_that_could_not_be_declined() -> None:
    """It can still be booked, but no longer cancelled, and the limit to decline has passed."""
    rules = WaitingList(decline_until=Limit(back=3))
    service = replace(MORNING, waiting_list=rules, cancel=THURSDAY_BEFORE)
    situation = a_situation(reglement=a_reglement(services=(service,)))
    now = paris("samedi 2026-11-21 09:00")
    assert promoted(situation, CLARA, an_entry("clara"), act="act", now=now) is Ending.TOO_LATE
    earlier = promoted(situation, CLARA, an_entry("clara"), act="act", now=paris("jeudi 2026-11-19 09:00"))
    assert isinstance(earlier, Promotion)


def test_who_has_the_place_already_or_could_not_have_it_waits_no_more() -> None:
    service = replace(MORNING, waiting_list=WaitingList())
    situation = a_situation(reglement=a_reglement(services=(service,)))
    has_it = booked(situation, CLARA)
    assert promoted(has_it, CLARA, an_entry("clara"), act="act", now=NOW) is Ending.BOOKED
    elsewhere = a_situation(reglement=a_reglement(services=(replace(service, schools=("jaures",)),)))
    assert promoted(elsewhere, CLARA, an_entry("clara"), act="act", now=NOW) is Ending.NOT_POSSIBLE


def test_who_is_booked_that_day_in_a_service_that_excludes_this_one_waits_no_more() -> None:
    alone = replace(
        MORNING, waiting_list=WaitingList(), conditions=ServiceConditions(excludes=("garderie-soir",))
    )
    situation = a_situation(reglement=a_reglement(services=(alone, EVENING)))
    assert isinstance(promoted(situation, CLARA, an_entry("clara"), act="act", now=NOW), Promotion)
    elsewhere = booked(situation, replace(CLARA, service="garderie-soir"))
    assert promoted(elsewhere, CLARA, an_entry("clara"), act="act", now=NOW) is Ending.NOT_POSSIBLE


def test_a_group_of_ages_is_a_service_with_places_of_its_own_that_only_its_children_see() -> None:
    """Clara is nine, Guilhem six: the little ones' places are gone, and the tall ones' are not."""
    little, tall = (
        replace(
            MORNING,
            code=code,
            places=(Places(1),),
            waiting_list=WaitingList(),
            conditions=ServiceConditions(age_from=first, age_to=last),
        )
        for code, first, last in (("little", 3, 6), ("tall", 7, 11))
    )
    situation = a_situation(reglement=a_reglement(services=(little, tall)))
    counted = situation.places["little", "2026-11"].moved(23, "ferry", 1)
    situation = replace(situation, places={**situation.places, ("little", "2026-11"): counted})
    shown = shown_cells(situation, Basket(), ["clara", "guilhem"], [MONDAY], now=NOW)
    assert {(one.slot.child, one.slot.service): one.state for one in shown} == {
        ("guilhem", "little"): State.CAN_WAIT,
        ("clara", "tall"): State.BOOKABLE,
    }
