"""A family takes an absence back before it begins: the child will come after all."""

from functions.domain.absences.declaration import check_withdrawn
from functions.domain.planning.declared_absence import DeclaredAbsence
from functions.usecases.absences.absence_act import AbsenceAct, Written, change_absence


def withdraw_absence(act: AbsenceAct, absence: str) -> Written:
    """Raises NotFound, AbsenceBegun, Busy."""
    today = act.today()

    def decide(known: DeclaredAbsence) -> None:
        check_withdrawn(known, today)

    return change_absence(act, ("withdraw", act.by, absence), absence, decide, did="absence_withdrawn")
