"""What a family pays for being late, and how often it was."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Self

from functions.domain.money import round_cents
from functions.domain.planning.child_month import Booking, ChildMonth, Slot
from functions.domain.reglement.deadline_rules import Action, Late, Rule, Surcharge
from functions.domain.reglement.reglement import Reglement, Service
from functions.domain.reglement.tariff_grids import REGULAR

FIRST_MONTH = 9
"""School years begin with September: a summer belongs to the year that ends."""

PriceOf = Callable[[date, Surcharge | None], int]
"""The price of a unit on a day, in cents, with a surcharge or without."""


@dataclass(frozen=True, slots=True)
class LateYear:
    """How often a family was late in a school year, by rule (`cantine.reserve`).

    A time is an act: what is validated together is late together, also when it was cut in parts.
    """

    year: int
    """In which the school year begins."""
    times: dict[str, int] = field(default_factory=dict)
    last: dict[str, str] = field(default_factory=dict)
    """The act that was counted last."""

    def times_before(self, rule: str, act: str) -> int:
        return self.times.get(rule, 0) - (self.last.get(rule) == act)

    def counted(self, rule: str, act: str) -> Self:
        """With `act` among them, once."""
        times = {**self.times, rule: self.times_before(rule, act) + 1}
        return replace(self, times=times, last={**self.last, rule: act})


@dataclass(frozen=True, slots=True)
class Lateness:
    """What being late adds to a line. Cents are in its price already."""

    since: datetime | None
    """The limit that has passed; None where the portal never does it in time."""
    added_cents: int = 0
    """Of a cancellation: what stays due."""
    raised_days: int = 0
    """Other days of the month that this line pays the surcharge of."""
    kind: str = REGULAR
    """Which price of the tariff is asked for."""
    raises_month: bool = False
    reasons: tuple[str, ...] = ()
    counts: bool = False
    """The town counts the times: this one is written down."""


def school_year(day: date) -> int:
    """In which the school year of `day` begins."""
    return day.year if day.month >= FIRST_MONTH else day.year - 1


def rule_name(service: str, action: Action) -> str:
    return f"{service}.{action}"


def counts_times(rule: Rule) -> bool:
    return any(late.surcharge is not None and late.surcharge.from_nth > 1 for late in rule.late)


def reserving_late(
    late: Late,
    slot: Slot,
    month: ChildMonth,
    *,
    payer: str,
    since: datetime | None,
    times_before: int,
    price_of: PriceOf,
) -> Lateness:
    """What is added to the price of a booking made now. `month`: the child's, whose surcharge may be due as a whole."""
    surcharge = late.surcharge_after(times_before)
    found = Lateness(since, reasons=late.reasons)
    if surcharge is None:
        return found

    def added(day: date) -> int:
        return price_of(day, surcharge) - price_of(day, None)

    others = _raised(month, slot, payer) if surcharge.whole_month else []
    return replace(
        found,
        added_cents=added(slot.date) + sum(added(day) for day in others),
        raised_days=len(others),
        kind=surcharge.kind or REGULAR,
        raises_month=surcharge.whole_month,
    )


def cancelling_late(
    late: Late, slot: Slot, booking: Booking, *, since: datetime | None, times_before: int, price_of: PriceOf
) -> Lateness:
    """What stays due of a booking that is cancelled now."""
    surcharge = late.surcharge_after(times_before)
    if surcharge is None:
        return Lateness(since, reasons=late.reasons)
    kept = Decimal(surcharge.cents) + booking.price_cents * surcharge.percent / 100
    if surcharge.kind is not None:
        kept += price_of(slot.date, Surcharge(kind=surcharge.kind))
    return Lateness(since, round_cents(kept), reasons=late.reasons)


def asks_how_often(reglement: Reglement) -> bool:
    """Whether any price depends on how often a family was late."""
    return any(_asks(service) for service in reglement.services)


def _asks(service: Service) -> bool:
    return counts_times(service.reserve) or counts_times(service.cancel)


def _raised(month: ChildMonth, slot: Slot, payer: str) -> list[date]:
    """The days of the month, booked in time by that family, that nobody paid the surcharge of yet."""
    of_service: Mapping[int, Booking] = {
        day: services[slot.service]
        for day, services in month.days.items()
        if slot.service in services and services[slot.service].payer == payer
    }
    if any(booking.raises_month for booking in of_service.values()):
        return []
    return [slot.date.replace(day=day) for day, booking in of_service.items() if booking.late_since is None]
