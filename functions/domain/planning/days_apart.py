"""Of which days of a child's month more is to be said than that they are free or booked."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Set
from itertools import chain

from functions.domain.calendar.months import month_of
from functions.domain.planning.basket import Basket
from functions.domain.planning.called_off import CalledOffMonth
from functions.domain.planning.child_month import ChildMonth


def days_apart(month: ChildMonth, basket: Basket, called_off: CalledOffMonth) -> Mapping[str, Set[int]]:
    """The days by service, whichever one is asked for: those of which something waits in the basket or for the town's answer, was noted, was
    declared missed, or was done or called off by the town."""
    off = {entry.what.day.day for entry in called_off.entries.values()}
    found: defaultdict[str, set[int]] = defaultdict(lambda: {*off})
    written: tuple[Mapping[int, Collection[str]], ...] = (
        month.asked,
        month.attended,
        month.cancelled_by_town,
    )
    for number, services in chain.from_iterable(days.items() for days in written):
        for service in services:
            found[service].add(number)
    for absence in month.absences.values():
        for service, missed in absence.days.items():
            found[service].update(day.day for day in missed)
    if month.town_acts:
        for slot, booking in month.rows():
            if booking.act in month.town_acts:
                found[slot.service].add(slot.date.day)
    for service, wanted in basket.wanted.get(month.child, {}).items():
        found[service].update(day.day for day in wanted if month_of(day) == month.month)
    return found
