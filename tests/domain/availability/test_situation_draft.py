"""What many lines book and free in a draft is what they book and free one by one."""

from copy import deepcopy
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from functions.domain.availability.situation import Situation
from functions.domain.availability.situation_draft import SituationDraft
from functions.domain.planning.child_month import CancelledByTown, ChildMonth, Slot
from functions.domain.planning.service_month import Counter, ServiceMonth
from tests.support.builders import CANTEEN, MORNING, a_booking, a_child, a_family, a_month, a_reglement, on

MONTHS = ("2026-11", "2026-12")
DAYS = (on("lundi 2026-11-23"), on("mardi 2026-11-24"), on("mardi 2026-12-01"))
SLOTS = [
    Slot(day, code, child)
    for day in DAYS
    for code in (MORNING.code, CANTEEN.code)
    for child in ("clara", "guilhem")
]
slots = st.sampled_from(SLOTS)
schools = st.sampled_from((None, "ferry", "curie"))


@st.composite
def situations(draw: st.DrawFn) -> Situation:
    """Some slots are booked, some places counted, and one month remembers what the town cancelled."""
    months = {(child, name): ChildMonth(child, name) for child in ("clara", "guilhem") for name in MONTHS}
    for slot in draw(st.sets(slots)):
        place = slot.child, slot.month
        months[place] = months[place].with_booking(slot, a_booking(school=draw(schools)))
    for slot in draw(st.sets(slots, max_size=1)):
        place = slot.child, slot.month
        months[place] = months[place].with_cancelled_by_town(slot, CancelledByTown("act", "testmp"))
    counted = ServiceMonth(CANTEEN.code, MONTHS[0], {Counter(23): draw(st.integers(0, 3))}, exists=True)
    children = {child: a_child(child) for child in ("clara", "guilhem")}
    places = {(CANTEEN.code, MONTHS[0]): counted} if draw(st.booleans()) else {}
    return Situation(a_reglement(), a_family(), children, months, places)


@given(situations(), st.lists(st.tuples(slots, schools, st.booleans()), max_size=30))
def test_many_lines_end_where_they_end_one_by_one(
    before: Situation, lines: list[tuple[Slot, str | None, bool]]
) -> None:
    untouched, after, draft = deepcopy(before), before, SituationDraft(before)
    for slot, school, asks in lines:
        booked = after.booking(slot)
        if asks:
            # A line that does something else, between two that the draft writes by itself.
            after = replace(after, act=f"{after.act}.")
            draft.go_on_from(replace(draft.situation, act=f"{draft.situation.act}."))
        elif booked is None:
            booking = a_booking(school=school)
            after = after.booked(slot, booking)
            draft.book(slot, booking)
        else:
            after = after.freed(slot, booked)
            draft.free(slot, booked)
        assert draft.situation == after
    assert before == untouched


def test_a_month_that_no_line_changes_stays_the_one_that_was_read() -> None:
    """By that it is known which months are to be written."""
    months = {("clara", name): a_month("clara", name, {}) for name in MONTHS}
    before = Situation(a_reglement(), a_family(), {"clara": a_child("clara")}, months, {})
    draft = SituationDraft(before)
    draft.book(SLOTS[0], a_booking())
    assert draft.situation.months["clara", MONTHS[1]] is months["clara", MONTHS[1]]
    assert draft.situation.months["clara", MONTHS[0]] is not months["clara", MONTHS[0]]
