"""A waiting list, as its town states it."""

from dataclasses import dataclass

from functions.domain.reglement.deadline_rules import Limit

USUAL_HOURS = 24
USUAL_MOST = 30
MOST = 35
"""Children who may wait for one day: a month of them stays well below the 400 kB of an item."""


@dataclass(frozen=True, slots=True)
class Priority:
    """Children of whom all of this is so come before the others."""

    residents: bool = False
    siblings: bool = False
    """A brother or a sister comes to the service that day."""
    single_parents: bool = False
    schools: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WaitingList:
    """Without priorities, who came first is the next."""

    priorities: tuple[Priority, ...] = ()
    """The first decides, the second decides between those whom it leaves equal, and so on."""
    decline_hours: int = USUAL_HOURS
    """How long a family may give back, without cost, a place that it was given."""
    decline_until: Limit | None = None
    """Instead of the hours: the same instant for all, told from the service day."""
    most: int = USUAL_MOST
    """Children who may wait for one day."""
