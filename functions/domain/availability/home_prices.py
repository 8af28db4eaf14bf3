"""What a booking costs the other homes that pay a part of it: each at its own tariff, so that no bill tells the means of who booked.

A home for which the town's grid has no price is left out: as for whoever comes without a booking, nothing is billed until it has one.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from functions.domain.availability.lateness import Lateness, PriceOf, added_cents, kept_cents
from functions.domain.availability.situation import Situation
from functions.domain.families.family import Child, Family
from functions.domain.planning.child_month import Booking, HomePrice, Slot
from functions.domain.pricing.households import household_of
from functions.domain.pricing.prices import NoPrice, Price, price
from functions.domain.reglement.deadline_rules import Surcharge
from functions.domain.reglement.reglement import Reglement, Service, UnknownService, UnknownTariff
from functions.domain.reglement.tariff_grids import REGULAR


def own_booking(situation: Situation, slot: Slot) -> Booking | None:
    """What is booked there at the price of this family, whoever booked it; None where this one pays nothing, or has no price."""
    booking = situation.booking(slot)
    if booking is None or not situation.own_percent(slot, booking.payer):
        return None
    family, child = situation.family, situation.children[slot.child]
    return booking.priced_for(family.id) or priced_now(booking, slot, family, child, situation.reglement)


def priced_now(
    booking: Booking, slot: Slot, family: Family, child: Child, reglement: Reglement
) -> Booking | None:
    """A booking at the price of a family for which none was fixed: its own of that day, without what being late added, which was counted
    from another's. None where the town's grid has none for it."""
    own = price_now(slot, family, child, reglement, REGULAR)
    if own is None:
        return None
    return replace(
        booking,
        price_cents=own.unit_cents,
        tranche=own.tranche,
        payer=family.id,
        kind=REGULAR,
        surcharge_cents=0,
        late_since=None,
        others=(),
    )


def price_now(slot: Slot, family: Family, child: Child, reglement: Reglement, kind: str) -> Price | None:
    """None where the town has no such service or price any more, or none for this family."""
    try:
        service = reglement.service(slot.service)
        return price(reglement, service, slot.date, household_of(family, child, slot.date), kind=kind)
    except (UnknownService, UnknownTariff, NoPrice):
        return None


def booked_for_homes(situation: Situation, slot: Slot, late: Lateness | None) -> tuple[HomePrice, ...]:
    """Of a reservation. `late`: how late it is made, which adds to the price of each home by its own grid."""

    def of(home: Family, service: Service, child: Child) -> HomePrice:
        unit = price(situation.reglement, service, slot.date, household_of(home, child, slot.date))
        added = 0
        if late is not None and late.surcharge is not None:
            price_of = _price_of(situation.reglement, service, home, child)
            added = added_cents(late.surcharge, (slot.date, *late.raised), price_of)
        return HomePrice(home.id, unit.unit_cents + added, unit.tranche, added)

    return tuple(_of_each(situation, slot, of))


def kept_for_homes(
    situation: Situation, slot: Slot, booking: Booking, late: Lateness | None
) -> tuple[HomePrice, ...]:
    """Of what stays due of a booking that is cancelled late."""
    if late is None or late.surcharge is None:
        return ()
    surcharge = late.surcharge

    def of(home: Family, service: Service, child: Child) -> HomePrice:
        price_of = _price_of(situation.reglement, service, home, child)
        own = booking.priced_for(home.id)
        cents = price_of(slot.date, None) if own is None else own.price_cents
        return HomePrice(home.id, kept_cents(surcharge, cents, slot.date, price_of), "")

    return tuple(_of_each(situation, slot, of))


def _of_each(
    situation: Situation, slot: Slot, of: Callable[[Family, Service, Child], HomePrice]
) -> Iterator[HomePrice]:
    homes = situation.other_payers(slot)
    if not homes:
        return
    service, child = situation.reglement.service(slot.service), situation.children[slot.child]
    for home in homes:
        try:
            yield of(home, service, child)
        except (UnknownTariff, NoPrice):
            continue


def _price_of(reglement: Reglement, service: Service, home: Family, child: Child) -> PriceOf:
    def found(day: date, surcharge: Surcharge | None) -> int:
        household = household_of(home, child, day)
        return price(reglement, service, day, household, surcharge=surcharge).unit_cents

    return found
