"""Who pays for a child that two families share: what they agreed on, from a day on.

Without an agreement the family that booked pays. With one, the agreement says who does, whoever booked: the price of a booking
is the one it was validated at, and is only cut.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from functions.domain.calendar.weeks import Weeks
from functions.domain.errors import InvalidRequest


class SharingRefused(InvalidRequest):
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


def payers_agreed(agreed: Iterable[Sharing]) -> frozenset[str]:
    """Every family that pays a part of anything, some day."""
    return frozenset(
        part.family
        for sharing in agreed
        for parts in (sharing.parts, *sharing.by_service.values())
        for part in parts
    )


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
