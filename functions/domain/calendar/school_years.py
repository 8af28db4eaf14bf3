"""School holidays: those of the ministry, by zone, and those that a town wrote itself."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cache, cached_property

from functions.domain.calendar import school_holidays

ONE_DAY = timedelta(1)


class Zone(StrEnum):
    A = "A"
    B = "B"
    C = "C"
    OWN = "own"
    """Overseas, Corsica, or a calendar of its own: only what the town wrote is known."""


@dataclass(frozen=True, slots=True)
class SchoolHoliday:
    """Days without school, both ends included. `code` names the ministry's holidays, `label` a town's own."""

    first: date
    last: date
    code: str = "other"
    label: str = ""
    is_bridge: bool = False
    """No school, but no holiday club either: a bridge is not a period that families book."""

    def days(self) -> Iterator[date]:
        for shift in range((self.last - self.first).days + 1):
            yield self.first + timedelta(shift)


@dataclass(frozen=True, slots=True)
class OwnSchoolYear:
    """A school year as the town wrote it, summer included. On its days it replaces the ministry's calendar."""

    first: date
    last: date
    holidays: tuple[SchoolHoliday, ...] = ()


@dataclass(frozen=True)
class SchoolCalendar:
    """Every school holiday in the `known` stretches of days, in order and without overlap."""

    known: tuple[tuple[date, date], ...]
    holidays: tuple[SchoolHoliday, ...]

    def knows(self, day: date) -> bool:
        return any(first <= day <= last for first, last in self.known)

    def holiday(self, day: date) -> SchoolHoliday | None:
        """The school holiday that `day` is in, bridges included."""
        return self._by_day.get(day)

    @cached_property
    def _by_day(self) -> dict[date, SchoolHoliday]:
        return {day: holiday for holiday in self.holidays for day in holiday.days()}

    def term_start(self, day: date) -> date:
        """First day of the school period of `day`: the day after the last holiday that is not a bridge."""
        ended = [holiday.last for holiday in self.holidays if holiday.last < day and not holiday.is_bridge]
        return ended[-1] + ONE_DAY if ended else self.known[0][0]

    def year_start(self, day: date) -> date:
        """First day of the school year of `day`: after the summer holidays, or where a town's own year begins."""
        starts = {first for first, _ in self.known}
        starts |= {holiday.last + ONE_DAY for holiday in self.holidays if holiday.code == "summer"}
        return max(start for start in starts if start <= day)


def school_calendar(zone: Zone, own: tuple[OwnSchoolYear, ...] = ()) -> SchoolCalendar:
    """The ministry's calendar of the zone, replaced by the town's own school years where it wrote some."""
    ministry = ministry_calendar(zone)
    kept = list(ministry.holidays)
    for year in own:
        kept = [part for holiday in kept for part in _outside(holiday, year)]
    written = [holiday for year in own for holiday in year.holidays]
    return SchoolCalendar(
        known=(*ministry.known, *((year.first, year.last) for year in own)),
        holidays=tuple(sorted([*kept, *written], key=lambda holiday: holiday.first)),
    )


@cache
def ministry_calendar(zone: Zone) -> SchoolCalendar:
    """The ministry's calendar of a zone; nothing is known of a town that keeps its own."""
    if zone is Zone.OWN:
        return SchoolCalendar((), ())
    of_zone = {Zone.A: school_holidays.ZONE_A, Zone.B: school_holidays.ZONE_B, Zone.C: school_holidays.ZONE_C}
    facts = sorted(school_holidays.ALL_ZONES + of_zone[zone], key=lambda fact: fact[1])
    day = date.fromisoformat
    return SchoolCalendar(
        known=((day(school_holidays.FIRST_KNOWN_DAY), day(school_holidays.LAST_KNOWN_DAY)),),
        holidays=tuple(
            SchoolHoliday(day(first), day(last), code, is_bridge=code == "ascension")
            for code, first, last in facts
        ),
    )


def _outside(holiday: SchoolHoliday, year: OwnSchoolYear) -> list[SchoolHoliday]:
    """The parts of a holiday that lie outside the school year that the town wrote."""
    before = replace(holiday, last=min(holiday.last, year.first - ONE_DAY))
    after = replace(holiday, first=max(holiday.first, year.last + ONE_DAY))
    return [part for part in dict.fromkeys((before, after)) if part.first <= part.last]
