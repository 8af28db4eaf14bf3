"""Whether a child is expected for a service on a day: the one place that answers it, for day lists as for the kitchen."""

from dataclasses import dataclass

from functions.domain.attendance.attendance_list import expects
from functions.domain.families.family import Child
from functions.domain.planning.attendance_record import Attended, Presence
from functions.domain.planning.child_month import ChildMonth, Slot
from functions.domain.planning.open_days import OpenDays
from functions.domain.reglement.closures import Closed
from functions.domain.reglement.reglement import UnknownService


@dataclass(frozen=True, slots=True)
class ExpectedChild:
    """A child that is booked, that is enrolled for a service billed on attendance, or of whom something was written down.

    `not_held`: why a booked child is not expected, which is counted nowhere then; None if it is expected.
    """

    child: Child
    booked: bool
    declared_absent: bool
    seen: Attended | None
    not_held: Closed | None
    enrolled: bool = False
    """For a service billed on attendance, where nothing is booked."""

    @property
    def comes(self) -> bool:
        """Whether it is counted with those who come: what was seen says it, and before that what is known."""
        if self.seen is not None:
            return self.seen.presence is Presence.PRESENT
        return self.not_held is None and not self.declared_absent


def expected_child(child: Child, month: ChildMonth, slot: Slot, open_days: OpenDays) -> ExpectedChild | None:
    """None for a child that nobody expects and of whom nothing was written down."""
    booking, seen = month.booking(slot), month.seen(slot)
    enrolled = booking is None and _is_enrolled(child, slot, open_days)
    if booking is None and seen is None and not enrolled:
        return None
    not_held = None if booking is None or seen is not None else open_days.not_held(slot, booking, child)
    return ExpectedChild(child, booking is not None, _declared_absent(month, slot), seen, not_held, enrolled)


def _is_enrolled(child: Child, slot: Slot, open_days: OpenDays) -> bool:
    try:
        service = open_days.reglement.service(slot.service)
    except UnknownService:
        return False
    return expects(open_days, service, slot.date, child)


def _declared_absent(month: ChildMonth, slot: Slot) -> bool:
    return any(absence.covers(slot.date, slot.service) for absence in month.absences.values())
