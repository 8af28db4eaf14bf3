"""*Vue Agenda*: fill the basket with a month or a year of one or several children."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from functions.domain.bookings.basket_filling import Filled, check_range, filled
from functions.domain.bookings.week_grid import days_between
from functions.domain.calendar.town_calendar import TownCalendar
from functions.domain.calendar.weeks import Weeks
from functions.domain.planning.basket import Basket
from functions.domain.planning.child_month import Slot
from functions.storage.bookings.booking_facts import Facts
from functions.usecases.bookings.change_basket import rewrite_basket
from functions.usecases.family_act import Acting


@dataclass(frozen=True, slots=True)
class Range:
    """Both ends included. `weekdays` are ISO: Monday is 1. A day that the town's calendar counts as another weekday is taken for
    that one, as its services take it."""

    start: date
    end: date
    weekdays: Collection[int]
    weeks: Weeks = Weeks.ALL

    def all_days(self) -> list[date]:
        """Every day of the range, whatever its weekday. Raises RangeBackwards or RangeTooLong."""
        check_range(self.start, self.end)
        return days_between(self.start, self.end)

    def includes(self, day: date, town: TownCalendar) -> bool:
        return town.weekday(day) in self.weekdays and self.weeks.include(day)


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
    slots = [
        Slot(day, service, child) for day in asked.all_days() for service in services for child in children
    ]

    def decide(facts: Facts) -> tuple[Basket, Filled]:
        situation = facts.situation()
        wanted = [slot for slot in slots if asked.includes(slot.date, situation.reglement.days)]
        return filled(situation, facts.basket_at(now), wanted, now=now)

    request = ("fill", acting.account, asked, children, services)
    return rewrite_basket(acting, slots, decide, request, Filled, key=key, now=now)
