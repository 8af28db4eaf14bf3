"""What a family usually books, as far as the months that were read tell: what is not booked of it is worth a word."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from functions.domain.availability.services_open_to import services_open_to
from functions.domain.calendar.months import month_of
from functions.domain.families.family import Child, Family
from functions.domain.planning.child_month import ChildMonth, Slot
from functions.domain.planning.open_days import OpenDays
from functions.domain.reglement.deadline_rules import Mode
from functions.domain.reglement.reglement import Service

WEEKS_BACK = 5
OFTEN = 2
"""On how many of the same weekdays before a child was booked to count as who usually comes: once may have been an exception."""


@dataclass(frozen=True, slots=True)
class Habits:
    family: Family
    months: Mapping[tuple[str, str], ChildMonth]
    children: Mapping[str, Child]
    open_days: OpenDays

    def missed_by(self, child: str, day: date) -> tuple[str, ...]:
        """The services to which the child usually comes on this weekday and may come, and that nobody booked or asked for."""
        return tuple(
            service.code
            for service in self._may_book(child, day)
            if not self._is_taken(child, day, service.code) and self._usually_comes(child, day, service.code)
        )

    def used(self) -> set[str]:
        """The services that the family books for one of its children."""
        return {
            service
            for (child, _), month in self.months.items()
            if child in self.children
            for service in month.services_of(self.family.id)
        }

    def left_out(self, day: date, coming: Collection[str]) -> Iterator[str]:
        """The children besides those who are `coming` for whom nothing is booked or asked for, and who may come to a service that the
        family books for one of its children. In the family's order."""
        used = self.used()
        for child in self.family.children:
            if child in self.children and child not in coming:
                services = self._may_book(child, day)
                taken = any(self._is_taken(child, day, one.code) for one in self.open_days.reglement.services)
                if not taken and any(service.code in used for service in services):
                    yield child

    def _may_book(self, child: str, day: date) -> Iterator[Service]:
        reglement, file = self.open_days.reglement, self.children[child]
        theirs = set(services_open_to(reglement, [file], day, resident=self.family.resident))
        for service in reglement.services:
            is_booked = service.reserve.mode is Mode.BOOKING and service.code in theirs
            if is_booked and self.open_days.closed(service, day, file) is None:
                yield service

    def _is_taken(self, child: str, day: date, service: str) -> bool:
        """By either home of the child."""
        slot = Slot(day, service, child)
        month = self.months[child, slot.month]
        return month.booking(slot) is not None or month.question(slot) is not None

    def _usually_comes(self, child: str, day: date, service: str) -> bool:
        before = (day - timedelta(weeks=back) for back in range(1, WEEKS_BACK + 1))
        known = (Slot(each, service, child) for each in before if (child, month_of(each)) in self.months)
        booked = (self.months[child, slot.month].booking(slot) for slot in known)
        return sum(one is not None for one in booked) >= OFTEN
