"""What a town decides about its days: schools, closures, openings, the town hall's week."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from functions.domain.calendar.public_holidays import Territory
from functions.domain.calendar.school_years import OwnSchoolYear

MONDAY_TO_FRIDAY = (1, 2, 3, 4, 5)
FOUR_DAY_WEEK = (1, 2, 4, 5)


class ClosureReason(StrEnum):
    BRIDGE = "bridge"
    STRIKE = "strike"
    WEATHER = "weather"
    OUTING = "outing"
    WORKS = "works"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Closure:
    """Days on which services close, both ends included. No `services`, `schools` or `classes` means all of them."""

    label: str
    first: date
    last: date
    reason: ClosureReason = ClosureReason.OTHER
    services: tuple[str, ...] = ()
    schools: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last

    def concerns(self, service: str, school: str | None, school_class: str | None) -> bool:
        return (
            (not self.services or service in self.services)
            and (not self.schools or school in self.schools)
            and (not self.classes or school_class in self.classes)
        )


@dataclass(frozen=True, slots=True)
class Opening:
    """Days on which services open although the weekday or the calendar would close them (a day made up, a Saturday)."""

    label: str
    first: date
    last: date
    services: tuple[str, ...] = ()

    def covers(self, service: str, day: date) -> bool:
        return self.first <= day <= self.last and (not self.services or service in self.services)


@dataclass(frozen=True, slots=True)
class CountsAs:
    """« Ce jeudi compte comme un vendredi »: on that date, services and rules go by the other weekday."""

    date: date
    weekday: int
    """ISO: Monday is 1."""


@dataclass(frozen=True, slots=True)
class OwnPeriod:
    """Days that families book together, both ends included, in a town whose periods are not those of the school."""

    label: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class School:
    code: str
    name: str
    weekdays: tuple[int, ...] = FOUR_DAY_WEEK
    """ISO weekdays with school: four days, or five with the half day of a 4½-day week."""


@dataclass(frozen=True, slots=True)
class CalendarRules:
    territory: Territory = Territory.FRANCE
    school_weekdays: tuple[int, ...] = FOUR_DAY_WEEK
    town_hall_weekdays: tuple[int, ...] = MONDAY_TO_FRIDAY
    schools: tuple[School, ...] = ()
    own_years: tuple[OwnSchoolYear, ...] = ()
    closures: tuple[Closure, ...] = ()
    openings: tuple[Opening, ...] = ()
    counts_as: tuple[CountsAs, ...] = ()
    town_hall_closures: tuple[Closure, ...] = ()
    periods: tuple[OwnPeriod, ...] = ()
    """In order, none overlapping."""
