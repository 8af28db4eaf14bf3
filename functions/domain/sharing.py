"""Who pays for a child that two families share: what they agreed on, from a day on.

Without an agreement the family that booked pays. With one, the agreement says who does, whoever booked: the price of a booking
is the one it was validated at, and is only cut.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from functions.domain.bookings import Slot
from functions.domain.calendar import Weeks
from functions.domain.errors import Refusal
from functions.domain.money import share


class SharingRefused(Refusal):
    """Parts that are not a hundred per cent, weeks without a payer, a family that is not the child's."""

    code = "sharing_refused"


@dataclass(frozen=True, slots=True)
class Part:
    """What one family pays, in per cent, of the days in those weeks."""

    family: str
    percent: int = 100
    weeks: Weeks = Weeks.ALL


@dataclass(frozen=True, slots=True)
class Sharing:
    """Counts from `since` on, until a later one does. No parts: as it was booked again."""

    since: date
    parts: tuple[Part, ...] = ()
    by_service: dict[str, tuple[Part, ...]] = field(default_factory=dict)
    """Services that are shared otherwise; no parts: as booked."""

    def parts_on(self, day: date, service: str) -> tuple[Part, ...]:
        parts = self.by_service.get(service, self.parts)
        return tuple(part for part in parts if part.weeks.hold(day))


def parts_of(agreed: tuple[Sharing, ...], slot: Slot, booked_by: str) -> tuple[Part, ...]:
    """Who pays for a slot; the family that booked it, where nothing is agreed."""
    begun = [sharing for sharing in agreed if sharing.since <= slot.date]
    if not begun:
        return (Part(booked_by),)
    latest = max(begun, key=lambda sharing: sharing.since)
    return latest.parts_on(slot.date, slot.service) or (Part(booked_by),)


def payers_agreed(agreed: Iterable[Sharing]) -> frozenset[str]:
    """Every family that pays a part of anything, some day."""
    return frozenset(
        part.family
        for sharing in agreed
        for parts in (sharing.parts, *sharing.by_service.values())
        for part in parts
    )


def part_cents(amount_cents: int, parts: tuple[Part, ...], family: str) -> int:
    """What `family` pays of an amount. What is given back is cut as it was billed, so that the two come to nothing."""
    shares = share(abs(amount_cents), [part.percent for part in parts])
    paid = sum(cents for cents, part in zip(shares, parts, strict=True) if part.family == family)
    return paid if amount_cents >= 0 else -paid


def check_sharing(sharing: Sharing, families: tuple[str, ...]) -> None:
    """Every week and service has payers among the child's families, for a hundred per cent. Raises SharingRefused."""
    for parts in (sharing.parts, *sharing.by_service.values()):
        if not parts:
            continue
        if any(part.family not in families or not 0 < part.percent <= 100 for part in parts):
            raise SharingRefused
        for weeks in (Weeks.ODD, Weeks.EVEN):
            held = [part for part in parts if part.weeks in (Weeks.ALL, weeks)]
            if sum(part.percent for part in held) != 100 or len({part.family for part in held}) != len(held):
                raise SharingRefused
