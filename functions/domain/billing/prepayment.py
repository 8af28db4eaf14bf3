"""*Préfacturation*: a service that is paid when it is booked. The place is held for half an hour, then given back if nobody paid.

What is asked for is an invoice like another, issued with the booking. The month's invoice finds those days already asked for.
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

HELD = timedelta(minutes=30)
ANSWER_WITHIN = timedelta(hours=2)
"""After the half hour, how long a provider that does not answer keeps a place from everybody else."""


class PrepaidNeedsOnline(Conflict):
    """A service is paid when it is booked, and the régie takes no payment online. `service` is in the data."""

    code = "prepaid_needs_online"


class PaymentAwaited(Conflict):
    """Places are held for the payment of this invoice: which one is paid for may not change meanwhile. `until` is in the data."""

    code = "payment_awaited"


@dataclass(frozen=True, slots=True)
class Hold:
    """Booked places that wait for the payment of `invoice`, until `until`."""

    commune: str
    family: str
    invoice: str
    slots: tuple[Slot, ...]
    act: str
    """Of the validation: a booking that came from another is not this one's."""
    until: datetime

    def waits(self, now: datetime) -> bool:
        """Whether what the provider will say of the payment may still count."""
        return now < self.until + ANSWER_WITHIN


@dataclass(frozen=True, slots=True)
class Prepaid:
    """Bookings that are paid at once, and the lines that ask for them."""

    slots: tuple[Slot, ...]
    lines: tuple[InvoiceLine, ...]


@dataclass(frozen=True, slots=True)
class ToPay:
    """What a validation asked for at once."""

    invoice: str
    number: str
    amount_cents: int
    until: datetime


def check_paid_online(reglement: Reglement, commune: Commune) -> None:
    """Raises PrepaidNeedsOnline."""
    if commune.regie.online_client is None:
        for service in reglement.services:
            if service.prepaid:
                raise PrepaidNeedsOnline(service=service.name)


def prepaid(situation: Situation, act: str) -> Prepaid | None:
    """What the act booked that is paid at once. Less than a provider takes waits for the month's invoice.

    Of a shared child, only what this family pays: the other's part waits for the other's invoice.
    """
    booked = [
        slot
        for month in situation.months.values()
        for slot, booking in month.rows()
        if booking.act == act and situation.reglement.service(slot.service).prepaid
    ]
    if not booked:
        return None
    months = [only(month, booked) for month in situation.months.values()]
    lines = lines_owed(situation.family, months, children=situation.children, reglement=situation.reglement)
    if total_cents(lines) < MINIMUM_CENTS:
        return None
    paid_for = {Slot(line.day, line.service, line.child) for line in lines}
    return Prepaid(tuple(sorted(slot for slot in booked if slot in paid_for)), lines)


def held(month: ChildMonth, slots: Iterable[Slot], until: datetime) -> ChildMonth:
    """The month with those bookings to be paid by `until`."""
    return _marked(month, slots, until)


def confirmed(month: ChildMonth, hold: Hold) -> ChildMonth:
    """The month with the hold's bookings as paid ones."""
    return _marked(month, mine(month, hold), None)


def mine(month: ChildMonth, hold: Hold) -> list[Slot]:
    """The hold's bookings that are still there: a parent may have cancelled one meanwhile, and booked it again."""
    return [slot for slot in hold.slots if _is_of(month, slot, hold)]


def _is_of(month: ChildMonth, slot: Slot, hold: Hold) -> bool:
    if (slot.child, slot.month) != (month.child, month.month):
        return False
    booking = month.booking(slot)
    return booking is not None and booking.act == hold.act and booking.pay_by is not None


def only(month: ChildMonth, slots: Iterable[Slot]) -> ChildMonth:
    """A month of those bookings and nothing else: what billing prices now."""
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
