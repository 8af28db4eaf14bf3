"""Update a family's file as an agent says: whether it is complete, and for which services its children are enrolled."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from functions.domain.errors import NotFound, check_reason
from functions.domain.families.family import Child, CompleteByHand, Enrolment, Family, FileMoved, check_child
from functions.domain.journal import JournalLine
from functions.storage.families import children as stored_children
from functions.storage.families import families
from functions.storage.papers import family_papers
from functions.storage.table import idempotency, journal, keys
from functions.storage.table.idempotency import Done
from functions.storage.table.ids import new_id
from functions.storage.table.reading import read
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.storage.town import communes
from functions.usecases.bookings.open_yearly_months import open_family
from functions.usecases.papers.count_papers import as_counted
from functions.usecases.retry import when_moved


@dataclass(frozen=True, slots=True)
class FileKept:
    file_complete: bool
    enrolments: dict[str, tuple[Enrolment, ...]]


def update_family_file(
    commune: str,
    family_id: str,
    *,
    file_complete: bool,
    reason: str = "",
    enrolments: Mapping[str, tuple[Enrolment, ...]],
    seen: Mapping[str, int] = MappingProxyType({}),
    by: str,
    key: str,
    now: datetime,
) -> FileKept:
    """Write the family's file and the enrolments of its children.

    Where the town says which papers it asks for, whether the file is complete follows from them: `reason` is why an agent says otherwise.
    `enrolments`: by child, all the enrolments that this family pays, which replace those it paid before. Enrolments that
    another family pays stay as they are. `seen`: the version of a child's file from which they were changed. Services booked all year are then booked at once in the months that are open; a
    nightly job does so for later months.

    Raises NotFound (also for a child who is not the family's), UnknownService, ChildFull, FileMoved, ReasonMissing, KeyReused,
    Busy.
    """
    done_key = keys.done(commune, family_id, key)
    request = ("keep", by, family_id, file_complete, enrolments, *([reason] if reason else []))
    said = FileKept(file_complete, dict(enrolments))

    def act() -> FileKept:
        family_key = keys.family(commune, family_id)
        child_keys = {child: keys.child(commune, child) for child in enrolments}
        found = read([done_key, family_key, *child_keys.values()])
        earlier = idempotency.answer_in(found.get(done_key, Done), request, FileKept)
        if earlier is not None:
            return earlier
        family = found.get(family_key, Family)
        if family is None or not set(enrolments) <= set(family.value.children):
            raise NotFound
        asked = {each.service for own in enrolments.values() for each in own}
        if asked:
            files = [file.value for key in child_keys.values() if (file := found.get(key, Child)) is not None]
            before = {each.service for file in files for each in file.enrolments}
            communes.reglement_now(commune).check_services(asked, kept=before)
        transaction = Transaction()
        kept = _completed(commune, family.value, file_complete, reason, by=by, now=now)
        families.put(transaction, commune, Stored(family.key, kept, family.version))
        for child, own in enrolments.items():
            stored = found.get(child_keys[child], Child)
            if stored is None:
                raise NotFound
            if seen.get(child, stored.version) != stored.version:
                raise FileMoved
            others = tuple(each for each in stored.value.enrolments if each.family != family_id)
            enrolled = check_child(replace(stored.value, enrolments=(*others, *own)))
            stored_children.put(transaction, Stored(stored.key, enrolled, stored.version))
        line = JournalLine(
            id=new_id(now),
            act="file_kept",
            by=by,
            at=now,
            decided_from={"family": family.version},
            detail={"file_complete": file_complete, "children": sorted(enrolments)},
        )
        journal.add(transaction, commune, family_id, line)
        idempotency.remember(transaction, done_key, request, said, now=now)
        transaction.commit()
        return said

    kept = when_moved(act)
    open_family(commune, families.family(commune, family_id).value, by=by, now=now)
    return kept


def _completed(
    commune: str, family: Family, file_complete: bool, reason: str, *, by: str, now: datetime
) -> Family:
    """What its papers say counts, unless an agent says otherwise, and why. What was said so before may be said again."""
    kinds = family_papers.kinds(commune).value
    if not kinds.are_required:
        return replace(family, file_complete=file_complete, complete_by_hand=None)
    if family.complete_by_hand is not None and family.file_complete == file_complete and not reason:
        return family
    held = family_papers.of_families(commune, kinds, [family])
    today = communes.commune(commune).day_of(now)
    counted = as_counted(replace(family, complete_by_hand=None), kinds, held.get(family.id, {}), today)
    if counted.file_complete == file_complete:
        return counted
    check_reason(reason)
    by_hand = CompleteByHand(reason.strip(), by, now)
    return replace(family, file_complete=file_complete, complete_by_hand=by_hand)
