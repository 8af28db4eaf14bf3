"""*Annuler cette validation*: what an act booked is cancelled, what it cancelled is booked again, under the rules of now.

It costs nothing and takes no higher price than the act's own: what would is left as it is, and said. Of a period of absence the family's
journal says what can still be taken back, on every device and to either parent.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
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
OF_PERIOD = "of_period"
"""In the detail of a line `bookings_validated`: what it cancelled or asked belongs to a period of absence."""
TOLD = "told"
"""In the detail of a line `absence_declared`: the days that this very act added, by service."""
UNDOES = "undoes"
"""In the detail of a line: the line that it undid."""


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
        SeenLine(slot, Action.RESERVE, _at_most(situation, slot, situation.own_cents(slot, cents), now))
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


def _at_most(situation: Situation, slot: Slot, own_cents: int, now: datetime) -> int:
    """What this family may pay of it again: no more than it paid, and less where it costs less since."""
    asked = availability_of(situation, slot, Action.RESERVE, now=now).amount_cents
    return own_cents if asked is None else min(own_cents, situation.own_cents(slot, asked))


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


@dataclass(frozen=True, slots=True)
class PeriodToUndo:
    """`acts`: the ids of its lines in the journal. `slots`: all that it was about."""

    acts: tuple[str, ...]
    slots: tuple[Slot, ...]
    by: str
    at: datetime

    @property
    def until(self) -> datetime:
        return self.at + WITHIN


def is_of_period(line: JournalLine) -> bool:
    """Any login of the family may undo such a line, as any may cancel what it is about."""
    return line.act == "absence_declared" or bool(line.detail.get(OF_PERIOD))


def period_to_undo(
    lines: Iterable[JournalLine], children: Collection[str], *, now: datetime
) -> PeriodToUndo | None:
    """Of the family's `lines` of the last minutes; None where nothing is left to take back. `children`: the family's.

    What taking it back could not undo is not offered again.
    """
    recent = [line for line in lines if now < line.at + WITHIN]
    undoing = {line.detail.get(UNDOES) for line in recent}
    undone = {(line.at, line.by) for line in recent if line.id in undoing}
    left = [
        line
        for line in recent
        if is_of_period(line) and (line.at, line.by) not in undone and not _was_withdrawn(line, recent)
    ]
    if not left:
        return None
    last = max(left, key=lambda line: line.at)
    acts = sorted(
        (line for line in left if (line.at, line.by) == (last.at, last.by)), key=lambda line: line.id
    )
    slots = sorted({slot for line in acts for slot in _noted_slots(line) if slot.child in children})
    if not slots:
        return None
    return PeriodToUndo(tuple(line.id for line in acts), tuple(slots), last.by, last.at)


def _was_withdrawn(declared: JournalLine, lines: Iterable[JournalLine]) -> bool:
    """The family took the whole absence back since."""
    absence = declared.detail.get("absence")
    return absence is not None and any(
        line.act == "absence_withdrawn"
        and line.at >= declared.at
        and line.detail.get("absence") == absence
        and not line.detail.get("days")
        for line in lines
    )


def _noted_slots(line: JournalLine) -> Iterator[Slot]:
    """Where it noted cents, they are by child, service and day."""
    for what in ("cancelled", "asked", "withdrawn"):
        for child, services in _mapping(line.detail.get(what)).items():
            for service, days in services.items():
                yield from (Slot(date.fromisoformat(str(day)), service, child) for day in days)
    for service, days in _mapping(line.detail.get(TOLD)).items():
        yield from (Slot(date.fromisoformat(str(day)), service, str(line.detail["child"])) for day in days)


def _mapping(noted: object) -> Mapping[str, Mapping[str, Iterable[object]]]:
    return noted if isinstance(noted, Mapping) else {}
