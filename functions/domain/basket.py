"""What a login wants for a family and has not validated yet. A draft: it takes no place and fixes no price."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Self

from functions.domain.bookings import Action, Slot
from functions.domain.errors import Refusal

MAX_LINES = 1500
"""A school year of three children and three services. A request that validates it stays below 256 kB."""


class BasketFull(Refusal):
    """The basket would hold more than `most` lines; nothing was added."""

    code = "basket_full"


@dataclass(frozen=True, slots=True, order=True)
class Line:
    slot: Slot
    action: Action


@dataclass(frozen=True, slots=True)
class Basket:
    """At most one action a slot. `wanted` is child → service → day → action: a year stays a small item."""

    wanted: dict[str, dict[str, dict[date, Action]]] = field(default_factory=dict)

    def __len__(self) -> int:
        return sum(len(days) for services in self.wanted.values() for days in services.values())

    def slots(self) -> Iterator[Slot]:
        return iter(self._actions())

    def lines(self) -> Iterator[Line]:
        """In the order of the days."""
        return iter(sorted(Line(slot, action) for slot, action in self._actions().items()))

    def action(self, slot: Slot) -> Action | None:
        return self.wanted.get(slot.child, {}).get(slot.service, {}).get(slot.date)

    def with_lines(self, lines: Iterable[Line]) -> Self:
        """Raises BasketFull."""
        return self._of(self._actions() | {line.slot: line.action for line in lines})

    def without(self, slots: Iterable[Slot]) -> Self:
        leaving = frozenset(slots)
        return self._of({slot: action for slot, action in self._actions().items() if slot not in leaving})

    def only_for(self, children: Iterable[str]) -> Self:
        """A child who left the family leaves its baskets."""
        staying = frozenset(children)
        return type(self)({child: days for child, days in self.wanted.items() if child in staying})

    def _actions(self) -> dict[Slot, Action]:
        return {
            Slot(day, service, child): action
            for child, services in self.wanted.items()
            for service, days in services.items()
            for day, action in days.items()
        }

    def _of(self, actions: Mapping[Slot, Action]) -> Self:
        if len(actions) > MAX_LINES:
            raise BasketFull(most=MAX_LINES)
        wanted: dict[str, dict[str, dict[date, Action]]] = {}
        for slot, action in sorted(actions.items()):
            wanted.setdefault(slot.child, {}).setdefault(slot.service, {})[slot.date] = action
        return type(self)(wanted)
