"""What a town's deadlines are made of. Nothing is computed here: `limit_instants` and `deadlines` do it."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from functions.domain.calendar.town_calendar import Count

END_OF_DAY = 24 * 60
"""`Limit.at` of a limit that lasts until the end of its day: 00:00 of the next day is too late."""


class Action(StrEnum):
    RESERVE = "reserve"
    CANCEL = "cancel"


class Anchor(StrEnum):
    """The day from which a limit is counted back."""

    SERVICE_DAY = "service_day"
    WEEK = "week"
    """Monday of the week of the service day."""
    MONTH = "month"
    """First day of the month of the service day."""
    HOLIDAY = "holiday"
    """First day of the school holiday of the service day (the service day itself out of holidays)."""
    HOLIDAY_OPENING = "holiday_opening"
    """First day on which the service opens in that holiday: a Monday, where the holiday begins on a Saturday."""
    TERM = "term"
    """First day of the school period of the service day."""
    PERIOD = "period"
    """First day of the town's own period (a trimester, five weeks of workshops) that the service day is in."""
    SCHOOL_YEAR = "school_year"
    """First day of the school year of the service day: the day after the summer holidays."""
    FIRST_BOOKED_DAY = "first_booked_day"
    """First day of the stay that is booked or cancelled together; the service day where it is not known."""


class Unit(StrEnum):
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    HOURS = "hours"
    """On the wall clock: 48 hours before Monday 0:00 is Saturday 0:00, also when clocks change in between."""


class IfClosed(StrEnum):
    """What becomes of a limit that falls on a day that is not open."""

    KEEP = "keep"
    EARLIER = "earlier"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Limit:
    """An instant, told from a service day: an anchor, a step back, a day there, an hour.

    The step goes `back` × `unit`, counting only days of kind `count` (a week counts when it has such a day). Then
    `weekday` chooses a day of the week that was reached or, with `nth` or `last_full_week`, of the month that was
    reached. Without week or month it chooses the last such weekday: before the anchor when `back` is 0, else not after
    the day that was reached. `month_day` chooses a day of the month, its last one when the month is too short.
    """

    back: int = 0
    unit: Unit = Unit.DAYS
    count: Count = Count.CALENDAR
    anchor: Anchor = Anchor.SERVICE_DAY
    clear: bool = False
    """*Jours francs*: neither the day of the limit nor the anchor is among the days counted."""
    weekday: int | None = None
    """ISO: Monday is 1."""
    nth: int | None = None
    """Which `weekday` of the month: 1 is the first, -1 the last, -2 the last but one."""
    last_full_week: bool = False
    """The weekday is that of the month's last week from Monday to Sunday."""
    month_day: int | None = None
    at: int = END_OF_DAY
    """Minutes after midnight, on the commune's clock."""
    from_start: bool = False
    """Hours count from the hour at which the service starts, not from midnight."""
    if_closed: IfClosed = IfClosed.KEEP
    closed_count: Count = Count.WORKING
    """Which days are open for `if_closed`."""
    after_start: bool = False
    """The town allows this limit to fall after the service has started."""
    exact: datetime | None = None
    """An instant that the town announced, on its clock, without offset. The other fields then count for nothing."""


class TermOrHolidays(StrEnum):
    SCHOOL = "school"
    HOLIDAYS = "holidays"


@dataclass(frozen=True, slots=True)
class Case:
    """The service days that a case applies to, and their window. The first case of a rule that applies decides.

    Empty conditions always hold. Without `closes`, the window lasts until the service starts; without `opens`, it has
    always been open.
    """

    closes: Limit | None = None
    opens: Limit | None = None
    opens_outside: Limit | None = None
    """Where the window opens later for families from outside; None: it opens for all at once."""
    possible: bool = True
    announced: bool = True
    """False: the town will announce the window of these days later."""
    weekdays: tuple[int, ...] = ()
    first: date | None = None
    last: date | None = None
    period: TermOrHolidays | None = None
    resident: bool | None = None
    """True: only for families of the commune. False: only for families from outside. None: for both."""
    public_holidays: tuple[int, ...] = ()
    """Only in weeks in which one of these weekdays is a public holiday."""


class LateMode(StrEnum):
    SURCHARGE = "surcharge"
    REQUEST = "request"
    """An agent decides."""
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class Surcharge:
    """What lateness adds to the price of a unit; the parts add up."""

    cents: int = 0
    percent: Decimal = Decimal(0)
    kind: str | None = None
    """Another price of the same tariff replaces the ordinary one first (`unreserved`, `occasional`)."""
    from_nth: int = 1
    """The time in a school year from which it is added; 1: from the first."""
    whole_month: bool = False
    """Lateness for one day raises the whole month's order."""


@dataclass(frozen=True, slots=True)
class Late:
    """What is still possible after the deadline, until a second deadline (None: until the service starts)."""

    mode: LateMode
    until: Limit | None = None
    surcharge: Surcharge | None = None
    phone: str = ""
    reasons: tuple[str, ...] = ()
    """Only for these reasons, in the town's words; empty: for any."""

    def surcharge_after(self, times_before: int) -> Surcharge | None:
        """What is added for a family that was late `times_before` times this school year."""
        if self.surcharge is None or times_before + 1 < self.surcharge.from_nth:
            return None
        return self.surcharge


class Mode(StrEnum):
    BOOKING = "booking"
    ATTENDANCE = "attendance"
    """Nothing is booked: the children who came are billed."""
    ALWAYS = "always"
    """Booked for the whole year unless cancelled."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Until when, and from when, one action on one service is possible."""

    cases: tuple[Case, ...] = ()
    """A service day to which no case applies has no window yet: the town will announce it."""
    late: tuple[Late, ...] = ()
    """In order of their limits."""
    mode: Mode = Mode.BOOKING
    confirmed_by_town: bool = False
    """What a family books or cancels stays a request until the town says yes."""
    article: str = ""
    """Where the town's own text says it: « Article 4 »."""
    note: str = ""
    """A sentence of the town, shown as it is."""


NEVER = Rule(cases=(Case(possible=False),))
WHENEVER = Rule(cases=(Case(),))
