"""Whether a booked day was missed, and whether it is billed. The first of these sources that knows decides:

1. The attendance list, if it says that the child came.
2. The town, if it called the service off or closed it in its calendar.
3. The absence that the family declared.
4. The attendance list, if it says that the child did not come.
"""

from dataclasses import dataclass
from datetime import date

from functions.domain.absences.billable_days import JudgedDay, judged_declaration
from functions.domain.calendar.months import month_of, months_before
from functions.domain.families.family import Child
from functions.domain.planning.attendance_record import Attended, Presence
from functions.domain.planning.child_month import Booking, Slot
from functions.domain.planning.declared_absence import DeclaredAbsence
from functions.domain.planning.open_days import OpenDays
from functions.domain.reglement.absence_policy import Because, Proof
from functions.domain.reglement.reglement import Reglement, Service, UnknownService


@dataclass(frozen=True, slots=True)
class Missed:
    """A booked day on which the child did not come, whether it is billed and why."""

    billed: bool
    because: Because
    word: str = ""
    """The reason of the absence, in the town's words, or a `Motive`."""
    proof: Proof = Proof.NONE
    delay_months: int = 0
    """How many months later a day that is not billed comes off an invoice."""

    def comes_off(self, month: str) -> str:
        """Return the month on whose invoice a day of `month` (`2026-11`) is taken off."""
        return month_of(months_before(date.fromisoformat(f"{month}-01"), -self.delay_months))


def missed(
    open_days: OpenDays,
    slot: Slot,
    booking: Booking,
    child: Child,
    *,
    attended: Attended | None,
    absence: DeclaredAbsence | None,
) -> Missed | None:
    """Return whether a missed day is billed, and why. Raises CalendarUnknown.

    None if the child came, or if nobody says that it did not.
    """
    if attended is not None and attended.presence is Presence.PRESENT:
        return None
    reglement = open_days.reglement
    service = _service(reglement, slot.service)
    delay = credit_delay(reglement, slot.service)
    closed = open_days.not_held(slot, booking, child)
    if closed is not None and closed.of_child:
        return Missed(False, Because.AWAY, delay_months=delay)
    if closed is not None:
        return Missed(False, Because.TOWN, closed.label, delay_months=delay)
    if absence is not None and service is not None:
        day = judged_declaration(reglement, service, absence)[slot.date]
        rule = absence.rules.get(slot.service)
        told = _told(day, absence, rule.credit_delay_months if rule is not None else 0)
        if not told.billed or attended is None or not attended.excused:
            return told
    if attended is None:
        return None
    if attended.excused:
        return Missed(False, Because.FREE_REASON, attended.reason, delay_months=delay)
    return Missed(True, Because.NOT_DECLARED, attended.reason)


def credit_delay(reglement: Reglement, code: str) -> int:
    """How many months after its own a missed day of the service that is not billed comes off an invoice."""
    service = _service(reglement, code)
    return 0 if service is None or service.absence is None else service.absence.credit_delay_months


def _told(day: JudgedDay, absence: DeclaredAbsence, delay: int) -> Missed:
    return Missed(day.billed, day.because, absence.reason, day.proof, delay)


def _service(reglement: Reglement, code: str) -> Service | None:
    try:
        return reglement.service(code)
    except UnknownService:
        return None
