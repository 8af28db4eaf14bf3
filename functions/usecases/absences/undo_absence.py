"""A family takes back what one of its parents declared some minutes ago, begun or not: the days of that act alone leave the absence."""

from functions.domain.bookings.undoing import check_undone_in_time
from functions.domain.errors import NotFound
from functions.domain.journal import JournalLine
from functions.domain.planning.declared_absence import DeclaredAbsence
from functions.storage.table import keys
from functions.storage.table.reading import read_one
from functions.usecases.absences.absence_act import DECLARED, AbsenceAct, change_absence


def undo_absence(act: AbsenceAct, undone: str) -> bool:
    """`undone`: the line of the journal. Whether anything was left of it to take back.

    Raises NotFound for an act that is not of this family, UndoTooLate, KeyReused, Busy.
    """
    line = read_one(keys.journal(act.commune, act.family, undone), JournalLine)
    if line is None or line.value.act != DECLARED:
        raise NotFound
    declared, absence = line.value, str(line.value.detail["absence"])
    check_undone_in_time(declared, act.now)

    def decide(known: DeclaredAbsence) -> DeclaredAbsence | None:
        return known.without_told_at(declared.at)

    try:
        change_absence(act, ("undo", act.by, undone), absence, decide, did="absence_withdrawn", undoes=undone)
    except NotFound:
        return False  # the family took all of it back meanwhile
    return True
