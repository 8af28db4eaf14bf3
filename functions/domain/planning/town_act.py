"""What the town did about a slot in the place of the family, and what of its own règlement it passed over."""

from dataclasses import dataclass
from enum import StrEnum

from functions.domain.reglement.deadline_rules import Action

MOST_REASON = 120
"""Characters of a reason, which is kept once for each month of a child that the act touches."""
MOST_TOWN_ACTS = 10
"""Acts of agents that a child's month remembers. Of more the oldest are forgotten there; the family's journal has them all."""


class Over(StrEnum):
    """What the règlement refuses to a parent and an agent may pass over."""

    LIMIT = "limit"
    """The limit has passed, or the portal never allows it."""
    NOT_OPEN_YET = "not_open_yet"
    CAPACITY = "capacity"
    QUEUE = "queue"
    """Other children wait for that place."""
    CONDITION = "condition"
    CLOSED = "closed"
    """A public or a school holiday. What the town itself closed or called off does not take place, so it is never passed over."""


@dataclass(frozen=True, slots=True)
class TownAct:
    """An agent booked or cancelled in the place of the family `payer`. `reason`: in words that this family reads, and no other."""

    payer: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DoneByTown:
    """What an agent did about one slot: past what of the règlement, and why."""

    action: Action
    past: tuple[Over, ...]
    reason: str
