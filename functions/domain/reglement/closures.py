"""Why the calendar of the règlement closes a service on a day, if it does.

What the town called off since is not known here: `functions/domain/planning/open_days.py` says whether a service is open."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from functions.domain.calendar.town_calendar import CalendarUnknown
from functions.domain.reglement.reglement import ByDay, Reglement, Service, Terms, cached_in_reglement


class ClosedCode(StrEnum):
    CLOSURE = "closure"
    """The town announced it; the label is in its own words."""
    CALLED_OFF = "called_off"
    """The town called it off after the règlement was published; the label is the reason, in its own words."""
    PUBLIC_HOLIDAY = "public_holiday"
    """The label is the holiday's code in `public_holidays`."""
    SCHOOL_HOLIDAY = "school_holiday"
    """The label is the holiday's code in `school_holidays`, or the town's own label."""
    SCHOOL_TERM = "school_term"
    """The service opens only in the school holidays, and the day is not in one."""
    WEEKDAY = "weekday"
    """The service, or the child's school, is never open on that weekday."""
    OTHER_SCHOOL = "other_school"
    """The service is not for the children of that school."""
    NOT_HERE_YET = "not_here_yet"
    """Before the child's first day, which is the label (`2027-03-12`)."""
    GONE = "gone"
    """After the child's last day, which is the label (`2027-03-12`)."""
    BEYOND_CALENDAR = "beyond_calendar"
    """The school calendar of that day is not known: no guess is made."""


@dataclass(frozen=True, slots=True)
class Closed:
    code: ClosedCode
    label: str = ""

    @property
    def by_town(self) -> bool:
        """Whether the town closed a day that would be open: what was booked there does not take place."""
        return self.code in (ClosedCode.CLOSURE, ClosedCode.CALLED_OFF) or self.of_child

    @property
    def of_child(self) -> bool:
        """Whether the day is open to others: this child is not here yet, or has left."""
        return self.code in (ClosedCode.NOT_HERE_YET, ClosedCode.GONE)

    @property
    def leaves_no_cell(self) -> bool:
        """Whether the service is not for that child, that weekday or that part of the year: the grid shows nothing there."""
        return self.code in (ClosedCode.WEEKDAY, ClosedCode.OTHER_SCHOOL, ClosedCode.SCHOOL_TERM)


def closure(
    reglement: Reglement,
    service: Service,
    day: date,
    *,
    school: str | None = None,
    school_class: str | None = None,
) -> Closed | None:
    """Why `service` is closed on `day` for a child of that school and class; None when it opens."""
    return closures(reglement, service, school, school_class)[day]


@cached_in_reglement
def closures(
    reglement: Reglement, service: Service, school: str | None, school_class: str | None
) -> Mapping[date, Closed | None]:
    """The same of any day."""
    return ByDay(lambda day: _closure(reglement, service, day, school, school_class))


def _closure(
    reglement: Reglement, service: Service, day: date, school: str | None, school_class: str | None
) -> Closed | None:
    if school is not None and not service.welcomes(school):
        return Closed(ClosedCode.OTHER_SCHOOL)
    rules, days = reglement.calendar, reglement.days
    for town_closure in rules.closures:
        if town_closure.covers(day) and town_closure.concerns(service.code, school, school_class):
            return Closed(ClosedCode.CLOSURE, town_closure.label)
    if any(opening.covers(service.code, day) for opening in rules.openings):
        return None
    if days.weekday(day) not in service.weekdays:
        return Closed(ClosedCode.WEEKDAY)
    public_holiday = None if service.on_public_holidays else days.public_holiday(day)
    if public_holiday is not None:
        return Closed(ClosedCode.PUBLIC_HOLIDAY, public_holiday)
    return _out_of_terms(reglement, service, day, school)


def _out_of_terms(reglement: Reglement, service: Service, day: date, school: str | None) -> Closed | None:
    if service.terms is Terms.ALL:
        return None
    days = reglement.days
    try:
        holiday = days.school_holiday(day)
    except CalendarUnknown:
        return Closed(ClosedCode.BEYOND_CALENDAR)
    if service.terms is Terms.HOLIDAYS:
        return None if holiday is not None and not holiday.is_bridge else Closed(ClosedCode.SCHOOL_TERM)
    if holiday is not None:
        return Closed(ClosedCode.SCHOOL_HOLIDAY, holiday.label or holiday.code)
    if service.terms is Terms.SCHOOL_DAYS and not days.has_school_weekday(day, school):
        return Closed(ClosedCode.WEEKDAY)
    return None
