"""Those who look after the children send what they tapped, perhaps hours later and in any order. Each event is kept once, and what is billed
follows from all of them in the transaction that keeps it.

Different children share nothing but the règlement, what the town called off and, where something is charged, their family: these are
checked, and where somebody else checked them at that instant the events are tried again.
"""

import logging
import random
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from functions.domain.absences.slot_bills import SlotBills, slot_bills
from functions.domain.agents.staff import Scope
from functions.domain.attendance.attendance_list import ServiceClosed, why_closed
from functions.domain.attendance.events import AttendanceDay, EventKind
from functions.domain.attendance.merge import AttendanceState
from functions.domain.attendance.recording import (
    Tap,
    check_tap,
    knows,
    noted,
    state_of,
    with_tap,
    with_what_follows,
)
from functions.domain.errors import Busy, NotFound, OutcomeUnknown, Refusal
from functions.domain.families.family import Family
from functions.domain.journal import JournalLine
from functions.domain.planning.attendance_record import Attended
from functions.domain.planning.child_month import ChildMonth, Slot
from functions.domain.reglement.closures import Closed
from functions.domain.reglement.reglement import UnknownService
from functions.storage.attendance import attendance_events
from functions.storage.bookings import child_months
from functions.storage.table import journal
from functions.storage.table.ids import new_id
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import (
    MAX_ACTIONS,
    Contended,
    Refused,
    TooMuchStored,
    Transaction,
    Unanswered,
)
from functions.usecases.attendance.event_facts import ChildFacts, EventFacts
from functions.usecases.retry import FIRST_WAIT_SECONDS, TRIES

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class EventsAct:
    """Who sends events, from where. `scope`: children of other schools are unknown to this agent."""

    commune: str
    by: str
    now: datetime
    scope: Scope = field(default_factory=Scope)


@dataclass(frozen=True, slots=True)
class RefusedTap:
    """Why an event was not kept. Sent again, it is decided again."""

    id: str
    refusal: Refusal


@dataclass(frozen=True, slots=True)
class EventsRecorded:
    """An event that is in neither list goes on waiting: others kept writing what it is about. `states`: of all that was sent about
    children whom the agent may know; `bills`: what is billed of each."""

    accepted: tuple[str, ...]
    refused: tuple[RefusedTap, ...]
    states: dict[Slot, AttendanceState]
    bills: dict[Slot, SlotBills]


def record_events(act: EventsAct, taps: Sequence[Tap]) -> EventsRecorded:
    """Keep each event that may be, once however often it comes. Raises NotFound, Busy where nothing could be kept, OutcomeUnknown."""
    accepted: list[str] = []
    refused: list[RefusedTap] = []
    states: dict[Slot, AttendanceState] = {}
    bills: dict[Slot, SlotBills] = {}
    waiting = list({tap.event.id: tap for tap in taps}.values())
    for attempt in range(TRIES):
        if attempt:
            time.sleep(random.uniform(0, FIRST_WAIT_SECONDS * 2**attempt))  # noqa: S311  # no secret in a wait
        deciding = _Deciding(act, waiting)
        states |= deciding.as_it_is
        bills |= {slot: deciding.bills(slot) for slot in deciding.as_it_is}
        again: list[Tap] = []
        parts = deciding.parts()
        while parts:
            part = parts.pop()
            try:
                deciding.commit(part)
            except Unanswered as unanswered:
                raise OutcomeUnknown from unanswered
            except (Refused, Contended):
                again += _taps_of(part)
            except TooMuchStored as full:
                # One child's month is full: the others are none of its business.
                parts += [[change] for change in part] if len(part) > 1 else []
                if len(part) == 1:
                    _log.error("attendance not written commune=%s child=%s", act.commune, part[0].month.child)
                    refused += [RefusedTap(tap.event.id, full) for tap in _taps_of(part)]
            else:
                accepted += [tap.event.id for tap in _taps_of(part)]
                kept = {slot: state for change in part for slot, state in change.states.items()}
                states |= kept
                bills |= {slot: deciding.bills(slot) for slot in kept}
        refused += deciding.refused
        accepted += deciding.known
        waiting = again
        if not waiting:
            break
    if waiting and not accepted and not refused:
        raise Busy
    return EventsRecorded(tuple(accepted), tuple(refused), states, bills)


