"""Who pays for a child that two families share, as they agreed from a day on.

Without an agreement, the family that booked pays. With one, the agreement says who pays, whoever booked: each its part of the price at its own
tariff.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from functions.domain.calendar.weeks import Weeks
from functions.domain.errors import InvalidRequest
from functions.domain.money import share

MOST_SHARINGS = 50
"""Agreements about one child, of all its years: parents who live apart agree anew once or twice a year."""
MOST_PARTS = 1000
"""Parts of all the agreements about one child: fifty agreements of two parts for each of ten services."""


class SharingRefused(InvalidRequest):
    """The parts of a week are not a hundred per cent, name a family twice, or name one that is not the child's."""

    code = "sharing_refused"


@dataclass(frozen=True, slots=True)
class Part:
    """The percentage that one family pays of the days in `weeks`."""

    family: str
    percent: int = 100
    weeks: Weeks = Weeks.ALL


@dataclass(frozen=True, slots=True)
class Sharing:
    """An agreement, in force from `since` until a later one begins. Without parts, whoever booked pays again."""

    since: date
    parts: tuple[Part, ...] = ()
    by_service: dict[str, tuple[Part, ...]] = field(default_factory=dict)
    """The parts for services that are shared in another way; without parts, whoever booked the service pays."""

    def parts_on(self, day: date, service: str) -> tuple[Part, ...]:
        parts = self.by_service.get(service, self.parts)
        return tuple(part for part in parts if part.weeks.include(day))


def parts_agreed(agreed: Collection[Sharing], day: date, service: str) -> tuple[Part, ...]:
    """Who pays which part of a service on a day; empty where nothing is agreed, so that whoever booked pays."""
    if not agreed:
        return ()
    latest = max((one for one in agreed if one.since <= day), key=lambda one: one.since, default=None)
    return () if latest is None else latest.parts_on(day, service)


def part_cents(amount_cents: int, parts: Sequence[Part], family: str) -> int:
    """Cents that `family` pays of an amount. What is given back is split as it was billed, so that the two cancel
    out."""
    shares = share(abs(amount_cents), [part.percent for part in parts])
    paid = sum(cents for cents, part in zip(shares, parts, strict=True) if part.family == family)
    return paid if amount_cents >= 0 else -paid


def is_own_week(agreed: Iterable[Sharing], family: str, day: date) -> bool | None:
    """Whether the child is with that home in the week of `day`, as the agreement about its weeks tells; None where weeks are alike, or each
    home pays a half."""
    latest = max((one for one in agreed if one.since <= day), key=lambda one: one.since, default=None)
    if latest is None:
        return None
    odd, even = (_percent(latest.parts, family, weeks) for weeks in (Weeks.ODD, Weeks.EVEN))
    own = odd if Weeks.ODD.include(day) else even
    return None if odd == even or own == 50 else own > 50


def _percent(parts: Sequence[Part], family: str, weeks: Weeks) -> int:
    return sum(part.percent for part in parts if part.family == family and part.weeks in (Weeks.ALL, weeks))


def payers_agreed(agreed: Iterable[Sharing]) -> frozenset[str]:
    """Every family that pays a part of some service on some day, under any of the agreements."""
    return frozenset(
        part.family
        for sharing in agreed
        for parts in (sharing.parts, *sharing.by_service.values())
        for part in parts
    )


def parts_of(agreed: Iterable[Sharing]) -> int:
    """How many parts the agreements have together."""
    return sum(len(parts) for sharing in agreed for parts in (sharing.parts, *sharing.by_service.values()))


def check_sharing(sharing: Sharing, families: tuple[str, ...]) -> None:
    """Check that the child's families pay a hundred per cent of every week and service. Raises SharingRefused."""
    for parts in (sharing.parts, *sharing.by_service.values()):
        if not parts:
            continue
        if any(part.family not in families or not 0 < part.percent <= 100 for part in parts):
            raise SharingRefused
        for weeks in (Weeks.ODD, Weeks.EVEN):
            held = [part for part in parts if part.weeks in (Weeks.ALL, weeks)]
            if sum(part.percent for part in held) != 100 or len({part.family for part in held}) != len(held):
                raise SharingRefused
