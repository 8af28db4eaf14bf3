"""*Remettre comme avant*: what a parent of the family declared some minutes ago, offered on every device and to either parent."""

from collections.abc import Collection, Mapping
from datetime import datetime

from functions.domain.bookings.undoing import WITHIN, period_to_undo
from functions.domain.journal import JournalLine
from functions.domain.reglement.reglement import Reglement
from functions.french.bookings.absence_periods import to_undo
from functions.storage.table import journal
from functions.web.absences.types import DeclaredSlot, UndoOffered
from functions.web.callers.members import Member


def latest_acts(caller: Member) -> list[JournalLine]:
    """What was done in the family since anything done before can no longer be taken back."""
    return journal.since(caller.commune, caller.family.value.id, caller.ask.now - WITHIN)


def undo_offer(
    lines: Collection[JournalLine],
    names: Mapping[str, str],
    reglement: Reglement,
    account: str,
    now: datetime,
) -> UndoOffered | None:
    """`names`: what each child of the family is called, by id. `account`: who reads."""
    found = period_to_undo(lines, names, now=now)
    if found is None:
        return None
    concerned = [name for child, name in names.items() if any(slot.child == child for slot in found.slots)]
    return UndoOffered(
        to_undo(
            concerned,
            sorted({slot.date for slot in found.slots}),
            found.at.astimezone(reglement.clock),
            reglement.day_of(now),
            mine=found.by == account,
        ),
        list(found.acts),
        [DeclaredSlot(slot.child, slot.service, slot.date) for slot in found.slots],
        int((found.until - now).total_seconds()),
    )
