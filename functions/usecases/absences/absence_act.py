"""What all acts on an absence share: it is written in each of its months, once for an idempotency key, and noted in
the journal."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime

from functions.domain.absences.declaration import absence_in
from functions.domain.absences.proof_to_read import proof_of_absence
from functions.domain.bookings.undoing import TOLD, UNDOES
from functions.domain.errors import NotFound
from functions.domain.families.family import Family
from functions.domain.journal import JournalLine
from functions.domain.merging.merged_files import FileMerged
from functions.domain.planning.declared_absence import DeclaredAbsence, place_of
from functions.storage.absences import absence_facts, proofs_to_read
from functions.storage.absences.absence_facts import AbsenceFacts
from functions.storage.bookings import child_months
from functions.storage.table import idempotency, journal, keys
from functions.storage.table.idempotency import Done
from functions.storage.table.ids import new_id
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.storage.town import communes
from functions.usecases.absences.acknowledge_absence import acknowledge_absence
from functions.usecases.retry import when_moved

DECLARED = "absence_declared"
"""What the journal calls it."""
DECIDED = "absence_decided"
"""The same, of what an agent made of it."""


@dataclass(frozen=True, slots=True)
class AbsenceAct:
    """Who acts, on the absences of which family. `by`: an account; `key`: the idempotency key."""

    commune: str
    family: str
    by: str
    key: str
    now: datetime

    def today(self) -> date:
        """Today on the town's clock. Raises NotFound."""
        return communes.commune(self.commune).day_of(self.now)


@dataclass(frozen=True, slots=True)
class Written:
    """What an act answers. `absence`: the id of the absence, also where it was taken back."""

    absence: str


def nothing_more(transaction: Transaction) -> None:
    """The `also` of acts that have nothing to add to the transaction."""


def found_absence(act: AbsenceAct, absence: str) -> DeclaredAbsence:
    """The absence as it is now. Raises NotFound."""
    child, month = place_of(absence)
    if not child:
        raise NotFound
    [stored] = child_months.months_of(act.commune, [child], month)
    return absence_in(stored.value, absence, act.family)


def change_absence(
    act: AbsenceAct,
    request: object,
    absence: str,
    decide: Callable[[DeclaredAbsence], DeclaredAbsence | None],
    *,
    did: str,
    undoes: str = "",
    also: Callable[[Transaction], None] = nothing_more,
) -> Written:
    """Write what `decide` makes of an absence that exists; None takes it away. Whether a proof of it waits for an agent is written
    with it. Raises NotFound, Busy, and what `decide` raises."""
    child, month = place_of(absence)
    try:
        wanted = found_absence(act, absence).months
    except NotFound:
        earlier = idempotency.earlier_answer(keys.done(act.commune, act.family, act.key), request, Written)
        if earlier is None:
            raise
        return earlier  # this very request took it away, and its answer was lost

    becomes: DeclaredAbsence | None = None

    def decide_from(facts: AbsenceFacts) -> tuple[str, DeclaredAbsence | None]:
        nonlocal becomes
        known = absence_in(facts.months[month], absence, act.family)
        if not set(known.months) <= facts.months.keys():
            raise NotFound  # it has grown by a month meanwhile: the request was about a shorter absence
        becomes = decide(known)
        return absence, becomes

    def with_it(transaction: Transaction, _: AbsenceFacts) -> None:
        keep_in_inbox(transaction, act, absence, child, becomes)
        also(transaction)

    return write_absence(act, request, child, wanted, decide_from, did=did, undoes=undoes, also=with_it)


def keep_in_inbox(
    transaction: Transaction, act: AbsenceAct, absence: str, child: str, becomes: DeclaredAbsence | None
) -> None:
    """Whether a proof of the absence waits for an agent, and of which days."""
    proof = None if becomes is None else proof_of_absence(becomes, child)
    if proof is None:
        proofs_to_read.done(transaction, act.commune, act.family, absence)
    else:
        proofs_to_read.wait(transaction, act.commune, proof)


def write_absence(
    act: AbsenceAct,
    request: object,
    child: str,
    wanted: Collection[str],
    decide: Callable[[AbsenceFacts], tuple[str, DeclaredAbsence | None]],
    *,
    did: str,
    undoes: str = "",
    also: Callable[[Transaction, AbsenceFacts], None],
) -> Written:
    """Write the absence that `decide` makes of the facts, in every month that holds a day of it.

    `wanted`: the months to read. `decide` answers the absence's id and the absence as it becomes, None to take it away.
    `undoes`: the line of the journal that it takes back. `also` adds what else the transaction holds. The family's file is a condition: an absence that is written beside a merge would stay with
    the file that went. Raises NotFound, FileMerged, KeyReused, Busy, and what `decide` raises.
    """
    done_key, family_key = keys.done(act.commune, act.family, act.key), keys.family(act.commune, act.family)

    def again() -> Written:
        facts, found = absence_facts.facts(act.commune, child, wanted, also=(done_key, family_key))
        earlier = idempotency.answer_in(found.get(done_key, Done), request, Written)
        if earlier is not None:
            return earlier
        family = _not_gone(found.get(family_key, Family))
        absence_id, becomes = decide(facts)
        transaction = Transaction()
        changed = False
        for month, stored in facts.stored.items():
            after = stored.value.without_absence(absence_id)
            if becomes is not None and month in becomes.months:
                after = stored.value.with_absence(becomes)
            if after != stored.value:
                changed = True
                child_months.put(transaction, act.commune, Stored(stored.key, after, stored.version))
        if changed:
            transaction.check(family, why="family")
            also(transaction, facts)
            line = _note(transaction, act, facts, did, absence_id, becomes, undoes)
            if did == DECLARED and becomes is not None and becomes.told_at(act.now):
                acknowledge_absence(transaction, act.commune, act.family, act.by, [line], now=act.now)
        answer = Written(absence_id)
        idempotency.remember(transaction, done_key, request, answer, now=act.now)
        transaction.commit()
        return answer

    return when_moved(again)


def _not_gone(family: Stored[Family] | None) -> Stored[Family]:
    """Raises NotFound, FileMerged."""
    if family is not None and family.value.merged_into:
        raise FileMerged
    if family is None or family.value.erased_on is not None:
        raise NotFound
    return family


def _note(
    transaction: Transaction,
    act: AbsenceAct,
    facts: AbsenceFacts,
    did: str,
    absence: str,
    becomes: DeclaredAbsence | None,
    undoes: str,
) -> str:
    """The id of the line."""
    child = facts.child.value.id
    days = {} if becomes is None else {service: sorted(days) for service, days in becomes.days.items()}
    detail: dict[str, object] = {"absence": absence, "child": child, "days": days}
    if did == DECLARED and becomes is not None:
        detail[TOLD] = becomes.told_at(act.now)
    if did == DECIDED and becomes is not None:
        detail["accepted"] = becomes.refused is None
    if undoes:
        detail[UNDOES] = undoes
    line = JournalLine(
        new_id(act.now),
        did,
        act.by,
        act.now,
        decided_from={"reglement": facts.head.value.reglement, f"child:{child}": facts.child.version},
        detail=detail,
    )
    journal.add(transaction, act.commune, act.family, line)
    return line.id
