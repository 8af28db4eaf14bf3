"""Which children an act for several families is about, page after page, each under the family that books for it. A moment late: the
act itself decides from what it reads."""

from dataclasses import dataclass
from datetime import date, datetime

from functions.domain.calendar.months import month_of
from functions.domain.directory.family_filter import FamilyFilter
from functions.domain.families.spelling import folded
from functions.domain.planning.child_month import Slot
from functions.storage.bookings import child_months
from functions.storage.directory import families_found
from functions.storage.families.children import sound_children

FAMILIES = 50
CHILDREN = 100
"""That one page looks at."""


@dataclass(frozen=True, slots=True, order=True)
class ChildOfFamily:
    family: str
    child: str


@dataclass(frozen=True, slots=True)
class ChosenPage:
    """`next`: the `after` of the next page; None on the last one."""

    children: tuple[ChildOfFamily, ...]
    next: str | None


def children_of_class(
    commune: str, school: str, school_class: str, *, after: str | None, now: datetime
) -> ChosenPage:
    """The children of a class, of a whole school where `school_class` is empty, of all schools where `school` is. A child of two homes is of
    the first; one that has left is of none."""
    chosen = FamilyFilter(now, school, school_class)
    page = families_found.listed(commune, "", chosen, after=families_found.opened(after), limit=FAMILIES)
    pairs = [
        ChildOfFamily(line.family, child.id)
        for line in page.lines
        for child in line.children
        if (not school or folded(child.school or "") == folded(school))
        and (not school_class or folded(child.school_class or "") == folded(school_class))
        and (child.last_day is None or now.date() <= child.last_day)
    ]
    files = sound_children(commune, [pair.child for pair in pairs]) if pairs else {}
    kept = (
        pair
        for pair in pairs
        if pair.child in files and files[pair.child].value.families[:1] == (pair.family,)
    )
    return ChosenPage(tuple(kept), families_found.closed(page.last))


def children_who_booked(commune: str, service: str, day: date, *, after: str | None) -> ChosenPage:
    """Those who have booked the service that day, each under the family that pays."""
    rows = child_months.children_of_month(commune, month_of(day), after=after, limit=CHILDREN + 1)
    months = [stored.value for stored in rows]
    page = months[:CHILDREN]
    kept = (
        ChildOfFamily(booking.payer, month.child)
        for month in page
        if (booking := month.booking(Slot(day, service, month.child))) is not None
    )
    return ChosenPage(tuple(kept), page[-1].child if len(months) > CHILDREN else None)
