"""Why a booked unit cost what it did, found again under the règlement of the day of issue."""

from functions.domain.errors import Refusal
from functions.domain.families.family import Child, Family
from functions.domain.invoices.invoice_lines import Reason
from functions.domain.planning.child_month import Booking, Slot
from functions.domain.pricing.households import household_of
from functions.domain.pricing.prices import Price, StepCode, price
from functions.domain.reglement.reglement import Reglement
from functions.domain.reglement.tariff_grids import QUOTIENT

_EFFORT = (StepCode.EFFORT, StepCode.EFFORT_FLOOR, StepCode.EFFORT_CEILING)


def reason_of(family: Family, slot: Slot, booking: Booking, child: Child, reglement: Reglement) -> Reason:
    """Why a booking costs what it does, leaving out what being late added."""
    found = _price_again(family, slot, child, reglement)
    in_time_cents = booking.price_cents - booking.surcharge_cents
    if found is None or (found.unit_cents, found.tranche) != (in_time_cents, booking.tranche):
        return Reason(booking.tranche)
    codes = {step.code: step for step in found.steps}
    effort = next((codes[code] for code in _EFFORT if code in codes), None)
    service = reglement.service(slot.service)
    tariff = reglement.tariff_on(service.tariff, slot.date)
    depends = effort is not None or any(QUOTIENT in line.when.names for line in tariff.lines)
    return Reason(
        tranche=booking.tranche,
        explained=True,
        quotient_familial=family.quotient_on(slot.date) if depends else None,
        without_quotient=StepCode.NO_QUOTIENT in codes,
        effort=effort.code if effort is not None else None,
        rate=effort.rate if effort is not None else None,
        adjustments=tuple(step.label for step in found.steps if step.code is StepCode.ADJUSTMENT),
    )


def _price_again(family: Family, slot: Slot, child: Child, reglement: Reglement) -> Price | None:
    """The price as it would be found today; None where it cannot be (the child left the family, the tariff is gone)."""
    if child.id not in family.children:
        return None
    household = household_of(family, child, slot.date)
    try:
        return price(reglement, reglement.service(slot.service), slot.date, household)
    except Refusal:
        return None
