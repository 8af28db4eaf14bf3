"""Whether a booked day was missed, and what the town bills of it: the first source that knows decides.

Whoever was seen was not absent. Then the town, which called the service off or closed it in its calendar; then what was declared; then the attendance list.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from functions.domain.absences.billable_days import MissedDay, judged
from functions.domain.absences.called_off import CalledOffMonth
from functions.domain.calendar.months import month_of, months_before
from functions.domain.families.family import Child
from functions.domain.planning.attendance_record import Attended, Presence
from functions.domain.planning.child_month import Booking, Slot
from functions.domain.planning.declared_absence import DeclaredAbsence
from functions.domain.reglement.absence_policy import Because, Proof
from functions.domain.reglement.closures import ClosedCode, closure
from functions.domain.reglement.reglement import Reglement, Service, UnknownService


@dataclass(frozen=True, slots=True)
class Missed:
    billed: bool
    because: Because
    word: str = ""
    proof: Proof = Proof.NONE
    delay_months: int = 0
    """After how many months it comes off an invoice, where it is not billed."""

    def comes_off(self, month: str) -> str:
        """Of a day of `month` (`2026-11`): the month on whose invoice it is taken off."""
        return month_of(months_before(date.fromisoformat(f"{month}-01"), -self.delay_months))


def missed(
    reglement: Reglement,
    slot: Slot,
    booking: Booking,
    child: Child,
    *,
    attended: Attended | None,
    absence: DeclaredAbsence | None,
    called_off: Iterable[CalledOffMonth],
) -> Missed | None:
    """None: the child came, or nobody says that it did not. Raises CalendarUnknown."""
    if attended is not None and attended.presence is Presence.PRESENT:
        return None
    service = _service(reglement, slot.service)
    delay = service.absence.credit_delay_months if service is not None and service.absence is not None else 0
    for month in called_off:
        reason = month.reason_for(slot, booking, child)
        if reason is not None:
            return Missed(False, Because.TOWN, reason, delay_months=delay)
    closed = _closed_by_town(reglement, service, slot, booking, child)
    if closed is not None:
        return Missed(False, Because.TOWN, closed, delay_months=delay)
    if absence is not None and service is not None:
        day = judged(reglement, service, absence)[slot.date]
        rule = absence.rules.get(slot.service)
        told = _told(day, absence, rule.credit_delay_months if rule is not None else 0)
        if not told.billed or attended is None or not attended.excused:
            return told
    if attended is None:
        return None
    if attended.excused:
        return Missed(False, Because.FREE_REASON, attended.reason, delay_months=delay)
    return Missed(True, Because.NOT_DECLARED, attended.reason)


def _closed_by_town(
    reglement: Reglement, service: Service | None, slot: Slot, booking: Booking, child: Child
) -> str | None:
    """The label of a closure that its calendar names: a weekday that the town changed since was served."""
    if service is None:
        return None
    school = booking.school or child.school
    closed = closure(reglement, service, slot.date, school=school, school_class=child.school_class)
    return closed.label if closed is not None and closed.code is ClosedCode.CLOSURE else None


def _told(day: MissedDay, absence: DeclaredAbsence, delay: int) -> Missed:
    return Missed(day.billed, day.because, absence.reason, day.proof, delay)


def _service(reglement: Reglement, code: str) -> Service | None:
    try:
        return reglement.service(code)
    except UnknownService:
        return None
