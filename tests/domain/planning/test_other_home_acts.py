"""Acts that follow one another are told together, each of them once."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from functions.domain.bookings.undoing import WITHIN
from functions.domain.journal import JournalLine
from functions.domain.planning.child_month import Slot
from functions.domain.planning.other_home_acts import PAUSE, SETTLED, HomeAct, acts_of, first_done, sitting_of
from functions.domain.reglement.deadline_rules import Action
from tests.support.builders import MONDAY, NOW, on

LUNCH = Slot(MONDAY, "restauration", "clara")


@given(st.lists(st.tuples(st.integers(0, 25), st.booleans()), max_size=12))
def test_each_act_that_concerns_the_home_is_told_by_exactly_one_message(gaps: list[tuple[int, bool]]) -> None:
    acts, at = [], NOW
    for number, (minutes, concerns) in enumerate(gaps):
        at += timedelta(minutes=minutes)
        acts.append(HomeAct(f"{number:02}", at, {LUNCH: Action.RESERVE} if concerns else {}))
    told = [each.id for act in acts for each in sitting_of(acts, act.id)]
    assert told == [act.id for act in acts if act.done]


def test_what_may_still_be_undone_has_not_settled() -> None:
    assert SETTLED > PAUSE >= WITHIN


def test_the_lines_of_every_kind_of_act_are_read_and_the_first_of_a_slot_counts() -> None:
    days = {"clara": {"restauration": {MONDAY.isoformat(): 345}}}
    later = {"slot": {"date": "2026-11-24", "service": "restauration", "child": "clara"}, "action": "cancel"}
    lines = [
        JournalLine("4", "month_opened", "job", NOW, detail={"reserved": days}),
        JournalLine("3", "prepayment_lapsed", "job", NOW, detail={"released": days}),
        JournalLine("2", "booking_request_answered", "agent", NOW, detail={"accepted": [later]}),
        JournalLine("1", "bookings_validated", "marc", NOW, detail={"reserved": days, "cancelled": {}}),
    ]
    acts = acts_of(lines)
    assert [act.id for act in acts] == ["1", "2", "3"]
    assert first_done(acts) == {
        LUNCH: Action.RESERVE,
        Slot(on("mardi 2026-11-24"), "restauration", "clara"): Action.CANCEL,
    }
