"""What all homes of a child together pay of a booking: for the town, which bills them all."""

from functions.domain.families.cost_sharing import part_cents, parts_agreed
from functions.domain.families.family import Child
from functions.domain.planning.child_month import Booking, Slot


def paid_by_all_cents(booking: Booking, slot: Slot, child: Child) -> int:
    """Each part at the price of the home that pays it; where that was not fixed, that of who booked stands for it."""
    agreed = parts_agreed(child.sharing, slot.date, slot.service)
    if not agreed:
        return booking.price_cents
    return sum(
        part_cents((booking.priced_for(part.family) or booking).price_cents, agreed, part.family)
        for part in agreed
    )


def only_payer(slot: Slot, child: Child) -> str | None:
    """The one home that pays the slot whoever booked it, as the homes agreed; None where they agreed otherwise."""
    agreed = parts_agreed(child.sharing, slot.date, slot.service)
    return agreed[0].family if len(agreed) == 1 else None
