"""Days and services of which nobody wrote down who came, though children were expected: what is looked at before invoicing.

Two round trips besides the one that admits the agent, whatever the number of days.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from functions.domain.attendance.attendance_list import OLDEST
from functions.domain.attendance.expected_children import expected_child
from functions.domain.calendar.months import month_of
from functions.domain.errors import InvalidRequest, RangeBackwards
from functions.domain.families.family import Child
from functions.domain.planning.child_month import ChildMonth, Slot
from functions.domain.planning.open_days import OpenDays
from functions.domain.reglement.reglement import Reglement
from functions.storage.attendance.town_children import children_of_town, read_of_each
from functions.storage.bookings import child_months
from functions.storage.table import keys
from functions.storage.table.keys import Key
from functions.storage.town import called_off


class TooManyDaysAsked(InvalidRequest):
    """More days than may be written down at all. `most` in the data is how many."""

    code = "too_many_days_asked"


@dataclass(frozen=True, slots=True)
class Unmarked:
    """`expected`: how many children."""

    day: date
    service: str
    expected: int


def list_unmarked(commune: str, reglement: Reglement, first: date, last: date, today: date) -> list[Unmarked]:
    """By day, then by service; until today. A moment late. Raises RangeBackwards, TooManyDaysAsked."""
    if last < first:
        raise RangeBackwards(field="to")
    if last - first > OLDEST:
        raise TooManyDaysAsked(field="to", most=OLDEST.days)
    days = [first + timedelta(number) for number in range((min(last, today) - first).days + 1)]
    months = sorted({month_of(day) for day in days})
    broken: list[Key] = []
    ids, _ = children_of_town(commune, unreadable=broken)

    def keys_of(child: str) -> Iterator[Key]:
        yield keys.child(commune, child)
        yield from (keys.child_month(commune, child, month) for month in months)

    found = read_of_each(ids, keys_of, [keys.called_off(commune, month) for month in months])
    off = {month: called_off.in_batch(found, commune, month).value for month in months}
    open_days = OpenDays(reglement, off)
    expected: Counter[tuple[date, str]] = Counter()
    marked: set[tuple[date, str]] = set()
    for child_id in ids:
        child = found.get_sound(keys.child(commune, child_id), Child)
        if child is None:
            continue
        for name in months:
            month = child_months.sound_in_batch(found, commune, child_id, name)
            if month is not None:
                _count(child.value, month.value, days, open_days, expected, marked)
    return [
        Unmarked(day, service, count)
        for (day, service), count in sorted(expected.items())
        if (day, service) not in marked
    ]


def _count(
    child: Child,
    month: ChildMonth,
    days: list[date],
    open_days: OpenDays,
    expected: Counter[tuple[date, str]],
    marked: set[tuple[date, str]],
) -> None:
    for day in days:
        if month_of(day) != month.month:
            continue
        marked.update((day, service) for service in month.attended.get(day.day, {}))
        services = {service.code for service in open_days.reglement.services}
        for service in services | month.days.get(day.day, {}).keys():
            known = expected_child(child, month, Slot(day, service, child.id), open_days)
            if known is not None and known.seen is None and known.comes:
                expected[day, service] += 1
