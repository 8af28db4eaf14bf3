"""*Vue Agenda*: fill the basket with a month or a year of one or several children."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from functions.domain.bookings.basket_filling import Filled, check_range, filled
from functions.domain.bookings.week_grid import days_between
from functions.domain.calendar.weeks import Weeks
from functions.domain.planning.basket import Basket
from functions.domain.planning.child_month import Slot
from functions.storage.bookings.booking_facts import Facts
from functions.usecases.bookings.change_basket import rewrite_basket
from functions.usecases.family_act import Acting


@dataclass(frozen=True, slots=True)
class Range:
    """Both ends included. `weekdays` are ISO: Monday is 1."""

    start: date
    end: date
    weekdays: Collection[int]
    weeks: Weeks = Weeks.ALL

    def days(self) -> list[date]:
        """The days of the range, on its weekdays and in its weeks. Raises RangeBackwards or RangeTooLong."""
        check_range(self.start, self.end)
        return [
            day
            for day in days_between(self.start, self.end)
            if day.isoweekday() in self.weekdays and self.weeks.include(day)
        ]


def fill_range(
    acting: Acting,
    asked: Range,
    *,
    children: Sequence[str],
    services: Sequence[str],
    key: str,
    now: datetime,
) -> tuple[Filled, Facts]:
    """What was added and what was not, and the facts with the basket as it is now.

    Raises NotFound, RangeBackwards, RangeTooLong, BasketFull (then nothing is added), Busy.
    """
    acting.require_children(children)
    days = asked.days()
    slots = [Slot(day, service, child) for day in days for service in services for child in children]

    def decide(facts: Facts) -> tuple[Basket, Filled]:
        return filled(facts.situation(), facts.basket_at(now), slots, now=now)

    request = ("fill", acting.account, asked, children, services)
    return rewrite_basket(acting, slots, decide, request, Filled, key=key, now=now)
