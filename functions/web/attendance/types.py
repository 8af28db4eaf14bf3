"""The day's list, as the API tells it to an agent."""

from datetime import date, datetime
from typing import Literal

from msgspec import Struct

from functions.web.api.fields import Code, of_this_century


class DayListQuery(Struct):
    service: Code
    date: date

    def __post_init__(self) -> None:
        of_this_century(self.date)


class Coded(Struct):
    code: str
    label: str


class UrgentShown(Struct):
    """`phone`: empty where there is none to call."""

    label: str
    phone: str


class MayFetchShown(Struct):
    name: str
    tie: str


Presence = Literal["expected", "present", "left", "absent"]


class ChildOfList(Struct):
    """`absent`: a few words where the family declared it. `arrived`, `left`: `HH:MM` on the town's clock.

    `last_event`: what an event sends back as `seen`, as it is. `marks`, `care`: what is to be known before the child is let in; `care`
    never says what a care plan (PAI) asks, only where it is kept.
    """

    child: str
    first_name: str
    last_name: str
    name: str
    """Both, and what tells the child from another of the list who has both."""
    school: str | None
    school_name: str
    school_class: str | None
    expected: Literal["booked", "enrolled", "no"]
    absent: str
    bills: str
    """What is billed of this child, where it is not what the list says (`absence_bills`, `unbooked_bills`)."""
    meal: str
    """The same of this child, where it is not what the list says."""
    presence: Presence
    arrived: str | None
    left: str | None
    late_minutes: int | None
    reason: str
    left_by: str
    note: str
    last_event: str
    to_check: bool
    marks: list[Coded]
    care: list[str]
    urgent: list[UrgentShown]
    """What an evacuation shows beside the name, without a network."""
    may_fetch: list[MayFetchShown]
    may_not_fetch: list[str]


class DayListShown(Struct):
    """`version`: of what a printed list says: who is expected, marks, declared absences; not of who came. `remark`: why nobody is
    expected, or which classes are not; else empty. `reasons`: of an absence.
    `unreadable`: children, or families, of whom something cannot be read: whether they are expected is not known here."""

    as_of: datetime
    version: str
    date: date
    service: str
    service_name: str
    starts: str
    ends: str
    is_over: bool
    remark: str
    reasons: list[Coded]
    absence_bills: str
    """What an absence of this day costs, by the règlement; empty for a service that the town gave up since."""
    unbooked_bills: str
    """What a child is billed who is there and booked nothing."""
    meals: str
    """Whether the caterer's order changes with who is noted absent, or added; empty without a meal, and of a day gone by."""
    unmarked_bills: str
    """What becomes of who is expected and of whom nothing is written down."""
    children: list[ChildOfList]
    unreadable: list[str]
