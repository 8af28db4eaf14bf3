"""Whether a service is open on a day for a child and, if not, why: the one place that answers it.

Three things close a day: the calendar of the règlement, what the town called off since (a strike, snow), and that the child is not here yet,
or has left (`away`). Whoever asks about the
calendar alone (`closures.closure`) tells a family that a called-off day is open. So nobody does, but what computes limits and what
publishes the règlement: a day that is called off moves no limit, and the règlement that was published does not change by it.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from functions.domain.calendar.months import month_of
from functions.domain.families.family import Child
from functions.domain.planning.called_off import CalledOffMonth
from functions.domain.planning.child_month import Booking, ChildMonth, Slot
from functions.domain.reglement.closures import Closed, ClosedCode, closure
from functions.domain.reglement.reglement import Reglement, Service, UnknownService


class OpenDays(NamedTuple):
    """`called_off`: what the town called off, by month (`2026-11`). Asking about a day of a month that was not read is a
    fault (KeyError), because a day that nobody looked at would be told to be open."""

    reglement: Reglement
    called_off: Mapping[str, CalledOffMonth]

    def closed(self, service: Service, day: date, child: Child) -> Closed | None:
        """Why the child cannot come to the service on that day; None if it is open."""
        closed = self.closed_to(service, day, child.school, child.school_class, child.id)
        if closed is not None and not closed.by_town:
            return closed
        return away(child, day) or closed

    def closed_to(
        self,
        service: Service,
        day: date,
        school: str | None,
        school_class: str | None,
        child: str | None = None,
    ) -> Closed | None:
        """The same, for all children of a school and a class, or for the one of them that is named: who is kept by a minimum service is
        not known by school and class."""
        closed = closure(self.reglement, service, day, school=school, school_class=school_class)
        if closed is not None and not closed.by_town:
            return closed
        return self._called_off(service.code, day, school, school_class, child) or closed

    def never_opens(self, service: Service, day: date, child: Child) -> bool:
        """Whether the service is not for the child, that weekday or that part of the year, whatever the town does: the quickest to
        answer, and the answer for most days of most services."""
        school, school_class = child.school, child.school_class
        closed = closure(self.reglement, service, day, school=school, school_class=school_class)
        return closed is not None and closed.leaves_no_cell

    def not_held(self, slot: Slot, booking: Booking, child: Child) -> Closed | None:
        """Why what was booked does not take place; None if it does.

        Only the town takes a booked day away: by a closure, by calling it off, or by a last day of the child before it. A weekday that the règlement has left since is
        still served to those who had booked it, and so is a service that it gave up.
        """
        gone = away(child, slot.date)
        if gone is not None:
            return gone
        school, school_class = booking.school or child.school, child.school_class
        off = self._called_off(slot.service, slot.date, school, school_class, slot.child)
        if off is not None:
            return off
        try:
            service = self.reglement.service(slot.service)
        except UnknownService:
            return None
        closed = closure(self.reglement, service, slot.date, school=school, school_class=school_class)
        return closed if closed is not None and closed.by_town else None

    def classes_off(self, service: str, day: date) -> tuple[str, ...]:
        """The classes for which alone the town called the service off on that day."""
        entries = (entry.what for entry in self.called_off[month_of(day)].entries.values())
        found = {
            name
            for what in entries
            if what.day == day and (not what.services or service in what.services)
            for name in what.classes
        }
        return tuple(sorted(found))

    def kept(self, service: str, day: date) -> tuple[str, ...]:
        """The children for whom alone the service takes place on that day: minimum service; empty where there is none."""
        entries = (entry.what for entry in self.called_off[month_of(day)].entries.values())
        found = {
            child
            for what in entries
            if what.day == day and (not what.services or service in what.services)
            for child in what.kept
        }
        return tuple(sorted(found))

    def _called_off(
        self, service: str, day: date, school: str | None, school_class: str | None, child: str | None
    ) -> Closed | None:
        month = self.called_off[month_of(day)]
        reason = month.reason_called_off(service, day, school, school_class, child)
        return None if reason is None else Closed(ClosedCode.CALLED_OFF, reason)


def away(child: Child, day: date) -> Closed | None:
    """Whether the child is not here yet on that day, or has left: every service is closed to it then."""
    if child.first_day is not None and day < child.first_day:
        return Closed(ClosedCode.NOT_HERE_YET, child.first_day.isoformat())
    if child.last_day is not None and day > child.last_day:
        return Closed(ClosedCode.GONE, child.last_day.isoformat())
    return None


def booked_away(child: Child, months: Iterable[ChildMonth]) -> list[tuple[Slot, Booking]]:
    """What is booked in these months on days on which the child is away."""
    return [
        (slot, booking)
        for month in months
        for slot, booking in month.rows()
        if away(child, slot.date) is not None
    ]
