"""The basket: what a login wants for a family and has not validated yet. It takes no place and fixes no price."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Self, TypeVar

from functions.domain.errors import Conflict
from functions.domain.planning.child_month import Slot, in_order
from functions.domain.reglement.deadline_rules import Action

T = TypeVar("T")

MAX_LINES = 1500
"""Enough for a school year of three children and three services. A request that validates them stays below 256 kB."""
MAX_LINES_AT_ONCE = 700
"""Lines that one transaction decides, and that one change of the basket names. What it asks of the town is one request, and its
answer names each line: both stay well below the 400 kB of an item."""


class BasketFull(Conflict):
    """The basket would hold more than `most` lines; nothing was added."""

    code = "basket_full"


@dataclass(frozen=True, slots=True, order=True)
class BasketLine:
    """A slot, and what is wanted there: to reserve it or to cancel it."""

    slot: Slot
    action: Action


@dataclass(frozen=True, slots=True)
class Basket:
    """At most one action for each slot. `wanted` is child → service → day → action: thus a year stays a small item."""

    wanted: dict[str, dict[str, dict[date, Action]]] = field(default_factory=dict)
    since: dict[str, dict[str, dict[date, int]]] = field(default_factory=dict)
    """When each line was put in, in minutes since 1970, where the town lets lines expire. Nested like `wanted`."""
    expired: dict[str, dict[str, dict[date, Action]]] = field(default_factory=dict)
    """The lines that left because they were not validated in time: the family is told of them, and may put them back. With the
    lines of the basket they are no more than it may hold. Nested like `wanted`."""

    def __len__(self) -> int:
        return sum(len(days) for services in self.wanted.values() for days in services.values())

    def slots(self) -> Iterator[Slot]:
        return iter(_by_slot(self.wanted))

    def lines(self) -> Iterator[BasketLine]:
        """The lines, in the order of their days."""
        return iter(_lines(_by_slot(self.wanted)))

    def action(self, slot: Slot) -> Action | None:
        return self.wanted.get(slot.child, {}).get(slot.service, {}).get(slot.date)

    def with_lines(self, lines: Iterable[BasketLine], *, at: datetime | None = None) -> Self:
        """Return the basket with these lines, put in at `at` where the town lets lines expire. Raises BasketFull."""
        coming = {line.slot: line.action for line in lines}
        since = {} if at is None else dict.fromkeys(coming, int(at.timestamp()) // 60)
        gone = {slot: action for slot, action in _by_slot(self.expired).items() if slot not in coming}
        return self._of(_by_slot(self.wanted) | coming, _by_slot(self.since) | since, gone)

    def without(self, slots: Iterable[Slot]) -> Self:
        """Return the basket without the lines of these slots. Nor is it told any more that they expired."""
        leaving = frozenset(slots)
        if not leaving:
            return self
        staying = {slot: action for slot, action in _by_slot(self.wanted).items() if slot not in leaving}
        gone = {slot: action for slot, action in _by_slot(self.expired).items() if slot not in leaving}
        return self._of(staying, _by_slot(self.since), gone)

    def overdue(self, minutes: int | None, *, now: datetime) -> frozenset[Slot]:
        """The slots of the lines that were put in `minutes` ago or more. With None, lines never expire.

        Lines that were put in before the town let lines expire stay too.
        """
        if minutes is None:
            return frozenset()
        return frozenset(
            slot for slot, came in _by_slot(self.since).items() if now.timestamp() >= (came + minutes) * 60
        )

    def at(self, minutes: int | None, *, now: datetime, today: date) -> Self:
        """The basket as it is at `now`: what is overdue has expired. Days gone by are forgotten, of what waits as of what expired: nothing can
        be done about them any more."""
        overdue = self.overdue(minutes, now=now)
        wanted = _by_slot(self.wanted)
        if not overdue and not self.expired and all(slot.date >= today for slot in wanted):
            return self
        gone = _by_slot(self.expired) | {slot: wanted.pop(slot) for slot in overdue}
        staying, told = (
            {slot: action for slot, action in lines.items() if slot.date >= today} for lines in (wanted, gone)
        )
        return self._of(staying, _by_slot(self.since), told)

    def expired_lines(self) -> list[BasketLine]:
        """The lines that expired, in the order of their days."""
        return _lines(_by_slot(self.expired))

    def all_slots(self) -> list[Slot]:
        """The slots of the lines, and of those that expired: all that the basket's answer is about."""
        return [*_by_slot(self.wanted), *_by_slot(self.expired)]

    def expires_at(self, slot: Slot, minutes: int | None) -> datetime | None:
        """When the line of a slot leaves the basket, in UTC; None if it stays."""
        came = self.since.get(slot.child, {}).get(slot.service, {}).get(slot.date)
        if minutes is None or came is None:
            return None
        return datetime.fromtimestamp((came + minutes) * 60, UTC)

    def only_for(self, children: Iterable[str]) -> Self:
        """Return the basket without the lines of children who have left the family."""
        staying = frozenset(children)
        return type(self)(
            {child: days for child, days in self.wanted.items() if child in staying},
            {child: days for child, days in self.since.items() if child in staying},
            {child: days for child, days in self.expired.items() if child in staying},
        )

    def _of(
        self, actions: Mapping[Slot, Action], since: Mapping[Slot, int], expired: Mapping[Slot, Action]
    ) -> Self:
        if len(actions) > MAX_LINES:
            raise BasketFull(most=MAX_LINES)
        told = sorted(expired)[: MAX_LINES - len(actions)]
        return type(self)(
            _nested(actions),
            _nested({slot: came for slot, came in since.items() if slot in actions}),
            _nested({slot: expired[slot] for slot in told}),
        )


def _lines(actions: Mapping[Slot, Action]) -> list[BasketLine]:
    return [BasketLine(slot, actions[slot]) for slot in sorted(actions, key=in_order)]


def _by_slot(nested: dict[str, dict[str, dict[date, T]]]) -> dict[Slot, T]:
    return {
        Slot(day, service, child): value
        for child, services in nested.items()
        for service, days in services.items()
        for day, value in days.items()
    }


def _nested(by_slot: Mapping[Slot, T]) -> dict[str, dict[str, dict[date, T]]]:
    nested: dict[str, dict[str, dict[date, T]]] = {}
    for slot in sorted(by_slot, key=in_order):
        nested.setdefault(slot.child, {}).setdefault(slot.service, {})[slot.date] = by_slot[slot]
    return nested
