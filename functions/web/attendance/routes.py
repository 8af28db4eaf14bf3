"""The attendance list of one service and day, for those who keep the children."""

from datetime import date, time
from typing import Annotated

from chalice.app import Blueprint
from msgspec import Meta, Struct

from functions.domain.agents.staff import Role
from functions.domain.attendance.attendance import AttendanceEntry
from functions.domain.attendance.attendance_list import AHEAD, BEHIND, ChildEntry
from functions.domain.attendance.expected_children import ExpectedChild
from functions.domain.families.child_names import full_names
from functions.domain.families.family import Child
from functions.domain.journal import DAY_LIST_READ
from functions.domain.planning.attendance_record import Presence
from functions.french.reglement.closures import closed_sentence
from functions.storage.safety import child_safeties
from functions.storage.table.keys import Key, child_of
from functions.usecases.attendance.list_expected import list_expected
from functions.usecases.attendance.record_attendance import AttendanceAct, record_attendance
from functions.usecases.journal.note_read import note_read_of_town
from functions.web.api.callers import Agent, agents
from functions.web.api.endpoint import Routes
from functions.web.api.fields import Code
from functions.web.api.paths import COMMUNE
from functions.web.safety.types import SafetySheet, sheet

routes = Routes(Blueprint(__name__))

ATTENDANCE = f"{COMMUNE}/attendance"
WHO_WRITES = agents(Role.CHILDCARE, Role.SECRETARY)
WHO_READS = agents(Role.CHILDCARE, Role.SECRETARY, Role.REGISSEUR, Role.ADMINISTRATOR)


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
    marks: list[str]
    """Of what keeps the child safe: `allergy`, `pai`, `diet`, `leaves_alone`, `may_not_fetch`; `unknown` where it cannot be read."""
    safety: SafetySheet | None
    """Null where nothing is written, and for who may not read it."""


class NotExpected(Struct):
    """A child that is booked, on a day that the town took away."""

    child: str
    first_name: str
    last_name: str
    name: str
    """Both, and what tells the child from another of the list who has both."""
    school: str | None
    school_class: str | None
    reason: str


class AttendanceList(Struct):
    """`closed`: why the service opens to nobody that day; null if it opens to somebody."""

    children: list[Expected]
    """Those who are booked; where attendance is billed, those who are enrolled."""
    not_expected: list[NotExpected]
    closed: str | None
    unreadable: list[str]
    """Children whose month or file cannot be read: whether they are expected is not known here."""


Clock = Annotated[str, Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$")]
"""An hour on the town's clock: « 18:47 », with seconds or without."""


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
    anyway: Annotated[str, Meta(max_length=200)] = ""
    """Why children are written down to whom the service is closed that day; without it, they are refused."""


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


@routes.route("GET", ATTENDANCE, WHO_READS, takes=ListQuery, answers=AttendanceList)
def read_list(caller: Agent, asked: ListQuery) -> AttendanceList:
    """Who is expected, and what was written down already. A moment late."""
    caller.scope.check_service(asked.service)
    found = list_expected(caller.commune, asked.service, asked.date)
    names = full_names(each.child for each in found.children)
    shown = [each for each in found.children if caller.scope.takes_school(each.child.school)]
    safe = _Safe(
        caller, asked.service, asked.date, [each.child.id for each in shown if each.not_held is None]
    )
    return AttendanceList(
        [_expected(each, names[each.child.id], safe) for each in shown if each.not_held is None],
        [
            NotExpected(*_named(each.child, names[each.child.id]), reason=closed_sentence(each.not_held))
            for each in shown
            if each.not_held is not None
        ],
        None if found.closed is None else closed_sentence(found.closed),
        [] if caller.scope.schools else list(found.unreadable),
    )


def _named(child: Child, name: str) -> tuple[str, str, str, str, str | None, str | None]:
    return child.id, child.first_name, child.last_name, name, child.school, child.school_class


class _Safe:
    """What keeps the children of the day safe, for who looks after them or writes it."""

    def __init__(self, caller: Agent, service: str, day: date, children: list[str]) -> None:
        broken: list[Key] = []
        near = BEHIND <= day - caller.ask.now.date() <= AHEAD
        may = Role.SECRETARY in caller.roles or (Role.CHILDCARE in caller.roles and near)
        self._known = child_safeties.safeties(caller.commune, children, unreadable=broken) if may else {}
        if self._known:
            of = {"service": service, "date": day.isoformat()}
            note_read_of_town(caller.commune, by=caller.account, now=caller.ask.now, act=DAY_LIST_READ, of=of)
        self._broken, self._day = {child_of(key) for key in broken}, day

    def marks(self, child: str) -> list[str]:
        if child in self._broken:
            return ["unknown"]
        return list(self._known[child].value.marks(self._day)) if child in self._known else []

    def sheet(self, child: str) -> SafetySheet | None:
        known = self._known.get(child)
        return None if known is None else sheet(known.value, known.version)


def _expected(each: ExpectedChild, name: str, safe: _Safe) -> Expected:
    seen = each.seen
    return Expected(
        *_named(each.child, name),
        each.booked,
        each.declared_absent,
        seen.presence if seen is not None else None,
        seen.arrived if seen is not None else None,
        seen.left if seen is not None else None,
        seen is not None and seen.picked_up_late,
        safe.marks(each.child.id),
        safe.sheet(each.child.id),
    )


@routes.route("POST", ATTENDANCE, WHO_WRITES, takes=AttendanceAsked, answers=AttendanceAnswer, keyed=True)
def write_list(caller: Agent, asked: AttendanceAsked) -> AttendanceAnswer:
    """Write down who came, for many children at once; written again, it is corrected, with a trace."""
    ask = caller.ask
    act = AttendanceAct(
        caller.commune,
        asked.service,
        asked.date,
        caller.account,
        ask.idempotency_key,
        ask.now,
        asked.anyway.strip(),
        caller.scope,
    )
    entries = [
        ChildEntry(
            seen.child,
            AttendanceEntry(
                seen.presence, seen.reason, _clock(seen.arrived), _clock(seen.left), seen.picked_up_late
            ),
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


def _clock(said: str | None) -> time | None:
    return None if said is None else time.fromisoformat(said)
