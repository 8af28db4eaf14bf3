"""What a family pays for booking or cancelling past the limit, and how often it was late before."""

from collections.abc import Callable, Iterable, Mapping
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
"""A school year begins with September, so that July and August belong to the year that ends."""

PriceOf = Callable[[date, Surcharge | None], int]
"""Gives the price of a unit on a day, in cents, with a surcharge or without (None)."""


@dataclass(frozen=True, slots=True)
class LateYear:
    """How often a family was late in a school year, by rule (`cantine.reserve`).

    An act counts as one time, however many lines of it are late, and also when it was cut into several transactions.
    """

    year: int
    """The calendar year in which the school year begins."""
    times: dict[str, int] = field(default_factory=dict)
    last: dict[str, str] = field(default_factory=dict)
    """The act that was counted last, by rule."""

    def times_before(self, rule: str, act: str) -> int:
        """How often the family was late under `rule` before `act`."""
        return self.times.get(rule, 0) - (self.last.get(rule) == act)

    def counted(self, rule: str, act: str) -> Self:
        """Return the counts with `act` among them: an act that was counted last is not counted again."""
        times = {**self.times, rule: self.times_before(rule, act) + 1}
        return replace(self, times=times, last={**self.last, rule: act})


@dataclass(frozen=True, slots=True)
class Lateness:
    """What being late adds to a line. The line's price already includes the cents."""

    since: datetime | None
    """The limit that has passed; None where the action is never possible in time on the portal."""
    added_cents: int = 0
    """The surcharge of a booking; for a cancellation, what stays due."""
    raised: tuple[date, ...] = ()
    """The other days of the month that this line pays the surcharge for."""
    kind: str = REGULAR
    """Which of the tariff's prices is used."""
    raises_month: bool = False
    """Whether the surcharge is that of all the month's bookings of the service together."""
    reasons: tuple[str, ...] = ()
    """The reasons for which the town still allows it, in the town's words; empty: any reason."""
    counts: bool = False
    """Whether the town counts how often a family is late, so that this time must be written down."""
    surcharge: Surcharge | None = None
    """What the règlement adds, from which `added_cents` was found."""


def school_year(day: date) -> int:
    """The calendar year in which the school year of `day` begins."""
    return day.year if day.month >= FIRST_MONTH else day.year - 1


def rule_name(service: str, action: Action) -> str:
    return f"{service}.{action}"


def counts_times(rule: Rule) -> bool:
    """Whether the rule's surcharge depends on how often the family was late."""
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
    """Return what is added to the price of a booking made now.

    `month` is the child's month: the surcharge may be due for all its bookings of the service together.
    """
    surcharge = late.surcharge_after(times_before)
    found = Lateness(since, reasons=late.reasons)
    if surcharge is None:
        return found
    others = _raised(month, slot, payer) if surcharge.whole_month else []
    return replace(
        found,
        added_cents=added_cents(surcharge, (slot.date, *others), price_of),
        raised=tuple(others),
        kind=surcharge.kind or REGULAR,
        raises_month=surcharge.whole_month,
        surcharge=surcharge,
    )


def added_cents(surcharge: Surcharge, days: Iterable[date], price_of: PriceOf) -> int:
    """What being late adds to the bookings of those days, for the family whose prices `price_of` gives."""
    return sum(price_of(day, surcharge) - price_of(day, None) for day in days)


def cancelling_late(
    late: Late, slot: Slot, booking: Booking, *, since: datetime | None, times_before: int, price_of: PriceOf
) -> Lateness:
    """Return what stays due of a booking that is cancelled now."""
    surcharge = late.surcharge_after(times_before)
    if surcharge is None:
        return Lateness(since, reasons=late.reasons)
    kept = kept_cents(surcharge, booking.price_cents, slot.date, price_of)
    return Lateness(since, kept, reasons=late.reasons, surcharge=surcharge)


def kept_cents(surcharge: Surcharge, price_cents: int, day: date, price_of: PriceOf) -> int:
    """What stays due of a booking of that price which is cancelled late."""
    kept = Decimal(surcharge.cents) + price_cents * surcharge.percent / 100
    if surcharge.kind is not None:
        kept += price_of(day, Surcharge(kind=surcharge.kind))
    return round_cents(kept)


def asks_how_often(reglement: Reglement) -> bool:
    """Whether any price depends on how often a family was late."""
    return any(_asks(service) for service in reglement.services)


def _asks(service: Service) -> bool:
    return counts_times(service.reserve) or counts_times(service.cancel)


def _raised(month: ChildMonth, slot: Slot, payer: str) -> list[date]:
    """The days of the month that the family booked in time; none where the surcharge of the month is paid already."""
    of_service: Mapping[int, Booking] = {
        day: services[slot.service]
        for day, services in month.days.items()
        if slot.service in services and services[slot.service].payer == payer
    }
    if any(booking.raises_month for booking in of_service.values()):
        return []
    return [slot.date.replace(day=day) for day, booking in of_service.items() if booking.late_since is None]
