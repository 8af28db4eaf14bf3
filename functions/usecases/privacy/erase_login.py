"""Take a family out of the logins of its parents; a login that opens nothing else is erased with it."""

from dataclasses import replace

from functions.domain.accounts.account import Account, FamilyRef, Login
from functions.domain.accounts.activation import Activation
from functions.storage.accounts import accounts, activations
from functions.storage.agents import staff as staffs
from functions.storage.push import devices
from functions.storage.table import keys
from functions.storage.table.keys import Key
from functions.storage.table.partitions import remove
from functions.storage.table.reading import read, read_one
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.storage.town import communes
from functions.usecases.retry import when_moved


def leave_login(account_id: str, ref: FamilyRef) -> None:
    """Erase the login, or take the family out of it where it opens others, or is an agent's. Raises Busy."""

    def act() -> bool:
        stored = read_one(keys.account(account_id), Account)
        if stored is None:
            return True
        others = tuple(one for one in stored.value.families if one != ref)
        if not others and not _is_agent(account_id):
            return True
        if others != stored.value.families:
            transaction = Transaction()
            accounts.put_account(transaction, replace(stored, value=replace(stored.value, families=others)))
            transaction.commit()
        return False

    if when_moved(act):
        pk = keys.account(account_id).pk
        # The account before the rest: a session opens only while it is there (`log_in`), so that none comes afterwards.
        remove(pk, lambda sort: sort == "ACCOUNT")
        remove(pk, lambda _: True)
        devices.forget_all(account_id)


def leave_address(pk: str, ref: FamilyRef) -> None:
    """What lies under an e-mail address, once the logins are done: its invitation to the family, and all of it where no
    login is left. `pk`: a keyed hash of the address. Raises Busy."""
    login_key, invitation_key = Key(pk, "LOGIN"), Key(pk, "ACTIVATION")

    def act() -> bool:
        found = read([login_key, invitation_key])
        login, invitation = found.get(login_key, Login), found.get(invitation_key, Activation)
        lives = login is not None and read_one(keys.account(login.value.account), Account) is not None
        others = _others(invitation, ref)
        if invitation is not None and others and others != invitation.value.families:
            transaction = Transaction()
            kept = replace(invitation.value, families=others)
            activations.put(transaction, Stored(invitation.key, kept, invitation.version))
            transaction.commit()
        elif invitation is not None and not others:
            transaction = Transaction()
            transaction.delete(invitation_key, why="activation")
            transaction.commit()
        return not lives and not others

    if when_moved(act):
        remove(pk, lambda _: True)


def _others(invitation: Stored[Activation] | None, ref: FamilyRef) -> tuple[FamilyRef, ...]:
    return () if invitation is None else tuple(one for one in invitation.value.families if one != ref)


def _is_agent(account: str) -> bool:
    return any(account in staffs.staff(commune.id).value.appointments for commune in communes.all_communes())
