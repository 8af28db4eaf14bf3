"""What is booked for a child on days on which it would not be here: said before its first or its last day is written."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from functions.domain.errors import NotFound
from functions.domain.families.family import Child, Family
from functions.domain.planning.child_month import Slot
from functions.domain.planning.open_days import booked_away
from functions.storage.bookings import child_months
from functions.storage.table import keys
from functions.storage.table.reading import read
from functions.storage.town import communes


@dataclass(frozen=True, slots=True)
class DaysAway:
    """`own`: booked by this family, from today on; `elsewhere`: how many the child's other home booked; `past`: how many this family
    had booked before today. None of them takes place."""

    own: tuple[Slot, ...]
    elsewhere: int
    past: int


def days_away(
    commune: str, family: str, child: str, *, first_day: date | None, last_day: date | None, now: datetime
) -> DaysAway:
    """Nothing is written. Raises NotFound."""
    today = communes.commune(commune).day_of(now)
    family_key, child_key = keys.family(commune, family), keys.child(commune, child)
    found = read([family_key, child_key])
    home, stored = found.get(family_key, Family), found.get(child_key, Child)
    if home is None or stored is None or child not in home.value.children:
        raise NotFound
    file = replace(stored.value, first_day=first_day, last_day=last_day)
    months = [stored.value for stored in child_months.all_months(commune, child)]
    booked = [(slot, booking.payer == family) for slot, booking in booked_away(file, months)]
    return DaysAway(
        tuple(sorted(slot for slot, mine in booked if mine and slot.date >= today)),
        sum(not mine and slot.date >= today for slot, mine in booked),
        sum(mine and slot.date < today for slot, mine in booked),
    )
