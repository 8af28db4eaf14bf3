"""Change a child's file by hand, or add a child to a family: what somebody else changed meanwhile is never overwritten."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from functions.domain.errors import NotFound
from functions.domain.families.family import Child, Family, check_child, check_family
from functions.domain.families.hand_marks import added_by_hand, child_by_hand
from functions.domain.files.edits import (
    ChangedMeanwhile,
    FieldEdit,
    check_child_file,
    edited_child,
)
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
from functions.usecases.files.who_changed import signed
from functions.usecases.papers.count_papers import as_counted
from functions.usecases.retry import when_moved


@dataclass(frozen=True, slots=True)
class ChildEdit:
    commune: str
    family: str
    child: str
    fields: tuple[FieldEdit, ...]
    by: str
    key: str
    now: datetime


@dataclass(frozen=True, slots=True)
class ChildAdded:
    commune: str
    family: str
    first_name: str
    last_name: str
    birth_date: date
    school: str | None
    school_class: str | None
    by: str
    key: str
    now: datetime


def edit_child(asked: ChildEdit) -> int:
    """The version of the child's file as it is now. Each of its families reads the change, and ranks its children by birth.

    Raises NotFound, ChangedMeanwhile, UnknownField, NoSuchSchool, NotABirthDate, KeyReused, Busy.
    """
    done_key = keys.done(asked.commune, asked.family, asked.key)
    request = ("edit_child", asked.by, asked.child, asked.fields)
    child_key = keys.child(asked.commune, asked.child)
    family_key = keys.family(asked.commune, asked.family)

    def act() -> int:
        found = read([done_key, family_key, child_key])
        earlier = idempotency.answer_in(found.get(done_key, Done), request, int)
        if earlier is not None:
            return earlier
        family, stored = found.get(family_key, Family), found.get(child_key, Child)
        if family is None or stored is None or asked.child not in family.value.children:
            raise NotFound
        before = stored.value
        after, collisions = edited_child(before, asked.fields)
        if collisions:
            reglement = communes.reglement_if_any(asked.commune)
            schools = {} if reglement is None else reglement.school_names
            told = signed(asked.commune, asked.family, collisions, child=asked.child)
            raise ChangedMeanwhile(told, schools)
        _check(asked.commune, after, before, asked.now)
        after = check_child(child_by_hand(before, after, by=asked.by, at=asked.now))
        if after == before:
            return stored.version
        transaction = Transaction()
        stored_children.put(transaction, Stored(child_key, after, stored.version))
        if after.birth_date != before.birth_date:
            _rank_again(transaction, asked.commune, after)
        fields = [edit.field for edit in asked.fields]
        _tell(transaction, asked, after, "child_edited", stored.version, {"fields": fields})
        idempotency.remember(transaction, done_key, request, stored.version + 1, now=asked.now)
        transaction.commit()
        return stored.version + 1

    return when_moved(act)


def add_child(asked: ChildAdded) -> str:
    """The id of the child, whom the next import keeps although no list names it.

    Raises NotFound, NoSuchSchool, NotABirthDate, FamilyFull, KeyReused, Busy.
    """
    done_key = keys.done(asked.commune, asked.family, asked.key)
    family_key = keys.family(asked.commune, asked.family)
    request = (
        *("add_child", asked.by, asked.first_name, asked.last_name, asked.birth_date),
        *(asked.school, asked.school_class),
    )

    def act() -> str:
        found = read([done_key, family_key])
        earlier = idempotency.answer_in(found.get(done_key, Done), request, str)
        if earlier is not None:
            return earlier
        family = found.get(family_key, Family)
        if family is None or family.value.erased_on is not None:
            raise NotFound
        child = Child(
            new_id(asked.now),
            asked.first_name,
            asked.last_name,
            asked.birth_date,
            (asked.family,),
            asked.school,
            asked.school_class,
        )
        _check(asked.commune, child, None, asked.now)
        child = added_by_hand(child, by=asked.by, at=asked.now)
        transaction = Transaction()
        stored_children.put(transaction, Stored(keys.child(asked.commune, child.id), child, 0))
        siblings = stored_children.children(asked.commune, family.value.children)
        known = {one: stored.value for one, stored in siblings.items()} | {child.id: child}
        ranked = check_family(_ranked(family.value, (*family.value.children, child.id), known))
        ranked = _counted(asked.commune, ranked, asked.now)
        families.put(transaction, asked.commune, Stored(family_key, ranked, family.version))
        _tell(transaction, asked, child, "child_added", 0, {})
        idempotency.remember(transaction, done_key, request, child.id, now=asked.now)
        transaction.commit()
        return child.id

    return when_moved(act)


def _counted(commune: str, family: Family, now: datetime) -> Family:
    """Papers are asked of the child too: the file may be complete no more."""
    kinds = family_papers.kinds(commune).value
    held = family_papers.of_families(commune, kinds, [family])
    return as_counted(family, kinds, held.get(family.id, {}), communes.commune(commune).day_of(now))


def _check(commune: str, child: Child, before: Child | None, now: datetime) -> None:
    reglement = communes.reglement_now(commune)
    check_child_file(child, before=before, schools=reglement.school_names, today=reglement.day_of(now))


def _rank_again(transaction: Transaction, commune: str, child: Child) -> None:
    """The eldest child comes first in each family: prices count their ranks."""
    homes = [keys.family(commune, home) for home in child.families]
    found = read(homes)
    for key in homes:
        stored = found.get(key, Family)
        if stored is None:
            continue
        siblings = stored_children.children(commune, stored.value.children)
        known = {one: sibling.value for one, sibling in siblings.items()} | {child.id: child}
        ranked = _ranked(stored.value, stored.value.children, known)
        if ranked == stored.value:
            transaction.check(stored, why="family")
        else:
            families.put(transaction, commune, Stored(key, ranked, stored.version))


def _ranked(family: Family, children: tuple[str, ...], known: dict[str, Child]) -> Family:
    """By birth; those born the same day in the order they had. A file that is not there stays last."""
    births = [
        (known[one].birth_date if one in known else date.max, place) for place, one in enumerate(children)
    ]
    order = [place for _, place in sorted(births)]
    return replace(family, children=tuple(children[place] for place in order))


def _tell(
    transaction: Transaction,
    asked: ChildEdit | ChildAdded,
    child: Child,
    act: str,
    version: int,
    detail: dict[str, object],
) -> None:
    """In the journal of each of its families."""
    for family in dict.fromkeys((asked.family, *child.families)):
        line = JournalLine(
            new_id(asked.now),
            act,
            asked.by,
            asked.now,
            decided_from={f"child:{child.id}": version},
            detail={"child": child.id, **detail},
        )
        journal.add(transaction, asked.commune, family, line)
