"""What was tapped of one child, service and day, event by event: each is kept as it was, and what is so follows from all of them
(`merge.py`), in whatever order they arrive."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from enum import StrEnum
from typing import Self

from functions.domain.errors import Conflict
from functions.domain.planning.attendance_record import Attended, Presence

MOST_EVENTS = 24
"""Of one child, service and day: a day has some four."""
MOST_SERVICES_OF_DAY = 12
"""Of one child and day that have events: the longest day of a règlement has seven."""
MOST_EVENTS_OF_DAY = 96
"""Of one child and day, all services together: whatever each of them says, they fit in an item."""
MOST_SEEN = 24


class TooManyEvents(Conflict):
    """The child has as many events of that service and day as it may. `most` in the data is how many."""

    code = "too_many_events"


class EventKind(StrEnum):
    ARRIVED = "arrived"
    LEFT = "left"
    ABSENT = "absent"
    LATE_PICKUP = "late_pickup"
    NOTE = "note"
    CLEARED = "cleared"
    """Takes one event back."""
    CONFIRMED = "confirmed"
    """Says of one thing (`about`) that another event is right."""


@dataclass(frozen=True, slots=True)
class AttendanceEvent:
    """One tap. `id`: made on the device, and the identity of the tap for ever."""

    id: str
    kind: EventKind
    at: datetime
    """On the device's clock, as the server's corrected it."""
    by: str
    """The account of the person."""
    seen: tuple[str, ...] = ()
    """The last events that the screen showed: it showed all that these saw, too."""
    hour: time | None = None
    """Of an arrival or a departure, on the town's clock; None where nobody knows it."""
    left_by: str = ""
    """Who fetched the child."""
    reason: str = ""
    """Of an absence: one of the town's own words, or a `Motive`."""
    minutes: int | None = None
    """By which the child was fetched late."""
    text: str = ""
    """Of a note; empty: there is none any more."""
    takes_back: str = ""
    """The id of the event that a clearing takes back."""
    confirms: str = ""
    """The id of the event that a confirmation says is right."""
    about: str = ""
    """Of a confirmation: one of the fields of the merge (`merge.Field`)."""
    payer: str = ""
    """Of an arrival that nobody booked, the family that the agent named."""
    anyway: str = ""
    """Why the agent wrote it on a day on which the service is closed."""
    device: str = ""
    seq: int = 0
    """Counts the events of the device, so that a hole is seen."""

    @property
    def place(self) -> tuple[datetime, str]:
        """Its place among the others."""
        return self.at, self.id


@dataclass(frozen=True, slots=True)
class AttendanceDay:
    """All events of one child and day, by service."""

    child: str
    day: date
    services: dict[str, tuple[AttendanceEvent, ...]] = field(default_factory=dict)
    family: str = ""
    """Who pays, or would, for what was tapped last."""
    check_since: datetime | None = None
    """Since when two devices disagree about the child, until somebody who saw both decides; None: they do not."""

    def events(self, service: str, recorded: Attended | None) -> tuple[AttendanceEvent, ...]:
        """Those of the service. Where there is none, what an earlier release recorded counts as the first ones."""
        return self.services.get(service) or (() if recorded is None else as_events(recorded))

    def with_events(self, service: str, events: tuple[AttendanceEvent, ...]) -> Self:
        """Raises TooManyEvents."""
        services = {**self.services, service: events}
        if len(events) > MOST_EVENTS or len(services) > MOST_SERVICES_OF_DAY:
            raise TooManyEvents(most=MOST_EVENTS)
        if sum(map(len, services.values())) > MOST_EVENTS_OF_DAY:
            raise TooManyEvents(most=MOST_EVENTS_OF_DAY)
        return replace(self, services=services)


def as_events(recorded: Attended) -> tuple[AttendanceEvent, ...]:
    """What was recorded without events, as those that say the same."""

    def event(kind: EventKind, seen: tuple[str, ...]) -> AttendanceEvent:
        return AttendanceEvent(f"recorded-{kind}", kind, recorded.at, recorded.by, seen)

    if recorded.presence is Presence.ABSENT:
        return (replace(event(EventKind.ABSENT, ()), reason=recorded.reason),)
    found = [replace(event(EventKind.ARRIVED, ()), hour=recorded.arrived)]
    if recorded.left is not None:
        found.append(replace(event(EventKind.LEFT, (found[-1].id,)), hour=recorded.left))
    if recorded.picked_up_late:
        found.append(replace(event(EventKind.LATE_PICKUP, (found[-1].id,)), minutes=0))
    return tuple(found)
