"""Taps as a tablet sends them."""

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from functions.domain.attendance.events import AttendanceEvent, EventKind
from functions.domain.attendance.recording import Tap
from functions.domain.planning.child_month import Slot
from functions.usecases.attendance.record_events import EventsAct, EventsRecorded, record_events


def a_tap(
    child: str,
    kind: str = "arrived",
    *,
    at: datetime,
    day: date,
    service: str,
    name: str = "",
    by: str = "agent",
    **said: object,
) -> Tap:
    """`said`: fields of the event."""
    event = AttendanceEvent(name or uuid4().hex, EventKind(kind), at, by, **said)  # type: ignore[arg-type]
    return Tap(Slot(day, service, child), event)


def send(*taps: Tap, now: datetime, by: str = "agent", commune: str = "lisse") -> EventsRecorded:
    return record_events(EventsAct(commune, by, now), taps)


def codes(done: EventsRecorded) -> dict[str, str]:
    """Of each event that was refused, why."""
    return {each.id: each.refusal.code for each in done.refused}


def write_down(
    *children: str,
    service: str,
    day: date,
    at: datetime,
    kind: str = "arrived",
    by: str = "agent",
    **said: Any,
) -> EventsRecorded:
    """One tap for each child, at one instant."""
    taps = (a_tap(child, kind, at=at, day=day, service=service, by=by, **said) for child in children)
    return send(*taps, now=at, by=by)
