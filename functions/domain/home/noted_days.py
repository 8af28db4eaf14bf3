"""What the town noted lately that is not as it was booked: an absence that nobody declared, a coming without a booking, a late pick-up."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from functions.domain.absences.noted_slots import NotedSlot, noted_slot
from functions.domain.calendar.months import month_of
from functions.domain.calendar.town_calendar import CalendarUnknown
from functions.domain.families.family import Child, Family
from functions.domain.planning.child_month import ChildMonth, Slot
from functions.domain.planning.open_days import OpenDays

BEHIND = timedelta(5)
"""How far back it is told: on the Monday after a long weekend, of the Wednesday before."""


def noted_lately(
    family: Family,
    months: Mapping[tuple[str, str], ChildMonth],
    children: Mapping[str, Child],
    open_days: OpenDays,
    *,
    today: date,
) -> list[NotedSlot]:
    """Of the last day, today or before, of which there is any such thing; in the family's order, then the règlement's. What the child's
    other home booked is for that home."""
    for back in range(BEHIND.days + 1):
        day = today - timedelta(back)
        found = [
            noted
            for child in family.children
            if child in children and (month := months.get((child, month_of(day)))) is not None
            for noted in _of_child(month, day, children[child], open_days, family.id)
        ]
        if found:
            return found
    return []


def _of_child(
    month: ChildMonth, day: date, child: Child, open_days: OpenDays, family: str
) -> Iterator[NotedSlot]:
    for service in open_days.reglement.services:
        try:
            noted = noted_slot(open_days, month, Slot(day, service.code, child.id), child, family=family)
        except CalendarUnknown:
            continue
        if noted is not None and noted.payer == family and _is_news(noted):
            yield noted


def _is_news(noted: NotedSlot) -> bool:
    return noted.missed is not None or bool(noted.coming) or bool(noted.late_pickup)
