"""Change a family's identity, address, telephone and responsables by hand: what somebody else changed meanwhile is never overwritten."""

from dataclasses import dataclass, replace
from datetime import datetime

from functions.domain.errors import NotFound
from functions.domain.families.family import Family, check_family
from functions.domain.families.hand_marks import family_by_hand
from functions.domain.files.edits import (
    ChangedMeanwhile,
    FieldEdit,
    GuardianEdit,
    edited_family,
    edited_guardians,
)
from functions.domain.journal import JournalLine
from functions.storage.families import families
from functions.storage.table import idempotency, journal, keys
from functions.storage.table.idempotency import Done
from functions.storage.table.ids import new_id
from functions.storage.table.reading import read
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.families.follow_guardians import ended_of, follow_guardians
from functions.usecases.files.propose_address import Proposing, propose_corrected
from functions.usecases.files.who_changed import signed
from functions.usecases.retry import when_moved


@dataclass(frozen=True, slots=True)
class FamilyEdit:
    """`by`: an account. `key`: the idempotency key."""

    commune: str
    family: str
    fields: tuple[FieldEdit, ...]
    guardians: tuple[GuardianEdit, ...]
    by: str
    key: str
    now: datetime


def edit_family(asked: FamilyEdit) -> int:
    """The version of the file as it is now. Whoever has a login keeps it, and is asked by mail to confirm the new address; an
    invitation that waits follows its person.

    Raises NotFound, ChangedMeanwhile, UnknownField, FamilyFull, LoginFull, KeyReused, Busy.
    """
    done_key = keys.done(asked.commune, asked.family, asked.key)
    request = ("edit_family", asked.by, asked.fields, asked.guardians)

    def act() -> int:
        key = keys.family(asked.commune, asked.family)
        found = read([done_key, key])
        earlier = idempotency.answer_in(found.get(done_key, Done), request, int)
        if earlier is not None:
            return earlier
        stored = found.get(key, Family)
        if stored is None or stored.value.erased_on is not None:
            raise NotFound
        before = stored.value
        after, collisions = edited_family(before, asked.fields)
        guardians, problems = edited_guardians(before, asked.guardians)
        if collisions or problems:
            raise ChangedMeanwhile(signed(asked.commune, asked.family, [*collisions, *problems]))
        after = replace(after, guardians=guardians, ended=ended_of(before, guardians))
        after = check_family(family_by_hand(before, after, by=asked.by, at=asked.now))
        if after == before:
            return stored.version
        transaction = Transaction()
        proposing = Proposing(asked.commune, asked.family, asked.by, asked.key, asked.now)
        propose_corrected(transaction, proposing, before, after)
        follow_guardians(transaction, asked.commune, before, after, by=asked.by, now=asked.now)
        families.put(transaction, asked.commune, Stored(key, after, stored.version))
        journal.add(transaction, asked.commune, asked.family, _line(asked, stored))
        idempotency.remember(transaction, done_key, request, stored.version + 1, now=asked.now)
        transaction.commit()
        return stored.version + 1

    return when_moved(act)


def _line(asked: FamilyEdit, family: Stored[Family]) -> JournalLine:
    fields = [edit.field for edit in asked.fields] + ["guardians"] * bool(asked.guardians)
    return JournalLine(
        new_id(asked.now),
        "file_edited",
        asked.by,
        asked.now,
        decided_from={"family": family.version},
        detail={"fields": fields},
    )
