"""What the table holds of bookings, read the long way round: the rows, and the counters beside them."""

from collections import Counter as Tally
from collections.abc import Iterable
from datetime import date

from functions.domain.calendar.months import day_of
from functions.domain.planning.child_month import Booking, Slot
from functions.domain.planning.service_month import Counter
from functions.storage.bookings import child_months, service_months
from functions.storage.table import keys
from functions.storage.table.reading import read

Counted = dict[tuple[str, date, str | None], int]
"""Places by service, day and school (None: all)."""


def rows(children: Iterable[str], of_months: Iterable[str], *, commune: str = "lisse") -> dict[Slot, Booking]:
    """Every booking of the children in the months."""
    found: dict[Slot, Booking] = {}
    for month in of_months:
        for stored in child_months.months_of(commune, children, month):
            for number, services in stored.value.days.items():
                for service, booking in services.items():
                    found[Slot(day_of(month, number), service, stored.value.child)] = booking
    return found


def counters(services: Iterable[str], of_months: Iterable[str], *, commune: str = "lisse") -> Counted:
    """What the counters say, those at zero left out."""
    found: Counted = {}
    for service in services:
        for month in of_months:
            batch = read([keys.service_month(commune, service, month)])
            for counter, taken in service_months.in_batch(batch, commune, service, month).taken.items():
                if taken:
                    found[service, day_of(month, counter.day), counter.school] = taken
    return found


def tally(found: dict[Slot, Booking]) -> Counted:
    """What the counters must say of these rows."""
    counted: Tally[tuple[str, date, str | None]] = Tally()
    for slot, booking in found.items():
        for counter in {Counter(slot.date.day), Counter(slot.date.day, booking.school)}:
            counted[slot.service, slot.date, counter.school] += 1
    return dict(counted)
