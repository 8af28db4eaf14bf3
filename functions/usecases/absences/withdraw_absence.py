"""A family takes an absence back before it begins, or days of it before each of them: the child will come after all."""

from collections.abc import Collection
from datetime import date

from functions.domain.absences.declaration import check_withdrawn
from functions.domain.planning.declared_absence import DeclaredAbsence
from functions.usecases.absences.absence_act import AbsenceAct, Written, change_absence


def withdraw_absence(act: AbsenceAct, absence: str) -> Written:
    """Raises NotFound, AbsenceBegun, Busy."""
    today = act.today()

    def decide(known: DeclaredAbsence) -> None:
        check_withdrawn(known.all_days, today)

    return change_absence(act, ("withdraw", act.by, absence), absence, decide, did="absence_withdrawn")


def withdraw_days(act: AbsenceAct, absence: str, days: Collection[tuple[date, str]]) -> Written:
    """Take back these days, each of a service: the others stay declared. One that is taken back already stays so.

    Raises NotFound, AbsenceBegun, Busy.
    """
    today, wanted = act.today(), sorted(set(days))

    def decide(known: DeclaredAbsence) -> DeclaredAbsence | None:
        left = [(day, service) for day, service in wanted if known.covers(day, service)]
        if left:
            check_withdrawn((day for day, _ in left), today)
        return known.without_days(left)

    request = ("withdraw days", act.by, absence, wanted)
    return change_absence(act, request, absence, decide, did="absence_withdrawn")
