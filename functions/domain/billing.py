"""What families owe for a month: their validated bookings, line by line, at the price fixed when they were validated."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

from functions.domain.bookings import Booking, ChildMonth, Slot
from functions.domain.errors import Refusal
from functions.domain.families import Child, Family
from functions.domain.grids import QUOTIENT, Tariff
from functions.domain.lines import Line, LineKey, LineKind, Reason, total_cents
from functions.domain.reglement import Reglement, UnknownService, UnknownTariff
from functions.domain.situation import Situation
from functions.domain.tariffs import Price, StepCode, price

__all__ = ["Line", "LineKey", "LineKind", "Owed", "Reason", "by_payer", "lines_of", "total_cents"]

_EFFORT = (StepCode.EFFORT, StepCode.EFFORT_FLOOR, StepCode.EFFORT_CEILING)


@dataclass(frozen=True, slots=True)
class Owed:
    """What is known of one service on one day for one child, and billed to one family."""

    slot: Slot
    booking: Booking

    @property
    def payer(self) -> str:
        return self.booking.payer


def by_payer(months: Iterable[ChildMonth]) -> dict[str, list[Owed]]:
    """What those months hold by the family that pays it: a child who lives in two is billed to neither twice."""
    owed: defaultdict[str, list[Owed]] = defaultdict(list)
    for month in months:
        year, number = map(int, month.month.split("-"))
        for day, services in month.days.items():
            for service, booking in services.items():
                slot = Slot(date(year, number, day), service, month.child)
                owed[booking.payer].append(Owed(slot, booking))
    return dict(owed)


def lines_of(
    family: Family, owed: Iterable[Owed], *, children: Mapping[str, Child], reglement: Reglement
) -> tuple[Line, ...]:
    """The lines of what `family` owes: the eldest child first, then by service and by day.

    `children`: every child of `owed`, by id.
    """
    lines = (
        _line(family, each.slot, each.booking, children[each.slot.child], reglement)
        for each in owed
        if each.payer == family.id
    )
    age = {child: child_file.birth_date for child, child_file in children.items()}
    return tuple(
        sorted(
            lines,
            key=lambda line: (
                age[line.child],
                line.child,
                line.service_name,
                line.service,
                line.day,
                line.kind,
            ),
        )
    )


def _line(family: Family, slot: Slot, booking: Booking, child: Child, reglement: Reglement) -> Line:
    tariff = _tariff(slot, reglement)
    return Line(
        day=slot.date,
        child=child.id,
        child_name=child.first_name,
        service=slot.service,
        service_name=_service_name(reglement, slot.service),
        quantity=1,
        unit_price_cents=booking.price_cents,
        reason=_reason(family, slot, booking, child, reglement),
        booked_on=booking.booked_at.astimezone(ZoneInfo(reglement.timezone)).date(),
        unit=tariff.unit if tariff is not None else "",
        care_percent=tariff.care_percent if tariff is not None else Decimal(0),
    )


def _tariff(slot: Slot, reglement: Reglement) -> Tariff | None:
    """None where the town no longer has the service, or the grid."""
    try:
        return reglement.tariff_on(reglement.service(slot.service).tariff, slot.date)
    except (UnknownService, UnknownTariff):
        return None


def _service_name(reglement: Reglement, code: str) -> str:
    """A service that the town has since closed keeps its code for a name."""
    return next((service.name for service in reglement.services if service.code == code), code)


def _reason(family: Family, slot: Slot, booking: Booking, child: Child, reglement: Reglement) -> Reason:
    found = _price_again(family, slot, child, reglement)
    if found is None or (found.unit_cents, found.tranche) != (booking.price_cents, booking.tranche):
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
    household = Situation(reglement, family, {}, {}, {}).household(child, slot.date)
    try:
        return price(reglement, reglement.service(slot.service), slot.date, household)
    except Refusal:
        return None
