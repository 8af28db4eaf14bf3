"""Lists of which the town says that nobody will write them down: what was booked is billed as it was, and nobody is reminded of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Self


@dataclass(frozen=True, slots=True, order=True)
class DayAndService:
    """One list."""

    day: date
    service: str


@dataclass(frozen=True, slots=True)
class LeftUnmarked:
    """Those of a month: by day and service, since when. Who said so is in the journal."""

    month: str
    days: dict[int, dict[str, datetime]] = field(default_factory=dict)

    def has(self, day: date, service: str) -> bool:
        return service in self.days.get(day.day, {})

    def leaving(self, lists: Iterable[DayAndService], at: datetime) -> Self:
        """One that was left before stays as it is."""
        days = {number: dict(services) for number, services in self.days.items()}
        for one in lists:
            days.setdefault(one.day.day, {}).setdefault(one.service, at)
        return replace(self, days=days)

    def taking_up(self, lists: Iterable[DayAndService]) -> Self:
        """They are reminded of again."""
        gone = set(lists)
        days = {
            number: kept
            for number, services in self.days.items()
            if (
                kept := {
                    service: at
                    for service, at in services.items()
                    if not any(one.day.day == number and one.service == service for one in gone)
                }
            )
        }
        return replace(self, days=days)
