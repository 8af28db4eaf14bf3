"""What is so follows from the set of events: whatever the order, the devices, the repetitions, the clocks."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.domain.attendance.events import AttendanceEvent, EventKind, as_events
from functions.domain.attendance.merge import AttendanceState, Field, Here, merged
from functions.domain.planning.attendance_record import Attended, Presence

ELEVEN = datetime(2026, 11, 23, 11, tzinfo=UTC)


def tap(name: str, kind: str, minute: int, *seen: str, **said: object) -> AttendanceEvent:
    """`minute`: after eleven; an arrival or a departure says that hour, unless it says another."""
    at = ELEVEN + timedelta(minutes=minute)
    hour = {"hour": time(at.hour, at.minute)} if kind in ("arrived", "left") else {}
    return AttendanceEvent(name, EventKind(kind), at, "agent", seen, **(hour | said))  # type: ignore[arg-type]


def about(state: AttendanceState) -> list[Field]:
    return [each.about for each in state.disagreements]


def test_one_tap_after_the_other_is_expected_then_here_then_gone() -> None:
    arrived, left = tap("a", "arrived", 0), tap("b", "left", 80, "a", left_by="Rose")
    assert merged([]).here is Here.EXPECTED
    here = merged([arrived])
    assert (here.here, here.arrived, here.left, here.last_event) == (Here.PRESENT, time(11), None, "a")
    gone = merged([left, arrived])
    assert (gone.here, gone.arrived, gone.left, gone.left_by) == (Here.LEFT, time(11), time(12, 20), "Rose")
    assert not gone.disagreements
    back = merged([left, arrived, tap("c", "arrived", 90, "b")])
    assert (back.here, back.arrived, back.left, back.left_by) == (Here.PRESENT, time(12, 30), None, "")


def test_a_tap_that_waited_on_one_tablet_loses_nothing_to_a_correction_made_on_another() -> None:
    """The late pick-up was tapped without network; elsewhere somebody said that the child was absent."""
    waited = [tap("a", "arrived", 0), tap("b", "late_pickup", 100, "a", minutes=20)]
    state = merged([tap("z", "absent", 30), *waited])
    assert (state.here, state.arrived, state.late_minutes) == (Here.PRESENT, time(11), 20)
    assert about(state) == [Field.CAME]


def test_who_saw_an_event_corrects_it_whatever_the_clocks_say() -> None:
    slow = tap("b", "absent", -7, "a", reason="illness")
    state = merged([tap("a", "arrived", 0), slow])
    assert (state.here, state.reason, state.disagreements) == (Here.ABSENT, "illness", ())
    assert merged([tap("a", "arrived", 0), replace(slow, seen=())]).here is Here.PRESENT


def test_what_was_seen_is_seen_through_what_came_between() -> None:
    chain = [tap("a", "arrived", 5), tap("b", "note", 6, "a", text="pull"), tap("c", "absent", 0, "b")]
    assert (merged(chain).here, merged(chain).disagreements) == (Here.ABSENT, ())
    without_the_middle = merged([chain[0], chain[2]])
    assert (without_the_middle.here, about(without_the_middle)) == (Here.PRESENT, [Field.CAME])
    assert merged(chain[:2]).last == ("b",) and without_the_middle.last == ("c", "a")


def test_two_who_say_nearly_the_same_do_not_disagree() -> None:
    door = merged([tap("a", "arrived", 0), tap("b", "arrived", 4)])
    assert (door.here, door.arrived, door.disagreements) == (Here.PRESENT, time(11, 4), ())
    assert about(merged([tap("a", "arrived", 0), tap("b", "arrived", 25)])) == [Field.ARRIVED]
    reason = merged([tap("a", "absent", 0, reason="illness"), tap("b", "absent", 9)])
    assert (reason.reason, reason.disagreements) == ("illness", ()), "who knows no reason takes none away"
    at_the_gate = merged([tap("a", "arrived", 0), tap("b", "left", 70)])
    assert (at_the_gate.here, at_the_gate.disagreements) == (Here.LEFT, ())
    assert about(merged([tap("a", "left", 0), tap("b", "arrived", 30)])) == [Field.GONE]
    assert about(merged([tap("a", "left", 0, left_by="Rose"), tap("b", "left", 2, left_by="Paul")])) == [
        Field.LEFT_BY
    ]


def test_who_saw_both_decides() -> None:
    apart = [tap("a", "arrived", 0), tap("b", "absent", 20)]
    shown = merged(apart)
    assert (shown.here, shown.last_event, about(shown)) == (Here.ABSENT, "a,b", [Field.CAME])
    decided = merged([*apart, tap("c", "arrived", -30, *shown.last, hour=None)])
    assert (decided.here, decided.arrived, decided.disagreements) == (Here.PRESENT, time(11), ())
    half = merged([*apart, tap("c", "arrived", 40, "b")])
    assert (half.here, about(half)) == (Here.PRESENT, [Field.ARRIVED]), "it did not see the first hour"


def test_who_saw_both_says_which_is_right_of_one_thing_and_leaves_the_rest() -> None:
    apart = [tap("a", "arrived", 0), tap("b", "arrived", 25), tap("c", "left", 80, "b", left_by="Rose")]
    asked = merged(apart)
    assert about(asked) == [Field.ARRIVED]
    right = tap("d", "confirmed", 90, *asked.last, confirms="a", about="arrived")
    decided = merged([*apart, right])
    assert (decided.here, decided.arrived, decided.left, decided.left_by) == (
        Here.LEFT,
        time(11),
        time(12, 20),
        "Rose",
    )
    assert (decided.disagreements, decided.last) == ((), ("d",))
    was_here = [tap("a", "arrived", 0), tap("b", "absent", 20)]
    came = tap("c", "confirmed", 30, "a", "b", confirms="a", about="came")
    assert (merged([*was_here, came]).here, merged([*was_here, came]).arrived) == (Here.PRESENT, time(11))


def test_a_tap_is_taken_back() -> None:
    mistaken = [tap("a", "arrived", 0), tap("b", "cleared", 1, "a", takes_back="a")]
    assert (merged(mistaken).here, merged(mistaken).entry) == (Here.EXPECTED, None)
    back = merged([*mistaken, tap("c", "left", 2, "b"), tap("d", "cleared", 3, "c", takes_back="c")])
    assert (back.here, back.last_event, back.disagreements) == (Here.EXPECTED, "d", ())
    gone_on = merged([*mistaken, tap("c", "left", 90, "a")])
    assert (gone_on.here, about(gone_on)) == (Here.LEFT, [Field.CAME])
    own = [tap("x", "arrived", 2), tap("y", "cleared", 3, "x", takes_back="x")]
    assert not merged([tap("a", "arrived", 0), *own]).disagreements, "of one's own tap, of which nobody knew"
    assert merged([tap("b", "cleared", 1, takes_back="a")]).here is Here.EXPECTED, "before what it takes back"


def test_a_child_that_left_before_it_arrived_is_to_be_checked() -> None:
    state = merged([tap("a", "arrived", 30), tap("b", "left", 40, "a", hour=time(11, 10))])
    assert (state.here, about(state)) == (Here.LEFT, [Field.LEFT])


@pytest.mark.parametrize(
    "recorded",
    [
        Attended(Presence.ABSENT, "agent", ELEVEN, "testmp", reason="illness"),
        Attended(Presence.PRESENT, "agent", ELEVEN, "testmp"),
        Attended(
            Presence.PRESENT, "agent", ELEVEN, "testmp", arrived=time(11), left=time(13), picked_up_late=True
        ),
    ],
)
def test_what_an_earlier_release_recorded_says_the_same_as_events(recorded: Attended) -> None:
    entry = merged(as_events(recorded)).entry
    assert entry is not None
    said = (entry.presence, entry.reason, entry.arrived, entry.left, entry.picked_up_late)
    assert said == (
        recorded.presence,
        recorded.reason,
        recorded.arrived,
        recorded.left,
        recorded.picked_up_late,
    )


names = st.sampled_from("abcdefgh")


@st.composite
def some_events(draw: st.DrawFn) -> list[AttendanceEvent]:
    """Any: they may claim to have seen what never comes, themselves, or each other."""
    found = {}
    for name in draw(st.sets(names, max_size=6)):
        kind = draw(st.sampled_from(list(EventKind)))
        found[name] = tap(
            name,
            kind,
            draw(st.integers(-8, 60)),
            *draw(st.lists(names, max_size=2)),
            reason=draw(st.sampled_from(["", "illness", "other"])) if kind == "absent" else "",
            left_by=draw(st.sampled_from(["", "Rose", "Paul"])) if kind == "left" else "",
            minutes=draw(st.sampled_from([0, 5, 20])) if kind == "late_pickup" else None,
            text=draw(st.sampled_from(["", "pull"])) if kind == "note" else "",
            takes_back=draw(names) if kind == "cleared" else "",
            confirms=draw(names) if kind == "confirmed" else "",
            about=draw(st.sampled_from(list(Field))) if kind == "confirmed" else "",
        )
    return list(found.values())


@given(some_events(), st.randoms())
def test_order_and_repetition_change_nothing(events: list[AttendanceEvent], chance: object) -> None:
    state = merged(events)
    shuffled = [*events, *events]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert merged(shuffled) == state
    if len(events) <= 3:
        assert all(merged(order) == state for order in permutations(events))


@given(some_events())
def test_whoever_saw_all_of_it_decides_whether_the_child_came(events: list[AttendanceEvent]) -> None:
    """And nothing is left to be checked of that."""
    seen = [event.id for event in events]
    decided = merged([*events, tap("z", "absent", -60, *seen)])
    honest = all("z" not in (*event.seen, event.takes_back) for event in events)
    assert honest and decided.here is Here.ABSENT
    assert not {Field.CAME, Field.GONE} & set(about(decided))


@given(some_events())
def test_nothing_is_said_that_nobody_tapped(events: list[AttendanceEvent]) -> None:
    state = merged(events)
    cleared = {event.takes_back for event in events if event.kind is EventKind.CLEARED}
    live = [event for event in events if event.id not in cleared]
    tapped = any(event.kind in ("arrived", "left", "absent", "late_pickup") for event in live)
    confirmed = any(event.kind is EventKind.CONFIRMED for event in events)
    assert (state.here is not Here.EXPECTED) == tapped or confirmed
    assert state.note in {event.text for event in events if event.kind is EventKind.NOTE} | {""}
    if len(events) < 2 and not any(event.takes_back for event in events):
        assert not state.disagreements
