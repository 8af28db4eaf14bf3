"""Those who look after the children write down who came, many children at once. To correct it, they send it again."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from functions.domain.agents.staff import Scope
from functions.domain.attendance.attendance import attended
from functions.domain.attendance.attendance_list import (
    ChildEntry,
    ServiceClosed,
    check_day,
    check_reasons,
    payer_of,
    why_closed,
)
from functions.domain.calendar.months import month_of
from functions.domain.errors import NotFound
from functions.domain.families.family import Child, Family
from functions.domain.journal import JournalLine
from functions.domain.planning.attendance_record import Attended
from functions.domain.planning.called_off import CalledOffMonth
from functions.domain.planning.child_month import ChildMonth, Slot
from functions.domain.planning.open_days import OpenDays
from functions.domain.reglement.closures import Closed
from functions.domain.reglement.reglement import Reglement, Service, UnknownService
from functions.storage.bookings import child_months as months
from functions.storage.table import idempotency, journal, keys
from functions.storage.table.idempotency import Done
from functions.storage.table.ids import new_id
from functions.storage.table.keys import Key
from functions.storage.table.reading import Found, read, read_one
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import TooMuchStored, Transaction
from functions.storage.town import called_off, communes
from functions.storage.town.communes import ReglementHead
from functions.usecases.retry import when_moved

_log = logging.getLogger(__name__)

AT_ONCE = 20
"""How many children are in one transaction, of at most a hundred actions: each child is a month to write, a file and
a family to check, and a line in the journal."""


@dataclass(frozen=True, slots=True)
class AttendanceRecorded:
    """The ids of the children. `unknown`: not of this commune, or of no family any more. `unpriced`: what was seen
    has no price in the tariff, and is not billed. `failed`: nothing could be written of this child, and the others
    were written down all the same."""

    written: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    unpriced: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()

    def __add__(self, other: "AttendanceRecorded") -> "AttendanceRecorded":
        return AttendanceRecorded(
            self.written + other.written,
            self.unchanged + other.unchanged,
            self.unknown + other.unknown,
            self.unpriced + other.unpriced,
            self.failed + other.failed,
        )


@dataclass(frozen=True, slots=True)
class AttendanceAct:
    """For which service and day attendance is recorded, and by which agent. `key`: the idempotency key.

    `anyway`: why the agent writes down children to whom the service is closed that day; empty: it refuses them.
    """

    commune: str
    service: str
    day: date
    by: str
    key: str
    now: datetime
    anyway: str = ""
    scope: Scope = field(default_factory=Scope)
    """Children of other schools are unknown to this agent."""


def record_attendance(act: AttendanceAct, entries: Sequence[ChildEntry]) -> AttendanceRecorded:
    """Record who came. Where a child is named twice, the last entry counts.

    A long list is cut into parts, each under an idempotency key of its own: sent again after a crash, it goes on where
    it stopped.

    Raises NotFound, also for an unknown service, ServiceClosed (then nothing is written), DayToCome, DayTooOld,
    UnknownAbsenceReason, OutOfScope, KeyReused, Busy.
    """
    act.scope.check_service(act.service)
    town = communes.commune(act.commune)
    check_day(act.day, town.day_of(act.now))
    by_child = {each.child: each for each in entries}
    named = [by_child[child] for child in sorted(by_child)]
    if len(named) > AT_ONCE and read_one(keys.of_account(act.by, f"KEY#{act.key}.0"), Done) is None:
        # A part that is refused would leave those before it written.
        facts, _ = _read(act, named, also=keys.reglement_head(act.commune))
        _check_open(act, facts, _all_seen(act, facts, named))
    recorded = AttendanceRecorded()
    # Two lists may begin with the same part: the digest of the whole tells them apart.
    whole = (idempotency.digest(named),) if len(named) > AT_ONCE else ()
    for number, start in enumerate(range(0, len(named), AT_ONCE)):
        recorded += _record_part(act, named[start : start + AT_ONCE], whole, key=f"{act.key}.{number}")
    return recorded


def _record_part(
    act: AttendanceAct, entries: Sequence[ChildEntry], whole: tuple[str, ...], *, key: str
) -> AttendanceRecorded:
    done_key = keys.of_account(act.by, f"KEY#{key}")
    forced = (act.anyway,) if act.anyway else ()
    request = ("attendance", act.commune, act.service, act.day, entries, *whole, *forced)

    def again() -> AttendanceRecorded:
        facts, found = _read(act, entries, also=done_key)
        earlier = idempotency.answer_in(found.get(done_key, Done), request, AttendanceRecorded)
        if earlier is not None:
            return earlier
        check_reasons(facts.service, entries)
        seen = _all_seen(act, facts, entries)
        _check_open(act, facts, seen)
        failed = facts.unreadable | (facts.payers.keys() - {each.child for each in seen})
        transaction = Transaction()
        changed = [each for each in seen if not each.is_known]
        written = _write(transaction, act, facts, changed)
        failed |= {each.child for each in changed} - {each.child for each in written}
        answer = AttendanceRecorded(
            written=tuple(each.child for each in written),
            unchanged=tuple(each.child for each in seen if each.is_known),
            unknown=tuple(each.child for each in entries if each.child not in facts.payers.keys() | failed),
            unpriced=tuple(
                each.child for each in seen if not all(charge.priced for charge in each.attended.charges)
            ),
            failed=tuple(each.child for each in entries if each.child in failed),
        )
        idempotency.remember(transaction, done_key, request, answer, now=act.now)
        transaction.commit()
        return answer

    return when_moved(again)


@dataclass(frozen=True, slots=True)
class _Facts:
    """What was read, by child. `payers`: the file of the family that pays, for the children that the commune knows.
    `unreadable`: the children of whom something could not be read."""

    head: Stored[ReglementHead]
    reglement: Reglement
    service: Service
    called_off: Stored[CalledOffMonth]
    files: dict[str, Stored[Child]]
    months: dict[str, Stored[ChildMonth]]
    payers: dict[str, Stored[Family]]
    unreadable: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Seen:
    child: str
    attended: Attended
    before: Attended | None
    closed: Closed | None
    """Why the service is closed to the child that day."""

    @property
    def is_known(self) -> bool:
        return self.before is not None and self.before.says_the_same_as(self.attended)


def _read(act: AttendanceAct, entries: Sequence[ChildEntry], *, also: Key) -> tuple[_Facts, Found]:
    head_key, month = keys.reglement_head(act.commune), month_of(act.day)
    places = {each.child: keys.child(act.commune, each.child) for each in entries}
    planned = [keys.child_month(act.commune, child, month) for child in places]
    off_key = keys.called_off(act.commune, month)
    found = read(dict.fromkeys([also, head_key, off_key, *places.values(), *planned]))
    head = found.get(head_key, ReglementHead)
    if head is None:
        raise NotFound
    files = {
        child: file
        for child, place in places.items()
        if (file := found.get_sound(place, Child)) is not None and act.scope.takes_school(file.value.school)
    }
    by_child = {
        child: stored
        for child in files
        if (stored := months.sound_in_batch(found, act.commune, child, month)) is not None
    }
    payers, without = _payers(act, entries, files, by_child)
    unreadable = frozenset({keys.child_of(key) for key in found.unreadable} | without)
    reglement = communes.reglement(act.commune, head.value.reglement)
    try:
        service = reglement.service(act.service)
    except UnknownService:
        raise NotFound from None
    off = called_off.in_batch(found, act.commune, month)
    return _Facts(head, reglement, service, off, files, by_child, payers, unreadable), found


def _payers(
    act: AttendanceAct,
    entries: Sequence[ChildEntry],
    files: Mapping[str, Stored[Child]],
    planned: Mapping[str, Stored[ChildMonth]],
) -> tuple[dict[str, Stored[Family]], set[str]]:
    """The family that pays for each child, and the children of whom no family's file can be read where one is needed.

    A child's file may name a family that it has left: the family's own file decides."""
    bookings = (stored.value.booking(_slot(act, child)) for child, stored in planned.items())
    named = {booking.payer for booking in bookings if booking is not None}
    named |= {home for file in files.values() for home in file.value.families}
    found = read(keys.family(act.commune, family) for family in sorted(named))
    known = {
        family: stored
        for family in named
        if (stored := found.get_sound(keys.family(act.commune, family), Family)) is not None
    }
    broken = {family for family in named if keys.family(act.commune, family) in found.unreadable}
    payers, without = {}, set()
    for each in entries:
        if each.child not in planned:
            continue
        homes = [
            home
            for home in files[each.child].value.families
            if home in known and each.child in known[home].value.children
        ]
        payer = payer_of(homes, _slot(act, each.child), planned[each.child].value, each.family)
        if payer is not None and payer in known:
            payers[each.child] = known[payer]
        elif payer in broken or not broken.isdisjoint(files[each.child].value.families):
            without.add(each.child)
    return payers, without


def _slot(act: AttendanceAct, child: str) -> Slot:
    return Slot(act.day, act.service, child)


def _all_seen(act: AttendanceAct, facts: _Facts, entries: Sequence[ChildEntry]) -> list[_Seen]:
    """What is to be kept of the children who have a payer and whose month has room."""
    roomy = {child for child, month in facts.months.items() if month.value.may_attend(_slot(act, child))}
    return [_seen(act, facts, each) for each in entries if each.child in facts.payers.keys() & roomy]


def _check_open(act: AttendanceAct, facts: _Facts, seen: Sequence[_Seen]) -> None:
    """Raises ServiceClosed where something new is said of a child to whom the service is closed, and no reason is given."""
    closed = next((each.closed for each in seen if each.closed is not None and not each.is_known), None)
    if closed is not None and not act.anyway:
        raise ServiceClosed(field="date", why=closed)


def _seen(act: AttendanceAct, facts: _Facts, each: ChildEntry) -> _Seen:
    slot, month = _slot(act, each.child), facts.months[each.child].value
    seen = attended(
        facts.reglement,
        facts.payers[each.child].value,
        facts.files[each.child].value,
        slot,
        each.entry,
        booked=month.booking(slot) is not None,
        by=act.by,
        at=act.now,
    )
    open_days = OpenDays(facts.reglement, {facts.called_off.value.month: facts.called_off.value})
    closed = why_closed(open_days, facts.service, slot, facts.files[each.child].value, month)
    return _Seen(each.child, seen, month.attended.get(act.day.day, {}).get(act.service), closed)


def _write(transaction: Transaction, act: AttendanceAct, facts: _Facts, seen: Sequence[_Seen]) -> list[_Seen]:
    """Add the months, provided that nothing their prices were decided from has changed, and a journal line for each
    family. Answers those that were added: a month that is too large for the table is left out."""
    added = []
    families: dict[str, Stored[Family]] = {}
    lines: dict[str, dict[str, object]] = {}
    for each in seen:
        month, family = facts.months[each.child], facts.payers[each.child]
        after = month.value.with_attended(_slot(act, each.child), each.attended)
        try:
            months.put(transaction, act.commune, Stored(month.key, after, month.version))
        except TooMuchStored:
            _log.error("attendance not written commune=%s child=%s", act.commune, each.child)
            continue
        added.append(each)
        transaction.check(facts.files[each.child], why=("child", each.child))
        families[family.value.id] = family
        told: dict[str, object] = {
            "is": _said(each.attended),
            "was": None if each.before is None else _said(each.before),
        }
        if each.closed is not None:
            told |= {"closed": each.closed.code, "anyway": act.anyway}
        lines.setdefault(family.value.id, {})[each.child] = told
    if added:
        transaction.check(facts.head, why="reglement")
        transaction.check(facts.called_off, why="called_off")
    for family_id, stored in families.items():
        transaction.check(stored, why=("family", family_id))
        line = JournalLine(
            new_id(act.now),
            "attendance_recorded",
            act.by,
            act.now,
            decided_from={"reglement": facts.head.value.reglement, "family": stored.version},
            detail={"service": act.service, "day": act.day, "children": lines[family_id]},
        )
        journal.add(transaction, act.commune, family_id, line)
    return added


def _said(seen: Attended) -> dict[str, object]:
    """What the journal keeps of it. Why a child was absent is left out: the journal is no place to keep that."""
    return {
        "presence": seen.presence,
        "arrived": seen.arrived,
        "left": seen.left,
        "charges": {charge.kind: charge.quantity * charge.unit_price_cents for charge in seen.charges},
    }
