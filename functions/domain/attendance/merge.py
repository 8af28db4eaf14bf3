"""What is so of one child, service and day, from the set of its events: the same whatever the order in which they arrive, however often
they are repeated, on however many devices they were tapped.

1. A clearing takes back the event that it names. Nothing takes a clearing back: one taps again. A confirmation says what another event
   says, of one thing: so somebody who saw two that disagree decides.
2. An event speaks of some fields (`_says`). It saw the events that its screen showed, and all that those saw.
3. Of the events that speak of a field, one that another of them saw says nothing any more, whatever the clocks. Of those that are left
   the last one decides, by their instant, then by their id; one that only empties the field gives way to one that fills it.
4. Two that are left have not seen each other. Where they say different things the child is to be checked. Hours that are nearly the same
   are: two people at one door do not tap in the same second. An arrival before a departure is no disagreement.
5. So it is where one took back what another, not knowing it, went on from; and where a child left before it arrived.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from functions.domain.attendance.attendance import AttendanceEntry
from functions.domain.attendance.events import AttendanceEvent, EventKind
from functions.domain.planning.attendance_record import Presence

NEARLY_MINUTES = 10
"""Hours of one arrival, or departure, that are so near say the same."""
BETWEEN = ","
"""Between the ids of several last events."""

Value = bool | int | str | time | None


class Here(StrEnum):
    """Where the child is."""

    EXPECTED = "expected"
    PRESENT = "present"
    LEFT = "left"
    ABSENT = "absent"


class Field(StrEnum):
    CAME = "came"
    GONE = "gone"
    ARRIVED = "arrived"
    LEFT = "left"
    LEFT_BY = "left_by"
    LATE = "late"
    REASON = "reason"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two events that did not see each other, by id, and what they disagree about."""

    about: Field
    one: str
    other: str


@dataclass(frozen=True, slots=True)
class AttendanceState:
    here: Here = Here.EXPECTED
    arrived: time | None = None
    left: time | None = None
    late_minutes: int | None = None
    """0 where the agent did not say how many."""
    reason: str = ""
    left_by: str = ""
    note: str = ""
    last: tuple[str, ...] = ()
    """The events that no other saw: who has seen these has seen all."""
    disagreements: tuple[Disagreement, ...] = ()

    @property
    def last_event(self) -> str:
        return BETWEEN.join(self.last)

    @property
    def entry(self) -> AttendanceEntry | None:
        """What it says to the bill; None where nobody says whether the child came."""
        if self.here is Here.EXPECTED:
            return None
        if self.here is Here.ABSENT:
            return AttendanceEntry(Presence.ABSENT, self.reason)
        return AttendanceEntry(
            Presence.PRESENT,
            arrived=self.arrived,
            left=self.left,
            picked_up_late=self.late_minutes is not None,
            late_minutes=self.late_minutes,
        )


def merged(events: Iterable[AttendanceEvent]) -> AttendanceState:
    by_id = {event.id: event for event in events}
    ordered = sorted(by_id.values(), key=lambda event: event.place)
    saw = _saw(by_id)
    cleared = {each.takes_back for each in ordered if each.kind is EventKind.CLEARED}
    live = [each for each in ordered if each.kind is not EventKind.CLEARED and each.id not in cleared]
    says = {each.id: _says(each, by_id) for each in live}
    left_over = {about: _left_over(about, live, says, saw) for about in Field}
    value = {about: _value(about, left_over[about], says) for about in Field}
    came, gone = value[Field.CAME], value[Field.GONE]
    here = Here.EXPECTED if came is None else Here.ABSENT if not came else Here.LEFT if gone else Here.PRESENT
    was_here = here in (Here.PRESENT, Here.LEFT)
    disagreements = [
        *(each for about in Field for each in _contradictions(about, left_over[about], says)),
        *_withdrawn(ordered, left_over[Field.CAME], saw, by_id),
    ]
    arrived, left = value[Field.ARRIVED], value[Field.LEFT]
    if here is Here.LEFT and isinstance(arrived, time) and isinstance(left, time) and left < arrived:
        ends = (left_over[about][-1].id for about in (Field.ARRIVED, Field.LEFT))
        disagreements.append(Disagreement(Field.LEFT, *ends))
    late = value[Field.LATE]
    return AttendanceState(
        here,
        arrived=arrived if was_here and isinstance(arrived, time) else None,
        left=left if here is Here.LEFT and isinstance(left, time) else None,
        late_minutes=late if was_here and isinstance(late, int) else None,
        reason=str(value[Field.REASON] or "") if here is Here.ABSENT else "",
        left_by=str(value[Field.LEFT_BY] or "") if here is Here.LEFT else "",
        note=str(value[Field.NOTE] or ""),
        last=_last(ordered, saw),
        disagreements=tuple(dict.fromkeys(disagreements)),
    )


