"""*Comme la semaine dernière*: fill the basket for a week with what was booked in the last one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from functions.domain.bookings.basket_filling import Filled, filled
from functions.domain.bookings.week_patterns import days_to_read, earlier_week, is_in_holidays
from functions.domain.planning.basket import Basket
from functions.domain.planning.child_month import Slot
from functions.storage.bookings.booking_facts import Facts
from functions.storage.town import communes
from functions.usecases.bookings.change_basket import rewrite_basket
from functions.usecases.family_act import Acting


@dataclass(frozen=True, slots=True)
class WeekCopied:
    """`like`: the Monday of the week that was copied; None where none was booked, and nothing was added. `holidays`: the week that is
    asked for is one of the school holidays, of which weeks of school say nothing. `earlier`: of who asked for one week alone in which
    nothing was booked, the last one that held something."""

    filled: Filled
    like: date | None
    holidays: bool = False
    earlier: date | None = None


def copy_week(
    acting: Acting,
    monday: date,
    *,
    children: Sequence[str],
    like: date | None = None,
    key: str,
    now: datetime,
) -> tuple[WeekCopied, Facts]:
    """What was added and what was not, and the facts with the basket as it is now. Again: nothing more. `like`: that week or none, for who
    copies one week of several towns.

    Raises NotFound, BasketFull (then nothing is added), Busy.
    """
    acting.require_children(children)
    services = communes.reglement(acting.commune, acting.reglement).services
    # Of earlier weeks, only what the children had is looked at: one service will do to have their months read.
    read = [
        Slot(day, service.code, child)
        for day in days_to_read(monday)
        for service in (services if day >= monday else services[:1])
        for child in children
    ]

    def decide(facts: Facts) -> tuple[Basket, WeekCopied]:
        situation, basket = facts.situation(), facts.basket_at(now)
        found = earlier_week(situation, children, monday)
        if found is None:
            holidays = is_in_holidays(situation.reglement.days, monday)
            return basket, WeekCopied(Filled(0, 0, 0, ()), None, holidays)
        if like not in (None, found.monday):
            return basket, WeekCopied(Filled(0, 0, 0, ()), None, earlier=found.monday)
        after, done = filled(situation, basket, found.slots, now=now, say_closed=True)
        return after, WeekCopied(done, found.monday)

    request = ("copy_week", acting.account, monday, children, *(() if like is None else (like,)))
    return rewrite_basket(acting, read, decide, request, WeekCopied, key=key, now=now)
