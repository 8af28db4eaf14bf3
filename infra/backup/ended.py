"""Whom the town put out of a family stays out of it, whatever is restored: of all of them the live table says so (`Family.ended`)."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import partial

import msgspec

from functions.domain.accounts.account import Account, FamilyRef
from functions.domain.accounts.activation import Activation
from functions.domain.accounts.invitation_state import waits_for
from functions.domain.families.access import accounts_ended, addresses_ended, put_out
from functions.domain.families.family import EndedAccess, Family, Guardian
from functions.domain.families.guardians import with_known_accounts
from functions.domain.journal import JournalLine
from functions.storage.accounts import accounts, activations
from functions.storage.create_table import use_table
from functions.storage.families import families
from functions.storage.table import journal, keys
from functions.storage.table.ids import new_id
from functions.storage.table.keys import Key
from functions.storage.table.reading import read
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.retry import when_moved
from infra.backup.exports import RawItem

Ended = dict[tuple[str, str], tuple[EndedAccess, ...]]
"""By commune and family."""


def ended_in(items: Iterable[RawItem]) -> Ended:
    found = {}
    for item in items:
        said = json.loads(item["body"]["S"]).get("ended") if item["sk"]["S"] == "FAMILY" else None
        if said:
            _, commune, _, family = item["pk"]["S"].split("#")
            found[commune, family] = msgspec.convert(said, tuple[EndedAccess, ...])
    return found


def put_out_again(table: str, ended: Ended, *, by: str, now: datetime) -> int:
    """Put out in a restored table who was put out since the backup; answers of how many families. They were told then."""
    use_table(table)
    return sum(when_moved(partial(_put_out, ref, gone, by, now)) for ref, gone in sorted(ended.items()))


def with_logins_of(item: RawItem, there: RawItem | None) -> RawItem:
    """A family's file with the logins it has now: who was let out since is not let in again, nor invited by a list."""
    if there is None or item["sk"]["S"] != "FAMILY":
        return item
    body, live = json.loads(item["body"]["S"]), json.loads(there["body"]["S"])
    then, now = (msgspec.convert(one["guardians"], tuple[Guardian, ...]) for one in (body, live))
    guardians = with_known_accounts([replace(one, account=None) for one in then], now)
    body["members"], body["ended"] = live["members"], live.get("ended", [])
    body["guardians"] = msgspec.to_builtins(guardians)
    return {**item, "body": {"S": json.dumps(body, ensure_ascii=False)}}


def _put_out(of: tuple[str, str], gone: tuple[EndedAccess, ...], by: str, now: datetime) -> bool:
    commune, family_id = of
    ref, key = FamilyRef(commune, family_id), keys.family(commune, family_id)
    logins = [keys.account(one.account) for one in gone if one.account is not None]
    invitations = [Key(activations.partition_of(one.address), "ACTIVATION") for one in gone]
    found = read(dict.fromkeys([key, *logins, *invitations]))
    family = found.get(key, Family)
    if family is None or family.value.erased_on is not None:
        return False
    out = family.value
    for one in gone:
        out = put_out(out, one.account, {one.address}, on=one.on)
    known = accounts_ended(family.value) | addresses_ended(family.value)
    if {one.address for one in gone} <= known and out.members == family.value.members:
        return False
    transaction = Transaction()
    families.put(transaction, commune, Stored(key, out, family.version))
    for login in dict.fromkeys(logins):
        account = found.get(login, Account)
        if account is not None and ref in account.value.families:
            others = tuple(one for one in account.value.families if one != ref)
            accounts.put_account(transaction, replace(account, value=replace(account.value, families=others)))
    for place in dict.fromkeys(invitations):
        invitation = found.get(place, Activation)
        if invitation is not None and waits_for(invitation.value, ref):
            activations.withdraw(transaction, invitation, ref)
    journal.add(transaction, commune, family_id, JournalLine(new_id(now), "access_ended", by, now))
    transaction.commit()
    return True
