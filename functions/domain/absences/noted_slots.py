"""What attendance made of a slot: whether the child came, and what of that is billed. Every screen, list and feed that tells it asks this."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from functions.domain.absences.missed_days import Missed, missed
from functions.domain.families.family import Child
from functions.domain.invoices.invoice_lines import WITHOUT_A_BOOKING, LineKind
from functions.domain.planning.attendance_record import Attended, Charge, Presence
from functions.domain.planning.child_month import Booking, ChildMonth, Slot
from functions.domain.planning.open_days import OpenDays


@dataclass(frozen=True, slots=True)
class NotedSlot:
    slot: Slot
    seen: Attended
    booking: Booking | None = None
    missed: Missed | None = None
    """Of a booked child who did not come: whether that is billed, and why."""
    priced: bool = True
    """False where the family that reads it has no price of its own for it."""

    @property
    def came(self) -> bool:
        return self.seen.presence is Presence.PRESENT

    @property
    def payer(self) -> str:
        return self.seen.payer if self.booking is None else self.booking.payer

    @property
    def coming(self) -> tuple[Charge, ...]:
        """What coming without a booking is charged; nothing once somebody has booked the slot since."""
        return () if self.booking is not None else tuple(self._charged(WITHOUT_A_BOOKING))

    @property
    def late_pickup(self) -> tuple[Charge, ...]:
        return tuple(self._charged((LineKind.LATE_PICKUP,)))

    @property
    def cents(self) -> int | None:
        """What is billed of the booking, or of coming without one; None where nothing is, or where it is not known."""
        if not self.priced:
            return None
        if self.booking is None:
            priced = [each for each in self.coming if each.priced]
            return charged_cents(priced) if priced else None
        if self.missed is not None and not self.missed.billed:
            return None
        unit = self.booking.price_cents - self.booking.surcharge_cents
        return unit * (1 if self.seen.units is None else self.seen.units) + self.booking.surcharge_cents

    def _charged(self, kinds: tuple[LineKind, ...]) -> Iterator[Charge]:
        return (each for each in self.seen.charges if each.kind in kinds)


def noted_slot(
    open_days: OpenDays,
    month: ChildMonth,
    slot: Slot,
    child: Child,
    *,
    family: str,
    at_price_of: str | None = None,
) -> NotedSlot | None:
    """As `family` is told it, at its own price; `at_price_of`: at that of the home that pays, for an agent. None where nobody noted anything; where the family itself said that the child would not come; where the
    service did not take place and the child was not there. Raises CalendarUnknown.
    """
    seen = month.seen(slot)
    if seen is None:
        return None
    booking = month.booking(slot)
    if booking is None or seen.presence is Presence.PRESENT:
        return _priced_for(NotedSlot(slot, seen, booking), at_price_of or family)
    absence = month.absence(slot, booking.payer)
    if absence is not None and absence.family == family:
        return None
    if open_days.not_held(slot, booking, child) is not None:
        return None
    judged = missed(open_days, slot, booking, child, attended=seen, absence=absence)
    return _priced_for(NotedSlot(slot, seen, booking, judged), at_price_of or family)


def _priced_for(noted: NotedSlot, family: str) -> NotedSlot:
    """With no price of another home of the child. Who booked, and who pays, stay as they are."""
    booking, seen, priced = noted.booking, noted.seen, True
    if booking is not None and (booking.others or booking.payer != family):
        own = booking.priced_for(family)
        priced = own is not None
        booking = replace(
            own or replace(booking, price_cents=0, surcharge_cents=0, tranche="", others=()),
            payer=booking.payer,
        )
    if seen.others or seen.payer != family:
        charges = seen.charges_of(family)
        if charges is None:
            priced = False
            charges = tuple(
                replace(each, unit_price_cents=0, tranche="", priced=False) for each in seen.charges
            )
        seen = replace(seen, charges=charges, others=())
    return replace(noted, seen=seen, booking=booking, priced=priced)


def charged_cents(charges: Iterable[Charge]) -> int:
    return sum(each.quantity * each.unit_price_cents for each in charges if each.priced)
