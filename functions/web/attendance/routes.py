"""The attendance list of one service and day, for those who keep the children."""

from datetime import date, time
from typing import Annotated

from chalice.app import Blueprint
from msgspec import Meta, Struct

from functions.domain.attendance.attendance import AttendanceEntry
from functions.domain.attendance.attendance_list import ChildEntry
from functions.domain.calendar.months import month_of
from functions.domain.families.child_names import full_names
from functions.domain.planning.attendance_record import Presence
from functions.domain.planning.child_month import Slot
from functions.storage.bookings import child_months
from functions.storage.families import children
from functions.storage.table import keys
from functions.storage.table.keys import Key
from functions.usecases.attendance.record_attendance import AttendanceAct, record_attendance
from functions.web.api.callers import CHILDCARE, Agent
from functions.web.api.endpoint import Routes
from functions.web.api.fields import Code
from functions.web.api.paths import COMMUNE

routes = Routes(Blueprint(__name__))

ATTENDANCE = f"{COMMUNE}/attendance"


class ListQuery(Struct):
    service: Code
    date: date


class Expected(Struct):
    child: str
    first_name: str
    last_name: str
    name: str
    """Both, and what tells the child from another of the list who has both."""
    school: str | None
    school_class: str | None
    booked: bool
    declared_absent: bool
    presence: Presence | None
    """What was written down; null: nothing yet."""
    arrived: time | None
    left: time | None
    picked_up_late: bool


class AttendanceList(Struct):
    children: list[Expected]
    unreadable: list[str]
    """Children whose month or file cannot be read: whether they are expected is not known here."""


Clock = Annotated[time, Meta(tz=False)]
"""Of the town: without an offset."""


class ChildSeen(Struct):
    child: Code
    presence: Presence
    reason: Annotated[str, Meta(max_length=80)] = ""
    """Of an absence: one of the town's words for that service, or a motive."""
    arrived: Clock | None = None
    left: Clock | None = None
    picked_up_late: bool = False
    family: Annotated[str, Meta(max_length=64)] = ""
    """Who pays for a child that came unbooked, where it lives in two homes and the agent knows."""


class AttendanceAsked(Struct):
    service: Code
    date: date
    children: Annotated[list[ChildSeen], Meta(min_length=1, max_length=300)]


class AttendanceAnswer(Struct):
    """Children by id."""

    written: list[str]
    unchanged: list[str]
    unknown: list[str]
    """Not of this commune, or of no family any more: nothing was written of them."""
    unpriced: list[str]
    """What was seen has no price in the tariff: it is kept, and not billed."""
    failed: list[str]
    """Nothing could be written of them: their month is too full, or cannot be read. The others are written all the same."""


@routes.route("GET", ATTENDANCE, CHILDCARE, takes=ListQuery, answers=AttendanceList)
def read_list(caller: Agent, asked: ListQuery) -> AttendanceList:
    """Who is expected, and what was written down already. A moment late."""
    month = month_of(asked.date)
    broken: list[Key] = []
    listed = {
        stored.value.child: stored.value
        for stored in child_months.children_of_month(caller.commune, month, unreadable=broken)
        if asked.service in stored.value.days.get(asked.date.day, {})
        or asked.service in stored.value.attended.get(asked.date.day, {})
    }
    files = children.sound_children(caller.commune, listed, unreadable=broken)
    names = full_names(stored.value for stored in files.values())
    found = []
    for child, stored in files.items():
        file, planned = stored.value, listed[child]
        booking = planned.booking(Slot(asked.date, asked.service, child))
        seen = planned.attended.get(asked.date.day, {}).get(asked.service)
        absent = any(absence.covers(asked.date, asked.service) for absence in planned.absences.values())
        found.append(
            Expected(
                child,
                file.first_name,
                file.last_name,
                names[child],
                file.school,
                file.school_class,
                booking is not None,
                absent,
                seen.presence if seen is not None else None,
                seen.arrived if seen is not None else None,
                seen.left if seen is not None else None,
                seen is not None and seen.picked_up_late,
            )
        )
    return AttendanceList(
        sorted(found, key=lambda one: (one.last_name.casefold(), one.first_name.casefold())),
        sorted({keys.child_of(key) for key in broken}),
    )


@routes.route("POST", ATTENDANCE, CHILDCARE, takes=AttendanceAsked, answers=AttendanceAnswer, keyed=True)
def write_list(caller: Agent, asked: AttendanceAsked) -> AttendanceAnswer:
    """Write down who came, for many children at once; written again, it is corrected, with a trace."""
    ask = caller.ask
    act = AttendanceAct(
        caller.commune, asked.service, asked.date, caller.account, ask.idempotency_key, ask.now
    )
    entries = [
        ChildEntry(
            seen.child,
            AttendanceEntry(seen.presence, seen.reason, seen.arrived, seen.left, seen.picked_up_late),
            seen.family,
        )
        for seen in asked.children
    ]
    recorded = record_attendance(act, entries)
    return AttendanceAnswer(
        list(recorded.written),
        list(recorded.unchanged),
        list(recorded.unknown),
        list(recorded.unpriced),
        list(recorded.failed),
    )
