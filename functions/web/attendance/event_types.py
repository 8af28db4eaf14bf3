"""What a device sends of what was tapped, and what it is told."""

from datetime import date, datetime, time
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from functions.domain.attendance.events import MOST_SEEN, AttendanceEvent, EventKind
from functions.domain.attendance.merge import BETWEEN, Field
from functions.domain.attendance.recording import Tap
from functions.domain.planning.child_month import Slot
from functions.web.api.fields import Code, Id, of_this_century
from functions.web.attendance.types import Presence

MOST_AT_ONCE = 200
Hour = Annotated[str, Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]


class EventSent(Struct):
    """`id`: made on the device, 26 characters that sort by time. `at`: the instant, as the server's clock corrected it. `seen`: the
    `last_event` that the screen showed, as it was answered, or the id of an event that this device tapped since; several between commas.

    `hour` (arrived, left): where it is not that of the tap. `by` (left): who fetched. `reason` (absent). `minutes` (late_pickup).
    `text` (note; empty takes the note away). `event` (cleared): the one that is taken back. `family` (arrived, unbooked): who pays.
    `event` and `about` (confirmed): which event is right, of what; as *Demandes* offers it.
    `anyway`: why it is written on a day on which the service is closed.
    """

    id: Id
    child: Code
    service: Code
    date: date
    kind: EventKind
    at: Annotated[datetime, Meta(tz=True)]
    seen: Annotated[str, Meta(max_length=1_700)] | None = None
    seq: Annotated[int, Meta(ge=0, le=1_000_000_000)] = 0
    hour: Hour | None = None
    by: Annotated[str, Meta(max_length=100)] = ""
    reason: Annotated[str, Meta(max_length=80)] = ""
    minutes: Annotated[int, Meta(ge=0, le=600)] | None = None
    text: Annotated[str, Meta(max_length=300)] = ""
    event: Annotated[str, Meta(max_length=64)] = ""
    about: Annotated[str, Meta(max_length=20)] = ""
    family: Annotated[str, Meta(max_length=64)] = ""
    anyway: Annotated[str, Meta(max_length=200)] = ""

    def __post_init__(self) -> None:
        of_this_century(self.date)
        if self.kind in (EventKind.CLEARED, EventKind.CONFIRMED) and not self.event:
            raise ValueError("it names the event that it is about")
        if self.kind is EventKind.CONFIRMED and self.about not in set(Field):
            raise ValueError("it says what of the event is right")
        if self.seen is not None and self.seen.count(BETWEEN) >= MOST_SEEN:
            raise ValueError("too many events were seen")

    def tap(self, *, by: str, device: str) -> Tap:
        event = AttendanceEvent(
            self.id,
            self.kind,
            self.at,
            by,
            tuple(name for name in (self.seen or "").split(BETWEEN) if name),
            hour=None if self.hour is None else time.fromisoformat(self.hour),
            left_by=self.by.strip(),
            reason=self.reason,
            minutes=self.minutes,
            text=self.text.strip(),
            takes_back=self.event if self.kind is EventKind.CLEARED else "",
            confirms=self.event if self.kind is EventKind.CONFIRMED else "",
            about=self.about,
            payer=self.family,
            anyway=self.anyway.strip(),
            device=device,
            seq=self.seq,
        )
        return Tap(Slot(self.date, self.service, self.child), event)


class EventsSent(Struct):
    """`events`: each an `EventSent`. One that has not its shape is refused alone."""

    device: Id
    events: Annotated[list[dict[str, Any]], Meta(max_length=MOST_AT_ONCE)]


class EventRefused(Struct):
    id: str
    code: str
    sentence: str


class StateAfter(Struct):
    """Of a child, service and day that an event was about. The fields are those of the day's list."""

    child: str
    service: str
    date: date
    presence: Presence
    arrived: str | None
    left: str | None
    late_minutes: int | None
    reason: str
    left_by: str
    note: str
    last_event: str
    to_check: bool
    bills: str


class EventsAnswer(Struct):
    """`accepted`: kept, now or before. An event in neither list could not be looked at this time: it is sent again. `now`: by which the
    device corrects its clock."""

    accepted: list[str]
    refused: list[EventRefused]
    state: list[StateAfter]
    now: datetime


def read_event(sent: dict[str, Any]) -> EventSent | None:
    """None for one that has not its shape."""
    try:
        return msgspec.convert(sent, EventSent)
    except msgspec.ValidationError:
        return None
