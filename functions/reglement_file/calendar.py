"""The `[calendar]` of the file: schools, holidays, closures, the town hall's week."""

from collections.abc import Iterable
from itertools import pairwise
from typing import TypeVar

from functions.domain.calendar.public_holidays import Territory
from functions.domain.calendar.rules import (
    FOUR_DAY_WEEK,
    MONDAY_TO_FRIDAY,
    CalendarRules,
    Closure,
    ClosureReason,
    CountsAs,
    Opening,
    OwnPeriod,
    School,
)
from functions.domain.calendar.school_years import OwnSchoolYear, SchoolHoliday
from functions.french.words.dates import date_long
from functions.reglement_file.reader import Table

T = TypeVar("T")


def read_calendar(table: Table) -> CalendarRules:
    school_weekdays = table.weekdays("school_weekdays", FOUR_DAY_WEEK)
    calendar = CalendarRules(
        territory=table.choice("territory", Territory, Territory.FRANCE),
        school_weekdays=school_weekdays,
        town_hall_weekdays=table.weekdays("town_hall_weekdays", MONDAY_TO_FRIDAY),
        schools=tuple(_school(school, school_weekdays) for school in table.tables("schools")),
        own_years=_years(table),
        closures=tuple(_kept(_closure(closure) for closure in table.tables("closures"))),
        openings=tuple(_kept(_opening(opening) for opening in table.tables("openings"))),
        counts_as=tuple(_kept(_counts_as(exception) for exception in table.tables("counts_as"))),
        periods=_periods(table),
        town_hall_closures=tuple(_kept(_closure(closure) for closure in table.tables("town_hall_closures"))),
    )
    table.finish()
    return calendar


def _school(table: Table, weekdays: tuple[int, ...]) -> School:
    table.required("code", "name")
    school = School(table.code("code"), table.text("name"), table.weekdays("weekdays", weekdays))
    table.finish()
    return school


def _years(table: Table) -> tuple[OwnSchoolYear, ...]:
    years = sorted(_kept(_year(year) for year in table.tables("school_years")), key=lambda year: year.first)
    for before, after in pairwise(years):
        if after.first <= before.last:
            table.problem(
                f"deux années scolaires se chevauchent le {date_long(after.first)}.", "school_years"
            )
    return tuple(years)


def _year(table: Table) -> OwnSchoolYear | None:
    days = table.days()
    holidays = sorted(
        _kept(_holiday(holiday) for holiday in table.tables("holidays")), key=lambda holiday: holiday.first
    )
    table.finish()
    for before, after in pairwise(holidays):
        if after.first <= before.last:
            table.problem(f"deux vacances se chevauchent le {date_long(after.first)}.", "holidays")
    if days is None:
        return None
    for holiday in holidays:
        if holiday.first < days[0] or holiday.last > days[1]:
            table.problem(f"« {holiday.label} » sort de l’année scolaire.", "holidays")
    return OwnSchoolYear(*days, tuple(holidays))


def _holiday(table: Table) -> SchoolHoliday | None:
    table.required("label")
    days, label, is_bridge = table.days(), table.text("label"), table.flag("bridge")
    table.finish()
    return None if days is None else SchoolHoliday(*days, label=label, is_bridge=is_bridge)


def _periods(table: Table) -> tuple[OwnPeriod, ...]:
    periods = sorted(
        _kept(_period(period) for period in table.tables("periods")), key=lambda period: period.first
    )
    for before, after in pairwise(periods):
        if after.first <= before.last:
            table.problem(f"deux périodes se chevauchent le {date_long(after.first)}.", "periods")
    return tuple(periods)


def _period(table: Table) -> OwnPeriod | None:
    table.required("label")
    days, label = table.days(), table.text("label")
    table.finish()
    return None if days is None else OwnPeriod(label, *days)


def _closure(table: Table) -> Closure | None:
    table.required("label")
    days, label = table.days(), table.text("label")
    reason = table.choice("reason", ClosureReason, ClosureReason.OTHER)
    services, schools, classes = (table.texts(key) for key in ("services", "schools", "classes"))
    table.finish()
    return None if days is None else Closure(label, *days, reason, services, schools, classes)


def _opening(table: Table) -> Opening | None:
    table.required("label")
    days, label, services = table.days(), table.text("label"), table.texts("services")
    table.finish()
    return None if days is None else Opening(label, *days, services)


def _counts_as(table: Table) -> CountsAs | None:
    table.required("on", "weekday")
    day, weekday = table.day("on"), table.weekday("weekday")
    table.finish()
    return None if day is None or weekday is None else CountsAs(day, weekday)


def _kept(read: Iterable[T | None]) -> list[T]:
    """What could be read: the rest has told its problem."""
    return [value for value in read if value is not None]
