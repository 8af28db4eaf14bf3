"""The earliest limit that matters to a family: of what it can still book, and of what it can still cancel."""

from dataclasses import replace
from datetime import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from functions.domain.availability.availability import availability_of
from functions.domain.home.coming_limits import watched_limits
from functions.domain.home.first_closing import FirstClosing, first_closing
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.deadline_rules import Action
from tests.support.builders import CANTEEN, EVENING, a_booking, a_reglement, on, paris
from tests.support.situations import NOTHING_OFF, a_situation

TOWN = a_reglement(services=(CANTEEN, EVENING))
"""The canteen of next week closes on Thursday at ten."""
NOW = paris("mercredi 2026-11-25 20:30")
MONDAY, TUESDAY, THURSDAY, FRIDAY = (
    on(day) for day in ("lundi 2026-11-30", "mardi 2026-12-01", "jeudi 2026-12-03", "vendredi 2026-12-04")
)
THURSDAY_AT_TEN = paris("jeudi 2026-11-26 10:00")
WEEK = (MONDAY, TUESDAY, THURSDAY, FRIDAY)


def lunches(child: str, *days: object) -> tuple[Slot, ...]:
    return tuple(Slot(day, "restauration", child) for day in days)  # type: ignore[arg-type]


def first(
    *booked: Slot, now: datetime = NOW, payer: str = "testmp", but: frozenset[Slot] = frozenset()
) -> FirstClosing | None:
    situation = replace(a_situation(reglement=TOWN), called_off=NOTHING_OFF)
    for slot in booked:
        situation = situation.booked(slot, a_booking(payer=payer))
    watched = watched_limits(TOWN, TOWN.day_of(now), resident=True)
    return first_closing(situation, watched, but=but, now=now)


def test_it_tells_what_can_be_booked_until_then_then_what_can_be_cancelled_until_its_own_limit() -> None:
    booked = lunches("clara", *WEEK)
    assert first(*booked) == FirstClosing(THURSDAY_AT_TEN, tuple(sorted(lunches("guilhem", *WEEK))))
    assert first(*booked).days == list(WEEK)  # type: ignore[union-attr]
    after = first(*booked, now=THURSDAY_AT_TEN)
    assert after == FirstClosing(paris("vendredi 2026-11-27 10:00"), (), lunches("clara", MONDAY))


def test_of_a_family_that_booked_something_only_what_it_uses_matters_of_another_all_its_children_may_come_to() -> (
    None
):
    garderie = Slot(on("vendredi 2026-11-27"), "garderie-soir", "clara")
    found = first(garderie)
    assert found is not None
    assert {slot.service for slot in (*found.to_book, *found.to_cancel)} == {"garderie-soir"}
    newcomer = first()
    assert newcomer is not None and newcomer.to_cancel == ()
    assert newcomer.at <= found.at


def test_what_waits_in_the_basket_is_told_by_itself() -> None:
    used = lunches("clara", on("lundi 2026-11-16"))
    waiting = frozenset((*lunches("clara", *WEEK), *lunches("guilhem", MONDAY, TUESDAY, THURSDAY)))
    assert first(*used, but=waiting) == FirstClosing(THURSDAY_AT_TEN, lunches("guilhem", FRIDAY))


def test_what_the_other_home_booked_is_not_this_one_s_to_cancel() -> None:
    found = first(*lunches("clara", *WEEK), payer="durand")
    assert found is not None and found.to_cancel == ()


@settings(max_examples=25)
@given(st.sets(st.sampled_from(WEEK)), st.integers(0, 24 * 6))
def test_all_that_is_told_is_possible_until_that_instant_and_no_longer(days: set[object], hours: int) -> None:
    now = NOW + (paris("jeudi 2026-11-26 20:30") - NOW) / 24 * hours
    booked = lunches("clara", *days, on("jeudi 2026-11-19"))
    found = first(*booked, now=now)
    if found is None:
        return
    situation = replace(a_situation(reglement=TOWN), called_off=NOTHING_OFF)
    for slot in booked:
        situation = situation.booked(slot, a_booking())
    for slots, action in ((found.to_book, Action.RESERVE), (found.to_cancel, Action.CANCEL)):
        for slot in slots:
            told = availability_of(situation, slot, action, now=now)
            assert (told.obstacle, told.late, told.until) == (None, None, found.at)
