"""Merge two files of one family.

The first transaction makes one file of the two: whoever acted for either acts for it, its children are its own, and the other says where to go.
From then on nothing new comes to the other. What was written under it before follows step by step (`carry_out`), by a plan that is frozen in the
same transaction, so that a merge which dies anywhere is run again to its end.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from pynamodb.expressions.operand import Path

from functions.domain.accounts.account import Account, FamilyRef
from functions.domain.accounts.activation import Activation
from functions.domain.families.access import acts_for, addresses_ended, logins_of
from functions.domain.families.family import Family, FamilyFull, FileMoved
from functions.domain.journal import JournalLine
from functions.domain.merging.merge import Merge, NotMergeable
from functions.domain.merging.merged_children import one_safety
from functions.domain.merging.merged_family import Choices, moved_away
from functions.storage.accounts import accounts, activations
from functions.storage.directory import following
from functions.storage.families import children as stored_children
from functions.storage.families import families
from functions.storage.invoices import invoices
from functions.storage.merging import merges
from functions.storage.safety import child_safeties
from functions.storage.table import idempotency, journal, keys
from functions.storage.table.ids import new_id
from functions.storage.table.reading import read, read_one
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.storage.town import communes
from functions.usecases.merging.carry_out import carry_out
from functions.usecases.merging.read_both import TwoFiles, obstacles, read_both
from functions.usecases.retry import when_moved

MOST_ACTIONS = 80
"""Of the first transaction; the rest is for the directory, which follows."""


@dataclass(frozen=True, slots=True)
class MergeAsked:
    """`family` is kept, `other` goes. `seen`: the versions of both, as whoever decided saw them. `by`: an account, or the name of a command."""

    commune: str
    family: str
    other: str
    choices: Choices
    seen: tuple[int, int] | None
    by: str
    key: str
    now: datetime


def merge_files(asked: MergeAsked) -> None:
    """Done twice, or by two at once, it is done once; run again after it died, it goes on.

    Raises NotFound, SameFile, WrongChoice, NotMergeable, FileMoved, FamilyFull, ChildFull, KeyReused, Busy.
    """
    when_moved(lambda: _begin(asked))
    carry_out(asked.commune, asked.family, now=asked.now)


def merge_again(commune: str, merge: Merge, *, now: datetime) -> bool:
    """Of two files that a backup brought back as they were before; False where they are merged. Raises NotFound where one of them was not
    there yet, FamilyFull, ChildFull, Busy."""
    two = read([keys.family(commune, merge.kept), keys.family(commune, merge.other)]).values(Family)
    if any(file.id == merge.other and file.merged_into for file in two):
        return carry_out(commune, merge.kept, now=now)
    known = {child for family in two for child in family.children}
    same = {child: kept for child, kept in merge.same.items() if {child, kept} <= known}
    keep = {
        name: right for name, right in merge.keep.items() if name in ("name", "address", "phone", "resident")
    }
    asked = MergeAsked(
        commune, merge.kept, merge.other, Choices(keep, same), None, merge.by, f"again-{merge.other}", now
    )
    when_moved(lambda: _begin(asked, again=True))
    return carry_out(commune, merge.kept, now=now)


def _begin(asked: MergeAsked, *, again: bool = False) -> None:
    done_key = keys.done(asked.commune, asked.family, asked.key)
    request = ("merge", asked.other, dict(asked.choices.keep), dict(asked.choices.same))
    if idempotency.earlier_answer(done_key, request, bool) is not None:
        return
    gone = read_one(keys.family(asked.commune, asked.other), Family)
    if gone is not None and gone.value.merged_into == asked.family:
        return  # another agent did at the same moment, or this one under another key
    both = read_both(asked.commune, asked.family, asked.other, asked.choices, by=asked.by, now=asked.now)
    if asked.seen is not None and asked.seen != (both.kept.version, both.other.version):
        raise FileMoved
    if not again and (found := obstacles(asked.commune, both)):
        raise NotMergeable(found)
    transaction = Transaction()
    _write_files(transaction, asked, both)
    _write_logins(transaction, asked, both)
    _write_trace(transaction, asked, both)
    idempotency.remember(transaction, done_key, request, True, now=asked.now)
    if len(transaction) > MOST_ACTIONS:
        raise FamilyFull(most=MOST_ACTIONS)
    transaction.commit()


def _write_files(transaction: Transaction, asked: MergeAsked, both: TwoFiles) -> None:
    commune = asked.commune
    today = communes.commune(commune).day_of(asked.now)
    families.put(transaction, commune, replace(both.kept, value=both.family))
    away = moved_away(both.other.value, asked.family, today)
    families.put(transaction, commune, replace(both.other, value=away))
    for earlier in both.other.value.merged_from:
        trace = read_one(keys.family(commune, earlier), Family)
        if trace is not None:
            led = replace(trace.value, merged_into=asked.family)
            transaction.put(replace(trace, value=led), why=("family", earlier))
    for child, after in both.after.items():
        if after != both.children[child].value:
            stored_children.put(transaction, replace(both.children[child], value=after))
    safeties = child_safeties.safeties(commune, (*both.names.children, *both.names.children.values()))
    for child, same in both.names.children.items():
        file = both.children[child]
        transaction.delete(file.key, why=("child", child), condition=Path("version") == file.version)
        if (theirs := safeties.get(child)) is not None:
            mine = safeties.get(same)
            key = keys.safety(commune, same)
            sheet = replace(theirs.value, child=same)
            if mine is not None:
                sheet = one_safety(mine.value, sheet)
            child_safeties.put(transaction, Stored(key, sheet, 0 if mine is None else mine.version))
            child_safeties.remove(transaction, commune, child)


def _write_logins(transaction: Transaction, asked: MergeAsked, both: TwoFiles) -> None:
    """Logins open the kept file in the place of the other; invitations that wait lead to it, where the file still names their address."""
    ours, theirs = FamilyRef(asked.commune, asked.family), FamilyRef(asked.commune, asked.other)
    account_keys = [keys.account(one) for one in logins_of(both.other.value)]
    emails = dict.fromkeys(_emails(both))
    invitation_keys = {email: activations.activation_key(email) for email in emails}
    found = read(dict.fromkeys((*account_keys, *invitation_keys.values())))
    for key in account_keys:
        stored = found.get(key, Account)
        if stored is None:
            continue
        own = [ours] if acts_for(stored.value.id, both.family) else []
        refs = [one for ref in stored.value.families for one in (own if ref == theirs else [ref])]
        moved = replace(stored.value, families=tuple(dict.fromkeys(refs)))
        accounts.put_account(transaction, replace(stored, value=moved))
    named = {activations.hashed(one.email) for one in both.family.guardians if one.email is not None}
    named -= addresses_ended(both.family)
    for email in emails:
        invitation = found.get(invitation_keys[email], Activation)
        if invitation is None or not {ours, theirs} & set(invitation.value.families):
            continue
        own = [ours] if activations.hashed(email) in named else []
        refs = [one for ref in invitation.value.families for one in (own if ref in (ours, theirs) else [ref])]
        _invite_to(transaction, invitation, tuple(dict.fromkeys(refs)), ours)


def _invite_to(
    transaction: Transaction, invitation: Stored[Activation], refs: tuple[FamilyRef, ...], ours: FamilyRef
) -> None:
    if refs == invitation.value.families:
        return
    if refs:
        activations.put(transaction, replace(invitation, value=replace(invitation.value, families=refs)))
    else:
        transaction.delete(invitation.key, why="activation", condition=Path("version") == invitation.version)
    if ours not in refs:
        following.note_withdrawn(transaction, invitation.value.email, ours)


def _emails(both: TwoFiles) -> Iterator[str]:
    for family in (both.kept.value, both.other.value):
        yield from (one.email for one in family.guardians if one.email is not None)


def _write_trace(transaction: Transaction, asked: MergeAsked, both: TwoFiles) -> None:
    """The plan, a line in both journals, and one document more on both counts: what was planned to be invoiced to either is planned anew."""
    billed = {line.child for one in invoices.documents(asked.commune, asked.other) for line in one.lines}
    children = sorted({*both.children, *billed} - {""})
    merge = Merge(
        asked.family,
        asked.other,
        dict(both.names.children),
        tuple(children),
        asked.now,
        asked.by,
        dict(asked.choices.keep),
    )
    merges.put(transaction, asked.commune, merge)
    versions = {"family": both.kept.version, "other": both.other.version}
    for family, act, detail in (
        (asked.family, "files_merged", {"other": asked.other}),
        (asked.other, "file_merged_away", {"kept": asked.family}),
    ):
        line = JournalLine(new_id(asked.now), act, asked.by, asked.now, versions, dict(detail))
        journal.add(transaction, asked.commune, family, line)
        invoices.count_document(transaction, asked.commune, family)
