"""Erase a family, and keep what accounting must keep.

The first transaction takes everybody's access away and leaves of the family's file only that it was erased. The steps that follow each find
what is left to do, so that an erasure that died anywhere is run again to its end; what they need to know lies in an item of its own until
then (`Erasure`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from pynamodb.expressions.operand import Path

from functions.domain.accounts.account import Account, FamilyRef
from functions.domain.families.access import accounts_ended, addresses_ended, logins_of
from functions.domain.families.family import ERASED, Family
from functions.domain.invoices.documents import OF_A_YEAR
from functions.domain.journal import READS_OF_FAMILY, JournalLine
from functions.domain.messages import Message, MessageKind
from functions.domain.privacy.erasure import Erasure, NotErasable, erased
from functions.domain.privacy.family_data import FamilyData
from functions.domain.retention import AGENTS_ACCESS, accounting_until
from functions.storage.accounts import activations
from functions.storage.directory import following
from functions.storage.families import erasures, families
from functions.storage.invoices import documents as filed
from functions.storage.invoices import invoices
from functions.storage.table import journal, keys, outbox
from functions.storage.table.ids import new_id
from functions.storage.table.keys import Key
from functions.storage.table.partitions import expire, remove
from functions.storage.table.reading import read, read_one
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.storage.town import communes
from functions.usecases.privacy.erase_children import erase_from_children, leave_queues
from functions.usecases.privacy.erase_login import leave_address, leave_login
from functions.usecases.privacy.read_family_data import read_family_data
from functions.usecases.privacy.what_stands_in_the_way import obstacles
from functions.usecases.retry import when_contended, when_moved

KEPT = (
    *("FAMILY", "ERASURE", "RECEIVABLE#", "CREDIT#", "ENCASHMENT#", "PAYMENT#", "DOCUMENTS", "DOCUMENT#"),
    *("INVOICE#", "CREDIT_NOTE#"),  # where a release put them once
)
"""Items of the family's partition that accounting keeps, by how their sort keys begin. All others go, but for the journal of money and of who read the
file."""

OF_MONEY = frozenset({"amount_cents", "used_cents", "invoice", "invoices"})
"""What the journal's line of an act about money tells, and no other: one of these."""

RECENT = timedelta(days=800)
"""A bank takes a payment back within thirteen months: older debts do not move any more."""


@dataclass(frozen=True, slots=True)
class ErasureAsked:
    """`by`: an account, or the name of the command. `reason`: a code, where somebody chose one."""

    commune: str
    family: str
    by: str
    now: datetime
    reason: str = ""


def erase_family(asked: ErasureAsked) -> None:
    """Run again after it died, it goes on; once it is done, it does nothing. Raises NotFound, NotErasable, Busy.

    Its files go a minute later, by the message that the first transaction leaves (`erase_files.py`).
    """
    when_moved(lambda: _begin(asked))
    _finish(asked)


def _files_of(commune: str, family: Family, now: datetime) -> Message:
    """What has the files deleted of the family, and of those that were merged into it. Of its documents, those of a year: the
    others are accounting."""
    names = (family.id, *family.merged_from)
    places = [
        document.place
        for name in names
        for ref, document in filed.of_family(commune, name)
        if ref.kind in OF_A_YEAR
    ]
    data: dict[str, str | int] = {"families": " ".join(names), "places": " ".join(places)}
    return Message(new_id(now), MessageKind.FILES_TO_ERASE, commune, data=data)


def erase_again(asked: ErasureAsked, *, addresses: Iterable[str]) -> None:
    """Erase a family that a backup brought back. Its files are gone since it was erased first, and its accounts were settled then.

    `addresses`: keyed hashes of those of its parents, which whoever restores reads from the table. Raises NotFound, Busy.
    """
    when_moved(lambda: _begin(asked, again=tuple(addresses)))
    _finish(asked)


def _finish(asked: ErasureAsked) -> None:
    """What the first transaction left to do; nothing where it is done."""
    begun = erasures.begun(asked.commune, asked.family)
    if begun is None:
        return
    family = families.family(asked.commune, asked.family).value
    leave_queues(asked.commune, asked.family)
    erase_from_children(asked.commune, family, begun.children, now=asked.now)
    for file in family.merged_from:
        _erase_trace(replace(asked, family=file))
    _erase_documents_of_years(asked)
    _erase_journal(asked)
    _erase_unsent(asked)
    following.clear(FamilyRef(asked.commune, asked.family))
    remove(
        keys.family(asked.commune, asked.family).pk,
        lambda sort: not sort.startswith((*KEPT, "JOURNAL#")) or sort.endswith("#ASKED"),
    )
    ref = FamilyRef(asked.commune, asked.family)
    for account in begun.accounts:
        leave_login(account, ref)
    for address in begun.addresses:
        leave_address(address, ref)
    erasures.end(asked.commune, asked.family)


def preview_erasure(commune: str, family: str, *, now: datetime) -> FamilyData:
    """All that is kept of the family today. Raises NotFound, NotErasable."""
    data = read_family_data(commune, family, account=None, now=now)
    town = communes.commune(commune)
    if found := obstacles(town, data, today=town.day_of(now)):
        raise NotErasable(found)
    return data


