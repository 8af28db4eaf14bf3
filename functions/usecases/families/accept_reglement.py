"""Let a parent accept the règlement of the commune for the family."""

from dataclasses import dataclass, replace
from datetime import datetime

from functions.domain.errors import Conflict
from functions.domain.journal import JournalLine
from functions.storage.families import families
from functions.storage.table import idempotency, journal
from functions.storage.table.idempotency import Done
from functions.storage.table.ids import new_id
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.family_act import Acting
from functions.usecases.retry import when_moved


class ReglementMoved(Conflict):
    """Another version was published since the one that was read."""

    code = "reglement_moved"


@dataclass(frozen=True, slots=True)
class Accepted:
    version: int


def accept_reglement(acting: Acting, version: int, *, key: str, now: datetime) -> Accepted:
    """Accept that version, and answer the latest that the family has accepted. Any member of the family may do it.

    Raises NotFound, ReglementMoved, KeyReused, Busy.
    """
    done_key, request = acting.done_key(key), ("accept", acting.account, version)

    def act() -> Accepted:
        facts, found = acting.read((), also=done_key)
        earlier = idempotency.answer_in(found.get(done_key, Done), request, Accepted)
        if earlier is not None:
            return earlier
        if version != facts.head.value.reglement:
            raise ReglementMoved
        family = facts.family.value
        if family.accepted_reglement >= version:
            return Accepted(family.accepted_reglement)
        transaction = Transaction()
        transaction.check(facts.head, why="reglement")
        accepted = replace(family, accepted_reglement=version)
        families.put(transaction, facts.commune.id, Stored(facts.family.key, accepted, facts.family.version))
        line = JournalLine(
            id=new_id(now),
            act="reglement_accepted",
            by=acting.account,
            at=now,
            decided_from={"reglement": version, "family": facts.family.version},
        )
        journal.add(transaction, facts.commune.id, family.id, line)
        idempotency.remember(transaction, done_key, request, Accepted(version), now=now)
        transaction.commit()
        return Accepted(version)

    return when_moved(act)