def _says(event: AttendanceEvent, by_id: Mapping[str, AttendanceEvent]) -> dict[Field, Value]:
    """The fields that the event speaks of. None and the empty text: it empties them."""
    match event.kind:
        case EventKind.ARRIVED:
            said: dict[Field, Value] = {Field.CAME: True, Field.GONE: False, Field.REASON: ""}
            said |= {Field.LEFT: None, Field.LEFT_BY: ""}
            return said if event.hour is None else {**said, Field.ARRIVED: event.hour}
        case EventKind.LEFT:
            said = {Field.CAME: True, Field.GONE: True, Field.REASON: ""}
            said |= {Field.LEFT_BY: event.left_by} if event.left_by else {}
            return said if event.hour is None else {**said, Field.LEFT: event.hour}
        case EventKind.ABSENT:
            said = {Field.CAME: False, Field.GONE: False, Field.LATE: None}
            said |= {Field.ARRIVED: None, Field.LEFT: None, Field.LEFT_BY: ""}
            return {**said, Field.REASON: event.reason} if event.reason else said
        case EventKind.LATE_PICKUP:
            return {Field.CAME: True, Field.LATE: event.minutes or 0}
        case EventKind.NOTE:
            return {Field.NOTE: event.text}
        case EventKind.CONFIRMED:
            other = by_id.get(event.confirms)
            if other is None or other.kind is EventKind.CONFIRMED:
                return {}
            return {about: value for about, value in _says(other, by_id).items() if about == event.about}
        case _:
            return {}


def _saw(by_id: Mapping[str, AttendanceEvent]) -> dict[str, frozenset[str]]:
    """Of each event, all that it saw, through what those saw. One that has not arrived yet tells of nothing."""
    found: dict[str, frozenset[str]] = {}
    for start, event in by_id.items():
        seen: set[str] = set()
        ahead = list(event.seen)
        while ahead:
            other = ahead.pop()
            if other not in seen and other != start:
                seen.add(other)
                ahead += by_id[other].seen if other in by_id else ()
        found[start] = frozenset(seen)
    return found


def _beats(one: str, other: str, saw: Mapping[str, frozenset[str]]) -> bool:
    """Whether `one` saw `other`. Of two that claim to have seen each other, neither did."""
    return other in saw[one] and one not in saw[other]


def _left_over(
    about: Field,
    live: Sequence[AttendanceEvent],
    says: Mapping[str, Mapping[Field, Value]],
    saw: Mapping[str, frozenset[str]],
) -> list[AttendanceEvent]:
    speaking = [each for each in live if about in says[each.id]]
    return [each for each in speaking if not any(_beats(other.id, each.id, saw) for other in speaking)]


def _value(
    about: Field, left_over: Sequence[AttendanceEvent], says: Mapping[str, Mapping[Field, Value]]
) -> Value:
    said = [says[each.id][about] for each in left_over]
    filled = [value for value in said if value not in (None, "")]
    return filled[-1] if filled else said[-1] if said else None


def _contradictions(
    about: Field, left_over: Sequence[AttendanceEvent], says: Mapping[str, Mapping[Field, Value]]
) -> Iterable[Disagreement]:
    for number, other in enumerate(left_over):
        for one in left_over[:number]:
            if _differ(about, one, other, says):
                yield Disagreement(about, one.id, other.id)


def _differ(
    about: Field, one: AttendanceEvent, other: AttendanceEvent, says: Mapping[str, Mapping[Field, Value]]
) -> bool:
    """`one` comes first."""
    before, after = says[one.id][about], says[other.id][about]
    if about is Field.GONE:
        return (one.kind, other.kind) == (EventKind.LEFT, EventKind.ARRIVED)
    if None in (before, after) or "" in (before, after):
        return False
    if isinstance(before, time) and isinstance(after, time):
        return abs(_minutes(before) - _minutes(after)) > NEARLY_MINUTES
    return before != after


def _minutes(hour: time) -> int:
    return hour.hour * 60 + hour.minute


def _withdrawn(
    ordered: Sequence[AttendanceEvent],
    went_on: Sequence[AttendanceEvent],
    saw: Mapping[str, frozenset[str]],
    by_id: Mapping[str, AttendanceEvent],
) -> Iterable[Disagreement]:
    """That a child came or did not, said from an event that somebody took back, where neither knew of the other."""
    for clearing in ordered:
        target = by_id.get(clearing.takes_back)
        if clearing.kind is not EventKind.CLEARED or target is None or Field.CAME not in _says(target, by_id):
            continue
        for each in went_on:
            knew = clearing.id in saw[each.id] or each.id in saw[clearing.id]
            if target.id in saw[each.id] and not knew:
                yield Disagreement(Field.CAME, clearing.id, each.id)


def _last(ordered: Sequence[AttendanceEvent], saw: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    seen = {other for each in ordered for other in saw[each.id] if each.id not in saw.get(other, ())}
    return tuple(each.id for each in ordered if each.id not in seen)
