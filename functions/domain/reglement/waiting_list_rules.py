"""The rules of a waiting list, as the town states them."""

from dataclasses import dataclass

from functions.domain.reglement.deadline_rules import Limit

USUAL_HOURS = 24
USUAL_MOST = 30
MOST = 35
"""The most children that a town may let wait for one day: a month of them stays well below the 400 kB of an item."""


@dataclass(frozen=True, slots=True)
class Priority:
    """Children who meet all of these conditions come before the others."""

    residents: bool = False
    siblings: bool = False
    """A brother or a sister comes to the service that day."""
    single_parents: bool = False
    schools: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WaitingList:
    """Without priorities, the child who has waited longest is the next."""

    priorities: tuple[Priority, ...] = ()
    """The first priority decides; the second decides between children whom the first leaves equal, and so on."""
    decline_hours: int = USUAL_HOURS
    """For how many hours a family may give back, without cost, a place that it was given."""
    decline_until: Limit | None = None
    """It replaces the hours by one instant for all, told from the service day."""
    most: int = USUAL_MOST
    """How many children may wait for one day."""
