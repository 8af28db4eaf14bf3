"""A family says which booked days its child will miss, or missed."""

from functions.domain.absences.declaration import Declaration, MonthsUnread, declared, months_around
from functions.domain.errors import NotFound
from functions.domain.planning.declared_absence import DeclaredAbsence
from functions.storage.absences.absence_facts import AbsenceFacts
from functions.storage.families import families
from functions.storage.table.ids import new_id
from functions.storage.table.transaction import Transaction
from functions.usecases.absences.absence_act import (
    DECLARED,
    AbsenceAct,
    Written,
    keep_in_inbox,
    write_absence,
)


def declare_absence(act: AbsenceAct, told: Declaration) -> Written:
    """Declare the absence. Days declared before are not declared again; days that follow on prolong an absence.

    Raises NotFound, RangeBackwards, AbsenceTooFar, NothingToMiss, UnknownReason, AbsenceTooLong, TooManyAbsences, Busy.
    """
    wanted = months_around(told, act.today())
    family = families.family(act.commune, act.family)
    if told.child not in family.value.children:
        raise NotFound

    absence: DeclaredAbsence | None = None

    def decide(facts: AbsenceFacts) -> tuple[str, DeclaredAbsence]:
        nonlocal absence
        absence = declared(
            facts.reglement(),
            facts.child.value,
            facts.months,
            facts.called_off,
            told,
            family=act.family,
            account=act.by,
            new=new_id(act.now),
            now=act.now,
        )
        return absence.id, absence

    def checks(transaction: Transaction, facts: AbsenceFacts) -> None:
        if act.family not in facts.child.value.families:
            raise NotFound  # it left the family meanwhile
        transaction.check(facts.head, why="reglement")
        transaction.check(facts.child, why=("child", told.child))
        if (
            absence is not None and absence.certificate is not None
        ):  # what waits of it may be about more days now
            keep_in_inbox(transaction, act, absence.id, told.child, absence)

    request = ("declare", act.by, told)
    while True:
        try:
            return write_absence(act, request, told.child, wanted, decide, did=DECLARED, also=checks)
        except MonthsUnread as unread:
            wanted = sorted({*wanted, *unread.months})
