"""The attendance list of one service and day: until when it may be written, and which family pays what it adds."""

from collections.abc import Sequence
from datetime import date, timedelta

from functions.domain.calendar.months import monday
from functions.domain.errors import Conflict, InvalidRequest
from functions.domain.families.family import Child
from functions.domain.planning.child_month import ChildMonth, Slot
from functions.domain.planning.declared_absence import Motive
from functions.domain.planning.open_days import OpenDays
from functions.domain.reglement.closures import Closed, ClosedCode
from functions.domain.reglement.deadline_rules import Mode
from functions.domain.reglement.reglement import Service

BEHIND, AHEAD = timedelta(-1), timedelta(8)
"""Who looks after children knows what keeps them safe on the days that she prepares, and of no other day."""
OLDEST = timedelta(62)
"""For how long agents may write or correct a list: later, the régie corrects the invoices."""


class DayToCome(Conflict):
    """The day is still to come, so that nobody can have been seen."""

    code = "day_to_come"


class DayTooOld(Conflict):
    """The day is too long ago. `most` in the data is the greatest age, in days."""

    code = "day_too_old"


class ServiceClosed(Conflict):
    """The service does not open that day for a child of the list: `why`, a `Closed`, is in the data. Nothing was written.

    An agent who saw the child all the same writes it down with a reason.
    """

    code = "service_closed"


class UnknownAbsenceReason(InvalidRequest):
    """The reason is neither a `Motive` nor one of the town's own words for that service."""

    code = "unknown_absence_reason"


def check_day(day: date, today: date) -> None:
    """Check that the list of `day` may be written today. Raises DayToCome or DayTooOld."""
    if day > today:
        raise DayToCome(field="date")
    if day < today - OLDEST:
        raise DayTooOld(field="date", most=OLDEST.days)


def words_of_absence(service: Service) -> frozenset[str]:
    """The reasons that may be given."""
    own = service.absence.free_reasons if service.absence is not None else ()
    return frozenset((*Motive, *own))


def why_closed(
    open_days: OpenDays, service: Service, slot: Slot, child: Child, month: ChildMonth
) -> Closed | None:
    """Why nothing is expected to be written down of that child there; None if the service opens to it.

    A child that is booked comes on the day that it booked, unless the town took it away. Where no school calendar is known, no
    guess is made.
    """
    booking = month.booking(slot)
    if booking is not None:
        return open_days.not_held(slot, booking, child)
    closed = open_days.closed(service, slot.date, child)
    return None if closed is None or closed.code is ClosedCode.BEYOND_CALENDAR else closed


def expects(open_days: OpenDays, service: Service, day: date, child: Child) -> bool:
    """Whether a child that is enrolled for a service billed on attendance is expected that day, nothing being booked there."""
    if service.reserve.mode is not Mode.ATTENDANCE or open_days.closed(service, day, child) is not None:
        return False
    weekday = open_days.reglement.days.weekday(day)
    return any(each.covers(service.code, day) and each.wants(day, weekday) for each in child.enrolments)


def payer_of(homes: Sequence[str], slot: Slot, month: ChildMonth, named: str = "") -> str | None:
    """Return the family that pays: the first of these that there is.

    1. The family that booked the slot.
    2. The family that the agent named.
    3. The family that booked something for the child on the nearest day of that week, within the month.
    4. The first of `homes`, the families that have the child in their file.

    Returns None if no family has the child in its file.
    """
    booking = month.booking(slot)
    if booking is not None:
        return booking.payer
    if named in homes:
        return named
    start = monday(slot.date)
    week = sorted(
        (start + timedelta(number) for number in range(7)), key=lambda day: abs((day - slot.date).days)
    )
    for day in week:
        if day.month == slot.date.month:
            for other in month.days.get(day.day, {}).values():
                if other.payer in homes:
                    return other.payer
    return homes[0] if homes else None
