"""The kinds of days that deadlines are counted in."""

from datetime import date
from enum import StrEnum

from functions.domain.calendar.public_holidays import public_holiday
from functions.domain.calendar.rules import CalendarRules
from functions.domain.calendar.school_years import SchoolHoliday, Zone, school_calendar
from functions.domain.errors import Conflict


class Count(StrEnum):
    """Which days count when a town counts back."""

    CALENDAR = "calendar"
    WORKING = "working"
    """*Jours ouvrés*: Monday to Friday, public holidays excepted."""
    BUSINESS = "business"
    """*Jours ouvrables*: Monday to Saturday, public holidays excepted."""
    SERVICE = "service"
    """Days on which the service itself opens."""
    SCHOOL = "school"
    """Days on which pupils have school."""
    OPENING = "opening"
    """Days on which the town hall opens."""


class CalendarUnknown(Conflict):
    """No one has published or written the school calendar of the `day` in the data: no guess is made."""

    code = "calendar_unknown"

    def __init__(self, day: date) -> None:
        super().__init__(day=day)


class TownCalendar:
    """The days of one town, from its zone, its territory and its own decisions."""

    def __init__(self, zone: Zone, rules: CalendarRules) -> None:
        self.rules = rules
        self._school_years = school_calendar(zone, rules.own_years)
        self._counts_as = {exception.date: exception.weekday for exception in rules.counts_as}
        self._school_weekdays = {school.code: frozenset(school.weekdays) for school in rules.schools}
        self._default_weekdays = frozenset(rules.school_weekdays)

    def weekday(self, day: date) -> int:
        """ISO weekday of `day`, or the one the town says it counts as."""
        return self._counts_as.get(day) or day.isoweekday()

    def public_holiday(self, day: date) -> str | None:
        return public_holiday(day, self.rules.territory)

    def knows(self, day: date) -> bool:
        """Whether the school calendar of `day` is known."""
        return self._school_years.knows(day)

    def school_holiday(self, day: date) -> SchoolHoliday | None:
        """The school holiday that `day` is in, bridges included. Raises CalendarUnknown."""
        if not self._school_years.knows(day):
            raise CalendarUnknown(day)
        return self._school_years.holiday(day)

    @property
    def school_holidays(self) -> tuple[SchoolHoliday, ...]:
        """Every known school holiday, in order."""
        return self._school_years.holidays

    def holiday_start(self, day: date) -> date | None:
        """First day of the school holiday that `day` is in; None in term and on a bridge. Raises CalendarUnknown."""
        holiday = self.school_holiday(day)
        return holiday.first if holiday is not None and not holiday.is_bridge else None

    def term_start(self, day: date) -> date:
        """First day of the school period of `day` (*de vacances à vacances*). Raises CalendarUnknown."""
        if not self._school_years.knows(day):
            raise CalendarUnknown(day)
        return self._school_years.term_start(day)

    def school_year_start(self, day: date) -> date:
        """First day of the school year of `day`. Raises CalendarUnknown."""
        if not self._school_years.knows(day):
            raise CalendarUnknown(day)
        return self._school_years.year_start(day)

    def period_start(self, day: date) -> date:
        """First day of the town's own period of `day`. Raises CalendarUnknown where the town wrote none."""
        for period in self.rules.periods:
            if period.first <= day <= period.last:
                return period.first
        raise CalendarUnknown(day)

    def has_school_weekday(self, day: date, school: str | None = None) -> bool:
        weekdays = (
            self._school_weekdays.get(school, self._default_weekdays) if school else self._default_weekdays
        )
        return self.weekday(day) in weekdays

    def is_school_day(self, day: date, school: str | None = None) -> bool:
        """Whether pupils have school. Raises CalendarUnknown."""
        if not self.has_school_weekday(day, school) or self.public_holiday(day):
            return False
        if self.school_holiday(day) is not None:
            return False
        return not any(
            closure.covers(day)
            and not closure.services
            and not closure.classes
            and (not closure.schools or school in closure.schools)
            for closure in self.rules.closures
        )

    def is_opening_day(self, day: date) -> bool:
        """Whether the town hall opens."""
        return (
            day.isoweekday() in self.rules.town_hall_weekdays
            and not self.public_holiday(day)
            and not any(closure.covers(day) for closure in self.rules.town_hall_closures)
        )

    def is_working_day(self, day: date) -> bool:
        return day.isoweekday() <= 5 and not self.public_holiday(day)

    def is_business_day(self, day: date) -> bool:
        return day.isoweekday() <= 6 and not self.public_holiday(day)
