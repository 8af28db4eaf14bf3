"""Who waits for a place of a service on a day, and in which order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from functions.domain.reglement.waiting_list_rules import Priority, WaitingList


@dataclass(frozen=True, slots=True)
class Claims:
    """The facts that a town's priorities look at. They are verified again when a place is given, at the latest."""

    resident: bool = True
    sibling: bool = False
    """Whether a brother or a sister comes to the service that day."""
    single_parent: bool = False
    school: str | None = None
    school_class: str | None = None


@dataclass(frozen=True, slots=True)
class QueueEntry:
    """A child who waits for one day of one service."""

    child: str
    family: str
    """The family that would pay."""
    by: str
    """The account that put the child on the list."""
    at: datetime
    claims: Claims


def ranked(rules: WaitingList, entries: Iterable[QueueEntry]) -> list[QueueEntry]:
    """Sort the queue, the next child first: by the town's priorities in their order, then by who came first."""
    return sorted(
        entries,
        key=lambda entry: (
            [not _holds(priority, entry.claims) for priority in rules.priorities],
            entry.at,
            entry.child,
        ),
    )


def _holds(priority: Priority, claims: Claims) -> bool:
    return (
        (claims.resident or not priority.residents)
        and (claims.sibling or not priority.siblings)
        and (claims.single_parent or not priority.single_parents)
        and (not priority.schools or claims.school in priority.schools)
        and (not priority.classes or claims.school_class in priority.classes)
    )