def _taps_of(part: Iterable["_Change"]) -> list[Tap]:
    return [tap for change in part for tap in change.taps]


@dataclass(slots=True)
class _Change:
    """Of one child and month: what it becomes, and what was decided from."""

    facts: ChildFacts
    before: Stored[ChildMonth]
    month: ChildMonth
    days: dict[object, AttendanceDay] = field(default_factory=dict)
    taps: list[Tap] = field(default_factory=list)
    states: dict[Slot, AttendanceState] = field(default_factory=dict)
    payers: dict[Slot, Stored[Family]] = field(default_factory=dict)
    others: dict[Slot, list[Stored[Family]]] = field(default_factory=dict)
    """The other homes that agreed to pay a part."""
    closed: dict[Slot, tuple[Closed, str]] = field(default_factory=dict)

    @property
    def actions(self) -> int:
        """At most: its own, and those of families that it may not share."""
        lines = {(payer.value.id, slot.service, slot.date) for slot, payer in self.payers.items()}
        return (
            2
            + len(self.days)
            + len({home.value.id for slot in self.payers for home in self.homes(slot)})
            + len(lines)
        )

    def homes(self, slot: Slot) -> list[Stored[Family]]:
        """From whose files a price may be decided."""
        return [self.payers[slot], *self.others[slot]]

    def recorded(self, slot: Slot) -> tuple[Attended | None, Attended | None]:
        """Before, and after."""
        was, now = (month.seen(slot) for month in (self.before.value, self.month))
        return was, now


