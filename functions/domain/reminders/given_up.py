"""What a family cancelled itself: it has not forgotten these days, and is neither reminded of them nor asked to book them."""

from collections.abc import Iterable
from datetime import date

from functions.domain.journal import JournalLine
from functions.domain.planning.child_month import Slot


def given_up(lines: Iterable[JournalLine]) -> set[Slot]:
    """The slots that these acts of the family cancelled. *Valider* notes them in the journal by child, service and day, and so does the
    cancelling of a period, as when a child falls ill."""
    return {
        Slot(date.fromisoformat(day), service, child)
        for line in lines
        if isinstance(by_child := line.detail.get("cancelled"), dict)
        for child, services in by_child.items()
        for service, days in services.items()
        for day in days
    }
