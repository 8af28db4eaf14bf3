"""A week as a family has it, to be asked for again: the one that it booked last, or one that a parent named."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from functions.domain.availability.situation import Situation
from functions.domain.bookings.week_grid import days_between
from functions.domain.calendar.months import month_of
from functions.domain.calendar.town_calendar import TownCalendar
from functions.domain.calendar.weeks import Weeks
from functions.domain.planning.child_month import Slot

WEEKS_BACK = 6
"""How far the last booked week is looked for: two weeks of holidays, and a month in which the child was away."""


@dataclass(frozen=True, slots=True)
class PatternLine:
    """One service of one child, on some weekdays (ISO: Monday is 1) of every week or of one in two. A day that the town's calendar
    counts as another weekday is taken for that one, as its services take it."""

    child: str
    service: str
    weekdays: tuple[int, ...]
    weeks: Weeks = Weeks.ALL

    def includes(self, day: date, town: TownCalendar) -> bool:
        return town.weekday(day) in self.weekdays and self.weeks.include(day)


@dataclass(frozen=True, slots=True)
class EarlierWeek:
    """A week that was booked, and what of it another week is asked for."""

    monday: date
    slots: tuple[Slot, ...]


def slots_of(lines: Sequence[PatternLine], days: Iterable[date], town: TownCalendar) -> list[Slot]:
    """What the lines ask for on these days, each once, in the order of the days and of the lines."""
    asked = (
        Slot(day, line.service, line.child) for day in days for line in lines if line.includes(day, town)
    )
    return list(dict.fromkeys(asked))


def days_to_read(monday: date) -> list[date]:
    """The days of the week that is asked for, and of those in which the last one is looked for."""
    return days_between(monday - timedelta(7 * WEEKS_BACK), monday + timedelta(6))


def earlier_week(situation: Situation, children: Sequence[str], monday: date) -> EarlierWeek | None:
    """The last week before that of `monday` in which this family had something booked, and the same for that week.

    A day of the holidays asks for a day of the holidays, and a day of school for one of school: weeks that have none of that kind are
    passed over. None where nothing was booked in the last `WEEKS_BACK` weeks. The months of the children must have been read.
    """
    town = situation.reglement.days
    week = days_between(monday, monday + timedelta(6))
    for back in range(1, WEEKS_BACK + 1):
        first = monday - timedelta(7 * back)
        booked = booked_in_week(situation, children, first)
        asked = [
            Slot(day, slot.service, slot.child)
            for day in week
            for slot in booked
            if town.weekday(day) == town.weekday(slot.date)
            and _in_holidays(town, day) == _in_holidays(town, slot.date)
        ]
        if asked:
            return EarlierWeek(first, tuple(dict.fromkeys(asked)))
    return None


def pattern_of_week(situation: Situation, slots: Iterable[Slot]) -> tuple[PatternLine, ...]:
    """What is asked for on these days of one week, as a week that comes back."""
    weekdays: dict[tuple[str, str], set[int]] = {}
    for slot in slots:
        weekdays.setdefault((slot.child, slot.service), set()).add(
            situation.reglement.days.weekday(slot.date)
        )
    return tuple(
        PatternLine(child, service, tuple(sorted(days)))
        for (child, service), days in sorted(weekdays.items())
    )


def booked_in_week(situation: Situation, children: Sequence[str], monday: date) -> list[Slot]:
    """What the family has booked in that week, and not the children's other home. The months must have been read."""
    found: list[Slot] = []
    for day in days_between(monday, monday + timedelta(6)):
        for child in children:
            services: Mapping[str, object] = situation.months[child, month_of(day)].days.get(day.day, {})
            slots = (Slot(day, service, child) for service in services)
            found += [slot for slot in slots if _is_ours(situation, slot)]
    return found


def _is_ours(situation: Situation, slot: Slot) -> bool:
    booking = situation.booking(slot)
    return booking is not None and booking.payer == situation.family.id


def _in_holidays(town: TownCalendar, day: date) -> bool:
    """Bridges are days of school that fall out; what nobody knows yet counts as school."""
    return town.knows(day) and town.holiday_start(day) is not None
