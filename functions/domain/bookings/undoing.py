"""*Annuler cette validation*: what an act booked is cancelled, what it cancelled is booked again, under the rules of now.

It costs nothing and takes no other price than the act's own: what would is left as it is, and said.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from functions.domain.availability.availability import availability_of
from functions.domain.availability.obstacles import Obstacle, ObstacleCode
from functions.domain.availability.situation import Situation
from functions.domain.bookings.validation import RefusedLine, SeenLine
from functions.domain.errors import Conflict
from functions.domain.journal import JournalLine
from functions.domain.planning.basket import BasketLine
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.deadline_rules import Action

WITHIN = timedelta(minutes=10)


class UndoTooLate(Conflict):
    """The act is too long ago. `minutes` in the data is for how long one may be undone."""

    code = "undo_too_late"


def check_undone_in_time(line: JournalLine, now: datetime) -> None:
    """Raises UndoTooLate."""
    if now >= line.at + WITHIN:
        raise UndoTooLate(minutes=WITHIN.seconds // 60)


def lines_to_undo(
    situation: Situation, line: JournalLine, *, now: datetime
) -> tuple[list[SeenLine], list[RefusedLine]]:
    """The lines that undo the act, and what is left because something else was done there since, or because it would cost something.

    Only of slots whose months were read.
    """
    wanted: list[SeenLine] = []
    left: list[RefusedLine] = []
    for slot, _ in _slots(situation, line, "reserved"):
        obstacle = _cannot_cancel(situation, slot, line.id, now)
        if obstacle is None:
            wanted.append(SeenLine(slot, Action.CANCEL, None))
        else:
            left.append(RefusedLine(BasketLine(slot, Action.CANCEL), obstacle))
    wanted += [
        SeenLine(slot, Action.RESERVE, situation.own_cents(slot, cents))
        for slot, cents in _slots(situation, line, "cancelled")
    ]
    for slot, _ in _slots(situation, line, "asked"):
        asked = situation.asked(slot)
        if asked is None or asked.request != line.id:
            left.append(RefusedLine(BasketLine(slot, Action.CANCEL), Obstacle(ObstacleCode.NOT_ASKED)))
            continue
        contrary = Action.CANCEL if asked.action is Action.RESERVE else Action.RESERVE
        wanted.append(SeenLine(slot, contrary, 0))
    for slot, _ in _slots(situation, line, "withdrawn"):
        left.append(RefusedLine(BasketLine(slot, Action.RESERVE), Obstacle(ObstacleCode.NOT_ASKED)))
    return wanted, left


def _cannot_cancel(situation: Situation, slot: Slot, act: str, now: datetime) -> Obstacle | None:
    booking = situation.booking(slot)
    if booking is None or booking.act != act:
        return Obstacle(ObstacleCode.NOT_BOOKED)
    found = availability_of(situation, slot, Action.CANCEL, now=now)
    if found.late is not None and found.kept_cents:
        return Obstacle(ObstacleCode.DEADLINE_PASSED, at=found.late.since)
    return None


def _slots(situation: Situation, line: JournalLine, what: str) -> Iterator[tuple[Slot, int]]:
    """As the journal says them: cents by child, service and day."""
    by_child = line.detail.get(what)
    if not isinstance(by_child, Mapping):
        return
    for child, services in by_child.items():
        for service, days in services.items():
            for day, cents in days.items():
                slot = Slot(date.fromisoformat(str(day)), service, child)
                if child in situation.children and (child, slot.month) in situation.months:
                    yield slot, cents
