"""Days and services of which nobody wrote down who came, though children were expected: what is looked at before invoicing.

Two round trips besides the one that admits the agent, whatever the number of days.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from functions.domain.attendance.attendance_list import OLDEST
from functions.domain.attendance.expected_children import expected_child
from functions.domain.attendance.left_unmarked import LeftUnmarked
from functions.domain.calendar.months import month_of
from functions.domain.errors import InvalidRequest, RangeBackwards
from functions.domain.families.family import Child
from functions.domain.planning.child_month import ChildMonth, Slot
from functions.domain.planning.open_days import OpenDays
from functions.domain.reglement.deadline_rules import Mode
from functions.domain.reglement.reglement import Reglement
from functions.domain.town.commune import Commune
from functions.storage.attendance import left_unmarked
from functions.storage.attendance.town_children import children_of_town, read_of_each
from functions.storage.bookings import child_months
from functions.storage.invoicing import runs
from functions.storage.table import keys
from functions.storage.table.keys import Key
from functions.storage.table.reading import together
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
    return _look(commune, reglement, first, min(last, today)).unmarked()


def list_to_invoice(commune: str, reglement: Reglement, first: date, last: date) -> list[Unmarked]:
    """What invoices of these days would hold as it was booked.

    A service of which nobody writes down anything at all is left out, unless it is billed by who came: its town does without.
    """
    looked = _look(commune, reglement, first, last)
    written = {service for _, service in looked.marked}
    watched = {
        service.code
        for service in reglement.services
        if service.code in written or service.reserve.mode is Mode.ATTENDANCE
    }
    return [each for each in looked.unmarked() if each.service in watched]


def list_before_invoicing(commune: Commune, reglement: Reglement, today: date) -> list[Unmarked]:
    """Of the month before, where its invoices are not begun, and of this one until yesterday: what can still be mended for nothing."""
    month = today.replace(day=1)
    before = (month - timedelta(1)).replace(day=1)
    found, run = together(
        partial(list_to_invoice, commune.id, reglement, before, today - timedelta(1)),
        partial(runs.run, commune.id, commune.regie.code, month_of(before)),
    )
    first = before if run is None else month
    return [each for each in found if each.day >= first]


@dataclass(frozen=True, slots=True)
class _Looked:
    """How many were expected, and of which days and services somebody wrote down something."""

    expected: Counter[tuple[date, str]]
    marked: set[tuple[date, str]]
    left: dict[str, LeftUnmarked]
    """By month: lists of which an agent said that nobody will write them down."""

    def unmarked(self) -> list[Unmarked]:
        return [
            Unmarked(day, service, count)
            for (day, service), count in sorted(self.expected.items())
            if (day, service) not in self.marked and not self.left[month_of(day)].has(day, service)
        ]


def _look(commune: str, reglement: Reglement, first: date, last: date) -> _Looked:
    days = [first + timedelta(number) for number in range((last - first).days + 1)]
    months = sorted({month_of(day) for day in days})
    broken: list[Key] = []
    ids, _ = children_of_town(commune, unreadable=broken)

    def keys_of(child: str) -> Iterator[Key]:
        yield keys.child(commune, child)
        yield from (keys.child_month(commune, child, month) for month in months)

    also = [key(commune, month) for key in (keys.called_off, keys.left_unmarked) for month in months]
    found = read_of_each(ids, keys_of, also)
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
    left = {month: left_unmarked.in_batch(found, commune, month).value for month in months}
    return _Looked(expected, marked, left)


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
