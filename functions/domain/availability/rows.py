"""A row of the grid: one service of one child in one month, with all that its days have in common, looked up once for all of them."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple, Self

from functions.domain.availability.hours import Hours, Spans, hours_at, hours_of, limits_of
from functions.domain.availability.situation import Situation
from functions.domain.families.family import Child
from functions.domain.planning.child_month import ChildMonth, Slot
from functions.domain.planning.open_days import away
from functions.domain.reglement.closures import Closed, closures
from functions.domain.reglement.deadline_rules import Action
from functions.domain.reglement.reglement import Service


class Row(NamedTuple):
    """Read from a situation, and worth no more than that: once the situation moves, another is made."""

    situation: Situation
    service: Service
    child: Child
    month: ChildMonth
    closures: Mapping[date, Closed | None]
    """What the calendar of the règlement says of each day, without what the town called off since."""
    called_off: bool
    """Whether the town called anything off in the month."""
    limits: Mapping[Action, Mapping[date, Spans]] | None
    """What the limits say of each day; None where they do not say the same of each child."""

    @classmethod
    def of(cls, situation: Situation, service: Service, child: str, month: str) -> Self:
        """Raises KeyError for a child or a month that was not read."""
        file = situation.children[child]
        return cls(
            situation,
            service,
            file,
            situation.months[child, month],
            closures(situation.reglement, service, file.school, file.school_class),
            bool(situation.called_off[month].entries),
            limits_of(situation.reglement, service, situation.family.resident),
        )

    def in_month(self, month: str) -> Self:
        """The same row in another month. Raises KeyError for one that was not read."""
        read = self.situation.months[self.child.id, month]
        return self._replace(month=read, called_off=bool(self.situation.called_off[month].entries))

    def leaves_no_cell(self, day: date) -> bool:
        """Whether the grid shows nothing there: nothing is booked or asked, and the service is not for the child, that weekday or that part
        of the year, whatever the town does."""
        closed = self.closures[day]
        return (
            closed is not None
            and closed.leaves_no_cell
            and self.month.is_untouched(day.day, self.service.code)
        )

    def closed(self, day: date) -> Closed | None:
        """Why the child cannot come on that day; None if the service is open."""
        if self.called_off:
            return self.situation.open_days.closed(self.service, day, self.child)
        closed = self.closures[day]
        return closed if closed is not None and not closed.by_town else away(self.child, day) or closed

    def hours(self, slot: Slot, action: Action, now: datetime) -> Hours:
        if self.limits is None:
            return hours_of(self.situation, self.service, slot, action, now)
        return hours_at(self.limits[action][slot.date], now)
