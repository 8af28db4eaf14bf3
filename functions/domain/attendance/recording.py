"""What becomes of a child's day and month when something was tapped: the events are kept, and what is billed follows from all of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, tzinfo

from functions.domain.attendance.attendance import MOST_CHARGES, attended
from functions.domain.attendance.attendance_list import UnknownAbsenceReason, check_day, words_of_absence
from functions.domain.attendance.events import AttendanceDay, AttendanceEvent, EventKind
from functions.domain.attendance.merge import AttendanceState, merged
from functions.domain.families.family import Child, Family
from functions.domain.planning.attendance_record import Attended, Charge
from functions.domain.planning.child_month import ChildMonth, Slot
from functions.domain.reglement.reglement import Reglement, Service

HOURS = (EventKind.ARRIVED, EventKind.LEFT)


@dataclass(frozen=True, slots=True)
class Tap:
    """An event as a device sent it, and of what."""

    slot: Slot
    event: AttendanceEvent

    def received(self, clock: tzinfo, now: datetime) -> "Tap":
        """A device whose clock runs ahead tells of an instant that has not come: it counts as this one.

        The hour of an arrival or a departure is that of the tap, where it was tapped on that day and no other hour was said.
        """
        at = min(self.event.at, now)
        there = at.astimezone(clock)
        hour = self.event.hour
        if hour is None and self.event.kind in HOURS and there.date() == self.slot.date:
            hour = time(there.hour, there.minute)
        return replace(self, event=replace(self.event, at=at, hour=hour))


def check_tap(tap: Tap, service: Service, today: date) -> None:
    """Raises DayToCome, DayTooOld, UnknownAbsenceReason."""
    check_day(tap.slot.date, today)
    if tap.event.reason and tap.event.reason not in words_of_absence(service):
        raise UnknownAbsenceReason(field="reason")


def with_tap(day: AttendanceDay, tap: Tap, recorded: Attended | None) -> AttendanceDay:
    """Raises TooManyEvents."""
    known = day.events(tap.slot.service, recorded)
    ordered = tuple(sorted((*known, tap.event), key=lambda event: event.place))
    return day.with_events(tap.slot.service, ordered)


def knows(day: AttendanceDay, tap: Tap) -> bool:
    return any(event.id == tap.event.id for event in day.services.get(tap.slot.service, ()))


def state_of(day: AttendanceDay, month: ChildMonth, slot: Slot) -> AttendanceState:
    return merged(day.events(slot.service, month.seen(slot)))


def noted(day: AttendanceDay, family: str, now: datetime) -> AttendanceDay:
    """With who pays, and since when the child is to be checked."""
    disagrees = any(merged(events).disagreements for events in day.services.values())
    return replace(day, family=family, check_since=(day.check_since or now) if disagrees else None)


def payer_named(day: AttendanceDay, service: str) -> str:
    """The family that an agent named last; empty where none did."""
    named = (event.payer for event in reversed(day.services.get(service, ())) if event.payer)
    return next(named, "")


def with_what_follows(
    month: ChildMonth,
    day: AttendanceDay,
    slot: Slot,
    *,
    reglement: Reglement,
    payer: Family,
    child: Child,
    by: str,
    now: datetime,
    others: Sequence[Family] = (),
) -> ChildMonth:
    """The month once it says of the slot what the events say; the same where they say what it said. `others`: as for `attended`.

    A price is fixed when what it is for is first written down: a correction leaves it.
    """
    before = month.seen(slot)
    entry = merged(day.events(slot.service, before)).entry
    if entry is None:
        return month if before is None else month.without_attended(slot)
    booked = month.booking(slot) is not None
    if not month.may_price(MOST_CHARGES * len(others)):
        others = ()
    after = attended(reglement, payer, child, slot, entry, booked=booked, by=by, at=now, others=others)
    if before is None:
        return month.with_attended(slot, after)
    after = replace(
        after,
        charges=_at_fixed_prices(before.charges_of(after.payer), after.charges),
        others=tuple(
            replace(each, charges=_at_fixed_prices(before.charges_of(each.family), each.charges))
            for each in after.others
        ),
    )
    return month if after.says_the_same_as(before) else month.with_attended(slot, after)


def _at_fixed_prices(before: Iterable[Charge] | None, after: Iterable[Charge]) -> tuple[Charge, ...]:
    """Of one home: what was fixed for another is not its price."""
    fixed = {(each.kind, each.price_kind): each for each in before or () if each.priced}
    return tuple(
        each
        if (known := fixed.get((each.kind, each.price_kind))) is None
        else replace(each, unit_price_cents=known.unit_price_cents, tranche=known.tranche, priced=True)
        for each in after
    )
