"""*Préfacturation*: a service that is paid when it is booked. The place is held for as long as the règlement says, then given back
if nobody paid.

The family gets an ordinary invoice, issued together with the booking. The month's invoice then finds that these days
were already asked for.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from functions.domain.availability.situation import Situation
from functions.domain.billing.family_lines import lines_owed
from functions.domain.errors import Conflict
from functions.domain.invoices.invoice_lines import InvoiceLine, total_cents
from functions.domain.planning.child_month import ChildMonth, Slot
from functions.domain.regie.online_payments import MINIMUM_CENTS
from functions.domain.reglement.reglement import Reglement
from functions.domain.town.commune import Commune

ANSWER_WITHIN = timedelta(hours=2)
"""How long after that the place stays held when the payment provider does not answer."""


class PrepaidNeedsOnline(Conflict):
    """A service is paid when it is booked, and the régie takes no payment online. `service` is in the data."""

    code = "prepaid_needs_online"


class PaymentAwaited(Conflict):
    """Places are held for the payment of this invoice, so that it may not be replaced now. `until` is in the data."""

    code = "payment_awaited"


@dataclass(frozen=True, slots=True)
class Hold:
    """Booked places that wait for the payment of `invoice`, until `until`."""

    commune: str
    family: str
    invoice: str
    slots: tuple[Slot, ...]
    act: str
    """The validation that made the bookings: one that another act made in such a slot is not part of this hold."""
    until: datetime

    def waits(self, now: datetime) -> bool:
        """Whether the provider's answer about the payment is still waited for."""
        return now < self.until + ANSWER_WITHIN


@dataclass(frozen=True, slots=True)
class Prepaid:
    """Bookings that are paid at once, and the lines that ask for them."""

    slots: tuple[Slot, ...]
    lines: tuple[InvoiceLine, ...]
    held_for: timedelta
    """How long their places wait for the payment. One invoice asks for all: the longest time that families read of any of them."""


def check_paid_online(reglement: Reglement, commune: Commune) -> None:
    """Raises PrepaidNeedsOnline."""
    if commune.regie.online_client is None:
        for service in reglement.services:
            if service.prepaid:
                raise PrepaidNeedsOnline(service=service.name)


def prepaid(situation: Situation, act: str) -> Prepaid | None:
    """What the act booked that is paid at once. A sum too small for the provider to take waits for the month's invoice.

    For a child whose costs two families share, this asks only for this family's part: the other part waits for the
    other family's invoice.
    """
    at_once = {service.code for service in situation.reglement.services if service.prepaid}
    if not at_once:
        return None
    booked = [
        slot
        for month in situation.months.values()
        for slot, booking in month.rows()
        if booking.act == act and slot.service in at_once
    ]
    if not booked:
        return None
    months = [reduced_to(month, booked) for month in situation.months.values()]
    lines = lines_owed(
        situation.family,
        months,
        children=situation.children,
        reglement=situation.reglement,
        called_off=situation.called_off,
    )
    if total_cents(lines) < MINIMUM_CENTS:
        return None
    paid_for = {Slot(line.day, line.service, line.child) for line in lines}
    slots = tuple(sorted(slot for slot in booked if slot in paid_for))
    minutes = max(situation.reglement.service(slot.service).hold_minutes for slot in slots)
    return Prepaid(slots, lines, timedelta(minutes=minutes))


def held(month: ChildMonth, slots: Iterable[Slot], until: datetime) -> ChildMonth:
    """The month with those bookings to be paid by `until`."""
    return _marked(month, slots, until)


def confirmed(month: ChildMonth, hold: Hold) -> ChildMonth:
    """The month with the hold's bookings marked as paid."""
    return _marked(month, held_slots(month, hold), None)


def held_slots(month: ChildMonth, hold: Hold) -> list[Slot]:
    """The slots of the hold that its own bookings are still in: a parent may have cancelled one meanwhile, and
    booked it again."""
    return [slot for slot in hold.slots if _is_of(month, slot, hold)]


def _is_of(month: ChildMonth, slot: Slot, hold: Hold) -> bool:
    if (slot.child, slot.month) != (month.child, month.month):
        return False
    booking = month.booking(slot)
    return booking is not None and booking.act == hold.act and booking.pay_by is not None


def reduced_to(month: ChildMonth, slots: Iterable[Slot]) -> ChildMonth:
    """The month with those bookings and nothing else, so that billing prices them alone."""
    alone = ChildMonth(month.child, month.month)
    for slot in slots:
        booking = month.booking(slot)
        if (slot.child, slot.month) == (month.child, month.month) and booking is not None:
            alone = alone.with_booking(slot, booking)
    return alone


def _marked(month: ChildMonth, slots: Iterable[Slot], pay_by: datetime | None) -> ChildMonth:
    for slot in slots:
        booking = month.booking(slot)
        if (slot.child, slot.month) == (month.child, month.month) and booking is not None:
            month = month.with_booking(slot, replace(booking, pay_by=pay_by))
    return month
