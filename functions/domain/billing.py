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
from functions.domain.grids import QUOTIENT
from functions.domain.reglement import Reglement
from functions.domain.situation import Situation
from functions.domain.tariffs import Price, StepCode, price

_EFFORT = (StepCode.EFFORT, StepCode.EFFORT_FLOOR, StepCode.EFFORT_CEILING)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a unit costs what it does. Beyond `tranche`, only what the tariff still explains to the cent."""

    tranche: str
    """The bracket's label, as it was when the basket was validated; empty for a single price."""
    explained: bool = False
    """Whether what follows was found again under the règlement of the day of issue."""
    quotient_familial: int | None = None
    """The family's on that day, where the price depends on it."""
    without_quotient: bool = False
    """The price depends on it, and the town had no proof."""
    effort: StepCode | None = None
    rate: Decimal | None = None
    """Euros for one point of quotient."""
    adjustments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One service on one day for one child. Names are frozen with the rest: the document must read the same in ten years."""

    day: date
    child: str
    child_name: str
    service: str
    service_name: str
    quantity: int
    unit_price_cents: int
    reason: Reason
    booked_on: date
    """On the town's clock."""

    @property
    def amount_cents(self) -> int:
        return self.quantity * self.unit_price_cents


Booked = tuple[Slot, Booking]


def total_cents(lines: Iterable[Line]) -> int:
    return sum(line.amount_cents for line in lines)


def by_payer(months: Iterable[ChildMonth]) -> dict[str, list[Booked]]:
    """The bookings of those months by the family that pays them: a child who lives in two is billed to neither twice."""
    owed: defaultdict[str, list[Booked]] = defaultdict(list)
    for month in months:
        year, number = map(int, month.month.split("-"))
        for day, services in month.days.items():
            for service, booking in services.items():
                owed[booking.payer].append((Slot(date(year, number, day), service, month.child), booking))
    return dict(owed)


def lines_of(
    family: Family, booked: Iterable[Booked], *, children: Mapping[str, Child], reglement: Reglement
) -> tuple[Line, ...]:
    """The lines of what `family` owes: the eldest child first, then by service and by day.

    `children`: every child of `booked`, by id.
    """
    lines = (
        _line(family, slot, booking, children[slot.child], reglement)
        for slot, booking in booked
        if booking.payer == family.id
    )
    age = {child: child_file.birth_date for child, child_file in children.items()}
    return tuple(
        sorted(
            lines, key=lambda line: (age[line.child], line.child, line.service_name, line.service, line.day)
        )
    )


def _line(family: Family, slot: Slot, booking: Booking, child: Child, reglement: Reglement) -> Line:
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
    )


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
