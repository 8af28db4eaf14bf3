"""The directory follows each file, login and invitation in the transaction that writes it.

Repositories note what they write; when the transaction is committed, the lines of the families concerned are read, and what changes
of them and of their entries in the index is added to it. A line counts its writes: two acts that change one at the same instant
do not both pass, so that none overwrites what the other found.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from functools import partial

from pynamodb.expressions.operand import Path

from functions.domain.accounts.account import Account, FamilyRef
from functions.domain.accounts.activation import Activation
from functions.domain.directory.directory_line import DirectoryLine, list_name
from functions.domain.directory.entries import EntryChanges, entry_changes
from functions.domain.families.family import Child, Family
from functions.storage.directory import directory_lines
from functions.storage.directory.filters import entry_items, filtered
from functions.storage.table import keys
from functions.storage.table.reading import read
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import MAX_ACTIONS, Contended, Refused, Transaction, Unanswered

_log = logging.getLogger(__name__)

Change = Callable[[DirectoryLine], DirectoryLine]
Noted = tuple[int, FamilyRef, Change]


def note_family(transaction: Transaction, commune: str, family: Family) -> None:
    _note(transaction, FamilyRef(commune, family.id), lambda line: directory_lines.with_family(line, family))


def note_child(transaction: Transaction, commune: str, child: Child) -> None:
    for family in child.families:
        change = partial(directory_lines.with_child, commune=commune, child=child)
        _note(transaction, FamilyRef(commune, family), change, rank=1)


def note_login(transaction: Transaction, account: Account) -> None:
    for ref in account.families:
        _note(transaction, ref, lambda line: directory_lines.with_login(line, account), rank=1)


def note_invitation(transaction: Transaction, activation: Activation) -> None:
    """It waits, or was used."""
    for ref in activation.families:
        _note(transaction, ref, lambda line: directory_lines.with_invitation(line, activation), rank=1)


def note_withdrawn(transaction: Transaction, email: str, ref: FamilyRef) -> None:
    _note(transaction, ref, lambda line: line.without_invitation(keys.keyed_hash(email)), rank=1)


def is_behind(ref: FamilyRef) -> bool:
    """Whether the line is not what the files say: an earlier release wrote one of them, or none has written the line."""
    return len(_anew(ref, entries_too=False)[0]) > 0


def write_again(ref: FamilyRef, *, entries_too: bool = False) -> bool:
    """Make the line anew of the files, where it is not what they say; whether anything was written. `entries_too`: write each
    entry again, also where the line says that it is there.

    Raises Refused or Contended where somebody writes the family at that instant.
    """
    transaction, rest = _anew(ref, entries_too=entries_too)
    if not len(transaction):
        return False
    transaction.commit()
    if rest:
        _catch_up([ref])
    return True


def _anew(ref: FamilyRef, *, entries_too: bool) -> tuple[Transaction, bool]:
    """The line is read before the files: who writes one of them meanwhile writes it too, and this is refused."""
    key = keys.directory(ref.commune, ref.family)
    stored = read([key]).get(key, DirectoryLine)
    if stored is not None and entries_too:
        stored = replace(stored, value=replace(stored.value, outdated=stored.value.written))
    transaction = Transaction()
    rest = _add(transaction, ref, key, stored, directory_lines.from_files(ref), MAX_ACTIONS - 1)
    return transaction, rest


def clear(ref: FamilyRef) -> None:
    """What is left in the index of a family that was erased."""
    _catch_up([ref])


def _note(transaction: Transaction, ref: FamilyRef, change: Change, *, rank: int = 0) -> None:
    """What the family's file says comes first (rank 0): it names the children and the logins that the others tell of."""
    transaction.derive(_follow, (rank, ref, change))


def _follow(transaction: Transaction, noted: Sequence[Noted]) -> Callable[[], None] | None:
    """Answers what is left to do once the transaction is written."""
    changes: dict[FamilyRef, list[Change]] = defaultdict(list)
    for _, ref, change in sorted(noted, key=lambda each: each[0]):
        changes[ref].append(change)
    places = {ref: keys.directory(ref.commune, ref.family) for ref in changes}
    found = read(places.values())
    room = MAX_ACTIONS - len(transaction) - len(changes)
    left = []
    for ref, own in changes.items():
        stored = found.get(places[ref], DirectoryLine)
        line = directory_lines.from_files(ref) if stored is None else stored.value
        for change in own:
            line = change(line)
        line = directory_lines.completed(line, ref.commune)
        before = len(transaction)
        if _add(transaction, ref, places[ref], stored, line, room):
            left.append(ref)
        room -= max(0, len(transaction) - before - 1)
    return partial(_catch_up, left) if left else None


def _add(
    transaction: Transaction,
    ref: FamilyRef,
    key: keys.Key,
    stored: Stored[DirectoryLine] | None,
    line: DirectoryLine,
    room: int,
) -> bool:
    """Add the line and its entries; whether some are left for another transaction."""
    before = None if stored is None else stored.value
    todo = entry_changes(before, line, room=room)
    if before == todo.line or (before is None and todo.line.name is None):
        return False
    _add_line(transaction, ref, key, stored, todo)
    for entry in todo.removals:
        transaction.delete(keys.find(ref.commune, entry, ref.family), why=_why(ref))
    for item in entry_items(ref.commune, line, todo.puts):
        transaction.put_item(item, why=_why(ref))
    return todo.rest


def _add_line(
    transaction: Transaction,
    ref: FamilyRef,
    key: keys.Key,
    stored: Stored[DirectoryLine] | None,
    todo: EntryChanges,
) -> None:
    line = todo.line
    version = 0 if stored is None else stored.version
    if line.name is None and not line.written:
        transaction.delete(key, why=_why(ref), condition=Path("version") == version)
        return
    place = None if line.name is None else (keys.directory_list(ref.commune), list_name(line))
    transaction.put(Stored(key, line, version), why=_why(ref), listed=place, attributes=filtered(line))


def _catch_up(refs: Sequence[FamilyRef]) -> None:
    """Of a family of very many children: the entries for which its transaction had no room.

    What goes wrong here is done by whoever writes the family next; its act is done.
    """
    for ref in refs:
        key = keys.directory(ref.commune, ref.family)
        try:
            rest = True
            while rest:
                stored = read([key]).get(key, DirectoryLine)
                if stored is None:
                    break
                transaction = Transaction()
                rest = _add(transaction, ref, key, stored, stored.value, MAX_ACTIONS - 1)
                if len(transaction):
                    transaction.commit()
        except (Refused, Contended, Unanswered):
            _log.warning("directory not caught up commune=%s family=%s", ref.commune, ref.family)


def _why(ref: FamilyRef) -> Hashable:
    return ("directory", ref.family)
