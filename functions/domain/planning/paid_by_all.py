"""What all homes of a child together pay of a booking: for the town, which bills them all."""

from functions.domain.families.cost_sharing import part_cents, parts_agreed
from functions.domain.families.family import Child
from functions.domain.planning.child_month import Booking, Slot


def paid_by_all_cents(booking: Booking, slot: Slot, child: Child) -> int:
    """Each part at the price of the home that pays it; where that was not fixed, that of who booked stands for it."""
    return sum(paid_by_home(booking, slot, child).values())


def paid_by_home(booking: Booking, slot: Slot, child: Child) -> dict[str, int]:
    """The same, home by home: those that pay a part, in the order of what the homes agreed, else the one that booked."""
    agreed = parts_agreed(child.sharing, slot.date, slot.service)
    if not agreed:
        return {booking.payer: booking.price_cents}
    return {
        part.family: part_cents((booking.priced_for(part.family) or booking).price_cents, agreed, part.family)
        for part in agreed
    }


def homes_concerned(booking: Booking, slot: Slot, child: Child) -> frozenset[str]:
    """Whom it is told that the slot does not take place: the home that booked, and each that pays a part."""
    agreed = parts_agreed(child.sharing, slot.date, slot.service)
    return frozenset((booking.payer, *(part.family for part in agreed if part.percent)))


def only_payer(slot: Slot, child: Child) -> str | None:
    """The one home that pays the slot whoever booked it, as the homes agreed; None where they agreed otherwise."""
    agreed = parts_agreed(child.sharing, slot.date, slot.service)
    return agreed[0].family if len(agreed) == 1 else None
