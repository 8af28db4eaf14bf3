"""What a family can still do about an absence that the town noted and nobody had declared, so that it is not billed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from functions.domain.absences.billable_days import Absence, judged_days
from functions.domain.absences.declaration import FURTHEST
from functions.domain.absences.noted_slots import NotedSlot
from functions.domain.calendar.clock import on_the_clock
from functions.domain.calendar.months import day_of
from functions.domain.planning.attendance_record import Presence
from functions.domain.planning.child_month import ChildMonth, Slot
from functions.domain.planning.declared_absence import Motive
from functions.domain.reglement.absence_policy import AbsencePolicy, Because, Proof
from functions.domain.reglement.deadlines import counting_of
from functions.domain.reglement.limit_instants import instant
from functions.domain.reglement.reglement import Reglement, UnknownService


@dataclass(frozen=True, slots=True)
class StillPossible:
    """Declared before `until`, with that `proof` before `proof_until` (None: at any time), the day is not billed."""

    proof: Proof
    until: datetime | None = None
    proof_until: datetime | None = None


def still_possible(
    reglement: Reglement, noted: NotedSlot, month: ChildMonth, *, now: datetime
) -> StillPossible | None:
    """The least that is asked of the family; None where nothing helps, or nothing is billed. Raises CalendarUnknown."""
    missed, slot = noted.missed, noted.slot
    if missed is None or missed.because is not Because.NOT_DECLARED:
        return None
    if slot.date < reglement.day_of(now) - FURTHEST:
        return None
    try:
        service = reglement.service(slot.service)
    except UnknownService:
        return None
    policy = service.absence
    if policy is None:
        return None
    days = tuple(_missed_in_a_row(month, slot))
    for proof in Proof:
        told = Absence(days, now, Motive.ILLNESS, proof, now)
        found = next(each for each in judged_days(reglement, service, told) if each.day == slot.date)
        if not found.billed:
            until = None
            if policy.declare_until is not None:
                until = instant(policy.declare_until, slot.date, counting_of(reglement, service))
            return StillPossible(proof, until, _proof_until(reglement, policy, proof, days[0]))
    return None


def _proof_until(reglement: Reglement, policy: AbsencePolicy, proof: Proof, first: date) -> datetime | None:
    limits = [
        on_the_clock(reglement.clock, datetime.combine(first, time()) + timedelta(hours=case.within_hours))
        for case in policy.cases
        if case.proof is proof and case.within_hours is not None
    ]
    return min(limits, default=None)


def _missed_in_a_row(month: ChildMonth, slot: Slot) -> Iterator[date]:
    """The booked days around that one on which the child was noted absent as well, and nobody declared it: one absence."""
    booked = sorted(number for number, services in month.days.items() if slot.service in services)
    row: list[date] = []
    for number in booked:
        day = day_of(month.month, number)
        each = Slot(day, slot.service, slot.child)
        seen, booking = month.seen(each), month.booking(each)
        missed = seen is not None and seen.presence is Presence.ABSENT
        if missed and booking is not None and month.absence(each, booking.payer) is None:
            row.append(day)
        elif slot.date in row:
            break
        else:
            row = []
    yield from row
