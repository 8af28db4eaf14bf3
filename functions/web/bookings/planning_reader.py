"""What a planning shows: the facts of some days, and of which days where the parent asked for none."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import chain
from typing import TYPE_CHECKING

from functions.domain.availability.lateness import asks_how_often, school_year
from functions.domain.bookings.grid_cells import GridCell, cells
from functions.domain.bookings.open_weeks import first_open_week, spans
from functions.domain.bookings.week_grid import days_between
from functions.domain.calendar.months import day_of, monday, month_of
from functions.storage.bookings import booking_facts
from functions.storage.bookings.booking_facts import Facts, Months
from functions.storage.town import communes
from functions.web.callers.members import Booker

if TYPE_CHECKING:  # A parent's planning does without the rooms that tell who an agent is.
    from functions.web.callers.agents import AgentOfFile

DAYS_IN_VIEW = 14
"""A week is shown with the next one, whose limits may fall before its own."""


class PlanningReader:
    """Reads for one request. Days in months that were read last cost no other round trip."""

    def __init__(self, caller: "Booker | AgentOfFile") -> None:
        self._caller = caller
        self._reglement = communes.reglement(caller.commune, caller.head.value.reglement)
        self._read: tuple[set[str], Facts] | None = None
        self._decided: dict[tuple[date, date], list[GridCell]] = {}

    @property
    def today(self) -> date:
        return self._reglement.day_of(self._caller.ask.now)

    def facts(self, days: Sequence[date] = ()) -> Facts:
        """What the grid of these days and the basket show."""
        months = {month_of(day) for day in days}
        if self._read is None or not months <= self._read[0]:
            self._read = months, self._shown(months)
        return self._read[1]

    def open_days(self) -> list[date]:
        """The days to show where none were asked for: from the first week on in which something can be done; where there
        is none at all, from the present week on."""
        present = monday(self.today)
        first = self.open_week(present) or present
        return _in_view(first)

    def next_open_week(self, shown: Sequence[date]) -> date | None:
        """The Monday of the week that opens next, where nothing can be done in the first week of `shown`; None where
        something can, or where no week opens."""
        week = first_open_week(cell for cell in self.cells(shown) if cell.date < shown[0] + timedelta(7))
        if week is not None and week.now:
            return None
        return self.open_week(max(shown[0] + timedelta(7), monday(self.today)))

    def open_week(self, first: date) -> date | None:
        """The Monday of the first week, from `first` on, in which something can be done; else of the first that will open."""
        later = None
        for days in chain([_in_view(first)], spans(first + timedelta(DAYS_IN_VIEW))):
            if not self._reglement.days.knows(days[0]):
                break
            found = first_open_week(self.cells(days))
            if found is not None and found.now:
                return found.monday
            later = later or found
        return None if later is None else later.monday

    def cells(self, days: Sequence[date]) -> list[GridCell]:
        """Of all the children. They are decided once, also where the days to show are found by them."""
        span = days[0], days[-1]
        if span not in self._decided:
            facts, now = self.facts(days), self._caller.ask.now
            found = cells(facts.situation(), facts.basket_at(now), list(facts.children), days, now=now)
            self._decided[span] = list(found)
        return self._decided[span]

    def _shown(self, months: set[str]) -> Facts:
        """What the grid and the basket show. Only services with a limit of places have theirs read."""
        caller, reglement = self._caller, self._reglement
        limited = {service.code for service in reglement.services if service.places}
        children = caller.family.value.children
        in_basket = caller.basket.value.all_slots()
        waiting = Months.of((slot for slot in in_basket if slot.child in children), reglement)
        services = {(service, month) for service in limited for month in months}
        services |= {pair for pair in waiting.of_services if pair[0] in limited}
        counted = asks_how_often(reglement)
        days = {day_of(month, 1) for month in months} | {slot.date for slot in in_basket}
        years = frozenset(school_year(day) for day in days) if counted else frozenset()
        of_children = {(child, month) for child in children for month in months}
        wanted = Months(waiting.of_children | of_children, frozenset(services), years)
        return booking_facts.shown(
            caller.commune, caller.head, caller.family, caller.basket, children, wanted
        )


def _in_view(first: date) -> list[date]:
    return days_between(first, first + timedelta(DAYS_IN_VIEW - 1))
