"""What is billed of a slot besides its price, as an agent who keeps the list reads it: an absence that was declared, or what was noted."""

from dataclasses import dataclass
from datetime import datetime

from functions.domain.absences.late_declaration import StillPossible, still_possible
from functions.domain.absences.missed_days import Missed, missed
from functions.domain.absences.noted_slots import NotedSlot, noted_slot
from functions.domain.calendar.town_calendar import CalendarUnknown
from functions.domain.families.family import Child
from functions.domain.planning.child_month import ChildMonth, Slot
from functions.domain.planning.open_days import OpenDays
from functions.domain.planning.paid_by_all import only_payer


@dataclass(frozen=True, slots=True)
class SlotBills:
    """`declared`: what the règlement makes of the absence that the family declared; None where it declared none of what is booked. `noted`:
    None where nothing was. `still`: what the family can do about an absence that it did not declare, so that it is not billed."""

    declared: Missed | None = None
    noted: NotedSlot | None = None
    still: StillPossible | None = None


def slot_bills(
    open_days: OpenDays, month: ChildMonth, slot: Slot, child: Child, *, now: datetime
) -> SlotBills:
    """Nothing where the calendar does not say what the rule makes of it."""
    try:
        return _bills(open_days, month, slot, child, now)
    except CalendarUnknown:
        return SlotBills()


def _bills(open_days: OpenDays, month: ChildMonth, slot: Slot, child: Child, now: datetime) -> SlotBills:
    booking = month.booking(slot)
    absence = None if booking is None else month.absence(slot, booking.payer)
    declared = None
    if booking is not None and absence is not None:
        declared = missed(open_days, slot, booking, child, attended=None, absence=absence)
    seen = month.seen(slot)
    payer = booking.payer if booking is not None else "" if seen is None else seen.payer
    paying = only_payer(slot, child)
    noted = noted_slot(open_days, month, slot, child, family=payer, at_price_of=paying)
    still = None if noted is None else still_possible(open_days.reglement, noted, month, now=now)
    return SlotBills(declared, noted, still)
