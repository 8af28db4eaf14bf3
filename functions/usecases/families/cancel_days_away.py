"""Give back what is booked for a child on days on which it is not here: what the form of its file does, for what a list says."""

from collections.abc import Iterable
from datetime import datetime

from functions.domain.bookings.batches import cut_into_batches
from functions.domain.bookings.town_booking import TownTerms
from functions.domain.bookings.validation import SeenLine
from functions.domain.families.family import Child
from functions.domain.planning.open_days import booked_away
from functions.domain.reglement.deadline_rules import Action
from functions.storage.bookings import child_months
from functions.storage.table.ids import new_id
from functions.storage.town import communes
from functions.usecases.bookings.book_for_family import ForFamily, book_for_family


def cancel_days_away(
    commune: str, family: str, children: Iterable[Child], *, reason: str, by: str, now: datetime
) -> None:
    """What the family has booked from today on, once the files say the days: nothing of it takes place, so it costs nothing; the places
    are free, and the family is told by mail.

    Done again after a fault, it does what is left. Raises NotFound, Busy.
    """
    today = communes.commune(commune).day_of(now)
    lines = [
        SeenLine(slot, Action.CANCEL, None)
        for child in children
        for slot, booking in booked_away(
            child, (stored.value for stored in child_months.all_months(commune, child.id))
        )
        if booking.payer == family and slot.date >= today
    ]
    for batch in cut_into_batches(lines):
        acting = ForFamily(commune, family, by)
        book_for_family(acting, batch, TownTerms(reason=reason), tell=True, key=new_id(now), now=now)
