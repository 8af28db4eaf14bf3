"""A week as a family has it, to be asked for again: the one that it booked last, or one that a parent named."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Self

from functions.domain.availability.situation import Situation
from functions.domain.bookings.week_grid import days_between
from functions.domain.calendar.months import month_of
from functions.domain.calendar.town_calendar import TownCalendar
from functions.domain.calendar.weeks import Weeks
from functions.domain.errors import Conflict, InvalidRequest
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.reglement import Reglement

WEEKS_BACK = 6
"""How far the last booked week is looked for: two weeks of holidays, and a month in which the child was away."""

MOST_PATTERNS = 2
"""One for every week; or two, of which each is for one week in two."""
MOST_PATTERN_LINES = 100
"""Children × services of one of them."""
MOST_NAME_CHARACTERS = 40


class PatternsFull(Conflict):
    """The login has `most` patterns already, under other names."""

    code = "patterns_full"


class PatternEmpty(InvalidRequest):
    """Nothing is asked for that the town's services offer: there is no week to come back."""

    code = "pattern_empty"


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
class WeekPattern:
    """*Semaine type*: what a parent asks for in a week, under a name of their own. `asked` is child → service → ISO weekdays."""

    id: str
    name: str
    weeks: Weeks
    asked: dict[str, dict[str, tuple[int, ...]]]

    def lines(self) -> list[PatternLine]:
        return [
            PatternLine(child, service, weekdays, self.weeks)
            for child, services in self.asked.items()
            for service, weekdays in services.items()
        ]


@dataclass(frozen=True, slots=True)
class WeekPatterns:
    """Those of one login for one family: who lives apart has their own."""

    patterns: tuple[WeekPattern, ...] = ()

    def named(self, name: str) -> WeekPattern | None:
        return next((one for one in self.patterns if one.name.casefold() == name.casefold()), None)

    def with_pattern(self, pattern: WeekPattern) -> Self:
        """Return them with this one, in the place of that of its name. Raises PatternsFull."""
        before = self.named(pattern.name)
        if before is not None:
            pattern = replace(pattern, id=before.id)
            return replace(self, patterns=tuple(pattern if one is before else one for one in self.patterns))
        if len(self.patterns) >= MOST_PATTERNS:
            raise PatternsFull(most=MOST_PATTERNS)
        return replace(self, patterns=(*self.patterns, pattern))

    def without(self, pattern: str) -> Self:
        return replace(self, patterns=tuple(one for one in self.patterns if one.id != pattern))


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
            and is_in_holidays(town, day) == is_in_holidays(town, slot.date)
        ]
        if asked:
            return EarlierWeek(first, tuple(dict.fromkeys(asked)))
    return None


def lines_of_week(situation: Situation, slots: Iterable[Slot]) -> list[PatternLine]:
    """What is asked for on these days of one week, as a week that comes back."""
    town = situation.reglement.days
    return [PatternLine(slot.child, slot.service, (town.weekday(slot.date),)) for slot in slots]


def asked_in(lines: Iterable[PatternLine], reglement: Reglement) -> dict[str, dict[str, tuple[int, ...]]]:
    """What the lines ask for, child → service → weekdays, without the weekdays on which the service never opens, in the order
    of the town's services. Raises PatternEmpty."""
    open_on = {service.code: frozenset(service.weekdays) for service in reglement.services}
    found: dict[str, dict[str, tuple[int, ...]]] = {}
    for line in lines:
        services = found.setdefault(line.child, {})
        days = {*services.get(line.service, ()), *line.weekdays} & open_on.get(line.service, frozenset())
        services[line.service] = tuple(sorted(days))
    kept = {
        child: {code: services[code] for code in open_on if services.get(code)}
        for child, services in found.items()
    }
    kept = {child: services for child, services in kept.items() if services}
    if not kept or sum(map(len, kept.values())) > MOST_PATTERN_LINES:
        raise PatternEmpty
    return kept


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


def is_in_holidays(town: TownCalendar, day: date) -> bool:
    """Bridges are days of school that fall out; what nobody knows yet counts as school."""
    return town.knows(day) and town.holiday_start(day) is not None