class _Deciding:
    """What becomes of the taps, from what was just read."""

    def __init__(self, act: EventsAct, taps: Sequence[Tap]) -> None:
        self._act = act
        self._facts = EventFacts(act.commune, (tap.slot for tap in taps), act.scope)
        self._changes: dict[tuple[str, str], _Change] = {}
        self.refused: list[RefusedTap] = []
        self.known: list[str] = []
        self.as_it_is: dict[Slot, AttendanceState] = {}
        clock = self._facts.reglement.clock
        for tap in sorted((tap.received(clock, act.now) for tap in taps), key=lambda tap: tap.event.place):
            try:
                self._take(tap)
            except Refusal as refusal:
                self.refused.append(RefusedTap(tap.event.id, refusal))
                self._show(tap.slot)

    def _take(self, tap: Tap) -> None:
        slot, act = tap.slot, self._act
        act.scope.check_service(slot.service)
        facts = self._facts.child(slot)
        stored = facts.months[slot.month]
        change = self._changes.get((slot.child, slot.month)) or _Change(facts, stored, stored.value)
        day = change.days.get(slot.date) or facts.days[slot.date].value
        if knows(day, tap):
            self.known.append(tap.event.id)
            self._show(slot)
            return
        reglement = self._facts.reglement
        try:
            service = reglement.service(slot.service)
        except UnknownService:
            raise NotFound from None
        check_tap(tap, service, reglement.day_of(act.now))
        child = facts.file.value
        closed = why_closed(self._facts.open_days, service, slot, child, stored.value)
        if closed is not None and not tap.event.anyway and tap.event.kind is not EventKind.CLEARED:
            raise ServiceClosed(field="date", why=closed)
        if not change.month.may_attend(slot):
            raise TooMuchStored(kind="ChildMonth")
        recorded = change.month.seen(slot)
        after = with_tap(day, tap, recorded)
        payer = self._facts.payer(slot, after)
        others = self._facts.other_payers(slot, payer.value.id)
        after = noted(after, payer.value.id, act.now)
        month = with_what_follows(
            change.month,
            after,
            slot,
            reglement=reglement,
            payer=payer.value,
            child=child,
            by=act.by,
            now=act.now,
            others=[home.value for home in others],
        )
        change.days[slot.date], change.month = after, month
        change.payers[slot], change.others[slot] = payer, others
        change.states[slot] = state_of(after, month, slot)
        change.taps.append(tap)
        if closed is not None and tap.event.anyway:
            change.closed[slot] = (closed, tap.event.anyway)
        self._changes[slot.child, slot.month] = change

    def _show(self, slot: Slot) -> None:
        """As it is, for a device that may not know it."""
        try:
            facts = self._facts.child(slot)
        except Refusal:
            return
        self.as_it_is[slot] = state_of(facts.days[slot.date].value, facts.months[slot.month].value, slot)

    def bills(self, slot: Slot) -> SlotBills:
        """Once what was decided is kept."""
        facts, change = self._facts.child(slot), self._changes.get((slot.child, slot.month))
        month = facts.months[slot.month].value if change is None else change.month
        return slot_bills(self._facts.open_days, month, slot, facts.file.value, now=self._act.now)

    def parts(self) -> list[list[_Change]]:
        """Changes that fit into one transaction each."""
        parts: list[list[_Change]] = []
        room = 0
        for _, change in sorted(self._changes.items()):
            shared = 1 + len(self._facts.called_off)
            if not parts or change.actions > room:
                parts.append([])
                room = MAX_ACTIONS - shared
            parts[-1].append(change)
            room -= change.actions
        return parts

    def commit(self, part: Sequence[_Change]) -> None:
        """Raises Refused, Contended, Unanswered."""
        transaction, act, facts = Transaction(), self._act, self._facts
        transaction.check(facts.head, why="reglement")
        for name in sorted({change.month.month for change in part}):
            transaction.check(facts.called_off[name], why=("called_off", name))
        for file in {change.facts.file.key: change.facts.file for change in part}.values():
            transaction.check(file, why=("child", file.value.id))
        for change in part:
            if change.month == change.before.value:
                transaction.check(change.before, why=("month", change.month.child, change.month.month))
            else:
                child_months.put(transaction, act.commune, replace(change.before, value=change.month))
            for day in change.days.values():
                attendance_events.put(transaction, replace(change.facts.days[day.day], value=day))
        for family in {payer.key: payer for payer in _charged(part)}.values():
            transaction.check(family, why=("family", family.value.id))
        for family_id, line in _lines(act, facts.head.value.reglement, part):
            journal.add(transaction, act.commune, family_id, line)
        transaction.commit()


def _charged(part: Iterable[_Change]) -> Iterable[Stored[Family]]:
    """The families from whose files a price was decided."""
    for change in part:
        for slot in change.payers:
            before, after = change.recorded(slot)
            if (
                after is not None
                and after != before
                and (after.charges or change.month.booking(slot) is None)
            ):
                yield from change.homes(slot)


def _lines(act: EventsAct, reglement: int, part: Iterable[_Change]) -> Iterable[tuple[str, JournalLine]]:
    """One for each family, service and day."""
    told: dict[tuple[str, str, object], dict[str, object]] = {}
    versions: dict[str, int] = {}
    for change in part:
        for slot, payer in change.payers.items():
            before, after = change.recorded(slot)
            said: dict[str, object] = {"is": _said(after), "was": _said(before)}
            if slot in change.closed:
                closed, anyway = change.closed[slot]
                said |= {"closed": closed.code, "anyway": anyway}
            told.setdefault((payer.value.id, slot.service, slot.date), {})[slot.child] = said
            versions[payer.value.id] = payer.version
    for (family, service, day), children in told.items():
        detail = {"service": service, "day": day, "children": children}
        decided = {"reglement": reglement, "family": versions[family]}
        yield family, JournalLine(new_id(act.now), "attendance_recorded", act.by, act.now, decided, detail)


def _said(seen: Attended | None) -> dict[str, object] | None:
    """What the journal keeps of it. Why a child was absent is left out: the journal is no place to keep that."""
    if seen is None:
        return None
    return {
        "presence": seen.presence,
        "arrived": seen.arrived,
        "left": seen.left,
        "charges": {charge.kind: charge.quantity * charge.unit_price_cents for charge in seen.charges},
    }
