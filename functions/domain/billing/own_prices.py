"""What a family owes of a slot that another home of the child booked: at its own prices, never at those of who booked.

They were fixed when it was booked, if it was agreed by then that this family pays a part of it. Of what was booked before, the family's own
price of that day is found now; what being late added is then nobody's to pay (docs/decisions/0064-each-home-at-its-own-price.md).
"""

from dataclasses import replace

from functions.domain.availability.home_prices import price_now, priced_now
from functions.domain.billing.child_month_lines import Owed
from functions.domain.families.family import Child, Family
from functions.domain.planning.attendance_record import Charge
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.reglement import Reglement


def is_fixed(owed: Owed, family: str) -> bool:
    """Whether all of it has a price of that family."""
    booked = (each for each in (owed.booking, owed.fee) if each is not None)
    charged = not owed.charges or (owed.attended is not None and owed.attended.charges_of(family) is not None)
    return charged and all(each.priced_for(family) is not None for each in booked)


def at_own_prices(owed: Owed, family: Family, child: Child, reglement: Reglement) -> Owed:
    """Without what the town's grid has no price for: nothing is billed of that until it has one."""
    booking, fee, charges = owed.booking, owed.fee, owed.charges
    if booking is not None:
        booking = booking.priced_for(family.id) or priced_now(booking, owed.slot, family, child, reglement)
    if fee is not None:
        fee = fee.priced_for(family.id)
    if charges:
        kinds = {each.kind for each in charges}
        known = None if owed.attended is None else owed.attended.charges_of(family.id)
        if known is None:
            charges = tuple(_charged(each, owed.slot, family, child, reglement) for each in charges)
        else:
            charges = tuple(each for each in known if each.kind in kinds)
    return replace(owed, payer=family.id, booking=booking, fee=fee, charges=charges, town=None)


def _charged(charge: Charge, slot: Slot, family: Family, child: Child, reglement: Reglement) -> Charge:
    own = price_now(slot, family, child, reglement, charge.price_kind)
    if own is None:
        return replace(charge, priced=False)
    return replace(charge, unit_price_cents=own.unit_cents, tranche=own.tranche)