def _begin(asked: ErasureAsked, *, again: tuple[str, ...] | None = None) -> None:
    """Nothing where the family was erased before, or is being erased. What was decided from is in the same transaction: no document
    was issued since, no payment taken back, nobody changed the file."""
    commune = asked.commune
    family_key, counted = keys.family(commune, asked.family), keys.documents(commune, asked.family)
    found = read([family_key, counted])
    stored = found.get(family_key, Family)
    if stored is not None and stored.value.erased_on is not None:
        return
    seen = invoices.documents_seen(found, commune, asked.family)
    debts = [
        debt
        for debt in invoices.stored_receivables(commune, asked.family)
        if debt.value.issued_on >= (asked.now - RECENT).date()
    ]
    if again is None:
        data = preview_erasure(commune, asked.family, now=asked.now)
    else:
        data = read_family_data(commune, asked.family, account=None, now=asked.now)
    assert stored is not None, "its data was read"
    transaction = Transaction()
    today = communes.commune(commune).day_of(asked.now)
    out = [activations.partition_of(address) for address in addresses_ended(stored.value)]
    addresses = (
        [*(keys.of_address(email, "").pk for email in _emails(stored.value)), *out]
        if again is None
        else [*again, *out]
    )
    families.put(transaction, commune, Stored(stored.key, erased(stored.value, today), stored.version))
    begun = Erasure(
        children=tuple(child.id for child in data.children),
        accounts=tuple(dict.fromkeys((*logins_of(stored.value), *sorted(accounts_ended(stored.value))))),
        addresses=tuple(dict.fromkeys(addresses)),
        begun_at=asked.now,
        by=asked.by,
    )
    erasures.begin(transaction, commune, asked.family, begun)
    tally = Path("tally")
    transaction.check_that(counted, tally == seen if seen else tally.does_not_exist(), why="documents")
    for debt in debts:
        transaction.check(debt, why="receivable")
    detail: dict[str, object] = {"family": asked.family}
    if asked.reason:
        detail["reason"] = asked.reason
    line = JournalLine(
        new_id(asked.now), "family_erased", asked.by, asked.now, {"family": stored.version}, detail
    )
    journal.add_to_commune(transaction, commune, line)
    if again is None:
        outbox.add(transaction, _files_of(commune, stored.value, asked.now))
    transaction.commit()


def _emails(family: Family) -> Iterator[str]:
    """Under which the parents were invited, and log in: they may have moved their login since."""
    yield from (one.email for one in family.guardians if one.email is not None)
    account_keys = [keys.account(account) for account in logins_of(family)]
    found = read(account_keys)
    yield from (
        account.value.email for key in account_keys if (account := found.get(key, Account)) is not None
    )


def _erase_trace(of_merged: ErasureAsked) -> None:
    """What is left of a file that was merged into the family's: its journal, and the name in the item that leads from it."""
    _erase_documents_of_years(of_merged)
    _erase_journal(of_merged)
    key = keys.family(of_merged.commune, of_merged.family)
    remove(key.pk, lambda sort: not sort.startswith((*KEPT, "JOURNAL#")) or sort.endswith("#ASKED"))

    def act() -> None:
        stored = read_one(key, Family)
        if stored is not None and stored.value.name != ERASED:
            transaction = Transaction()
            families.put(
                transaction, of_merged.commune, replace(stored, value=replace(stored.value, name=ERASED))
            )
            transaction.commit()

    when_moved(act)


def _erase_documents_of_years(asked: ErasureAsked) -> None:
    """Statements and certificates are made again from what is kept, and name the children's dates of birth."""
    for ref, _ in filed.of_family(asked.commune, asked.family):
        if ref.kind in OF_A_YEAR:
            transaction = Transaction()
            transaction.delete(filed.key_of(ref), why="document")
            when_contended(transaction.commit)


def _erase_unsent(asked: ErasureAsked) -> None:
    """Mails to the family that were given up."""
    unsent = [each.message for each in outbox.given_up(asked.commune)]
    ours = {stored.key.sk for stored in unsent if stored.value.family == asked.family}
    remove(keys.outbox_failed("", asked.commune).pk, lambda sort: sort in ours)


def _erase_journal(asked: ErasureAsked) -> None:
    """What was done about money is kept as long as the documents are, and who read the file for their year: whoever was in it may ask
    for it afterwards too. All else goes."""
    pk = keys.family(asked.commune, asked.family).pk
    kept = {
        f"JOURNAL#{line.id}": accounting_until(line.at.date())
        if _is_of_money(line)
        else line.at + AGENTS_ACCESS
        for line in journal.lines(asked.commune, asked.family)
        if _is_of_money(line) or line.act in READS_OF_FAMILY
    }
    for sort, until in kept.items():
        expire(Key(pk, sort), until)
    remove(pk, lambda sort: sort.startswith("JOURNAL#") and sort not in kept)


def _is_of_money(line: JournalLine) -> bool:
    return not OF_MONEY.isdisjoint(line.detail)
