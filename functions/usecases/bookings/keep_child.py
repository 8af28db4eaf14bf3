"""A minimum service keeps a child who had booked nothing: booked in the place of the family, in the transaction that keeps the child."""

from dataclasses import dataclass
from datetime import datetime

from functions.domain.attendance.attendance_list import payer_of
from functions.domain.availability.obstacles import ObstacleCode
from functions.domain.bookings.town_booking import TownDecision, TownTerms
from functions.domain.bookings.validation import RefusedLine, SeenLine
from functions.domain.calendar.months import month_of
from functions.domain.errors import NotFound
from functions.domain.families.family import Child
from functions.domain.planning.called_off import CalledOffScope
from functions.domain.planning.child_month import Slot
from functions.domain.planning.minimum_service import MinimumService
from functions.domain.planning.town_act import Over
from functions.domain.reglement.deadline_rules import Action
from functions.storage.bookings import child_months
from functions.storage.bookings.booking_facts import Facts
from functions.storage.table import keys
from functions.storage.table.reading import read
from functions.storage.town import called_off
from functions.usecases.absences.call_off import CallOffAct, change_called_off
from functions.usecases.bookings.book_for_family import (
    BookedForFamily,
    ForFamily,
    book_for_family,
    preview_for_family,
)


@dataclass(frozen=True, slots=True)
class KeepAsked:
    """`entry`: what was called off, of `month`. `over`: what the booking passes over, as the agent was shown it; `reason`: why, which
    the family reads."""

    month: str
    entry: str
    child: str
    service: str
    over: frozenset[Over]
    reason: str

    @property
    def terms(self) -> TownTerms:
        return TownTerms(self.over, reason=self.reason)


def preview_kept(commune: str, by: str, asked: KeepAsked, *, now: datetime) -> tuple[TownDecision, Facts]:
    """What `keep_child` would do now. Nothing is written. Raises NotFound, NotCalledOffForChild, CalledOffFull."""
    acting, keeping, _ = _known(commune, by, asked)
    return preview_for_family(acting, _line(keeping.slot), asked.terms, keeping=keeping, now=now)


def keep_child(act: CallOffAct, asked: KeepAsked) -> tuple[BookedForFamily, Facts]:
    """Keep the child, and book what it had not; where it had, it is kept as one who was counted among the others.

    Raises as `preview_kept` and `book_for_family`.
    """
    acting, keeping, what = _known(act.commune, act.by, asked)
    done, facts = book_for_family(
        acting, _line(keeping.slot), asked.terms, tell=True, key=act.key, now=act.now, keeping=keeping
    )
    if is_booked(done.refused):
        change_called_off(act, asked.month, asked.entry, what)
    return done, facts


def is_booked(refused: tuple[RefusedLine, ...]) -> bool:
    """Whether the child had booked what is called off: nothing is to be booked."""
    return any(each.obstacle.code is ObstacleCode.ALREADY_BOOKED for each in refused)


def _line(slot: Slot) -> list[SeenLine]:
    return [SeenLine(slot, Action.RESERVE, None)]


def _known(commune: str, by: str, asked: KeepAsked) -> tuple[ForFamily, MinimumService, CalledOffScope]:
    """Who pays, what is kept, and what is called off then. The transaction reads it all again, but for who pays, which `ForFamily` checks."""
    child_key, off_key = keys.child(commune, asked.child), keys.called_off(commune, asked.month)
    month_key = keys.child_month(commune, asked.child, asked.month)
    found = read([child_key, off_key, month_key])
    child = found.get(child_key, Child)
    off = called_off.in_batch(found, commune, asked.month).value
    if child is None or asked.entry not in off.entries:
        raise NotFound
    slot = Slot(off.entries[asked.entry].what.day, asked.service, asked.child)
    assert month_of(slot.date) == asked.month, "an entry lies in the month of its day"
    keeping = MinimumService(asked.entry, slot)
    kept = keeping.kept(off, child.value)
    month = child_months.in_batch(found, commune, asked.child, asked.month).value
    payer = payer_of(child.value.families, slot, month)
    if payer is None:
        raise NotFound
    return ForFamily(commune, payer, by), keeping, kept.entries[asked.entry].what
