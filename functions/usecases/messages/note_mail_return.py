"""Note that a mail came back, or was unwanted: nothing more is sent to that address, and the town sees it in a list."""

from collections.abc import Iterable
from datetime import datetime

from functions.domain.accounts.account import Account, AddressChange, FamilyRef, Login
from functions.domain.accounts.activation import Activation
from functions.domain.accounts.mail_standing import MailReturn, MailStanding, Unreachable
from functions.domain.families.family import Family
from functions.storage.accounts import accounts, activations, mail_standings
from functions.storage.table import keys
from functions.storage.table.reading import Found, read, read_one
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.retry import when_moved

MOST_LISTED = 40
"""Families of one address that are listed: two actions each in a transaction of a hundred."""


def note_mail_return(returned: MailReturn, *, now: datetime) -> bool:
    """Whether it changed anything. What comes twice, late or out of order does not, nor what is about an address that nobody has any
    more. Raises Busy."""
    return when_moved(lambda: _note(returned, now))


def _note(returned: MailReturn, now: datetime) -> bool:
    email = returned.email
    standing_key, login_key = mail_standings.standing_key(email), accounts.login_key(email)
    invitation_key, change_key = activations.activation_key(email), accounts.address_change_key(email)
    found = read([standing_key, login_key, invitation_key, change_key])
    login, invitation = found.get(login_key, Login), found.get(invitation_key, Activation)
    change = found.get(change_key, AddressChange)
    owner = login or invitation or change
    if owner is None:
        return False
    account = read_one(keys.account(login.value.account), Account) if login is not None else None
    if account is not None and returned.sent_at < account.value.created_at:
        return False  # whoever opened the login has read a later mail there
    stored = found.get_or(standing_key, MailStanding(email))
    after = stored.value.after(returned, now=now)
    if after == stored.value:
        return False
    transaction = Transaction()
    transaction.check(owner, why="owner")
    mail_standings.put(transaction, Stored(standing_key, after, stored.version))
    refs = _refs(account.value if account is not None else None, invitation.value if invitation else None)
    for ref, family in _families(refs)[:MOST_LISTED]:
        transaction.check(family, why=("family", ref.family))
        mail_standings.list_family(transaction, ref, Unreachable(keys.keyed_hash(email), now))
    transaction.commit()
    return True


def _refs(account: Account | None, invitation: Activation | None) -> list[FamilyRef]:
    """The families of the login, and those of an invitation that waits."""
    refs = list(account.families) if account is not None else []
    if invitation is not None and invitation.use is None:
        refs += invitation.families
    return list(dict.fromkeys(refs))


def _families(refs: Iterable[FamilyRef]) -> list[tuple[FamilyRef, Stored[Family]]]:
    wanted = {ref: keys.family(ref.commune, ref.family) for ref in refs}
    found: Found = read(wanted.values())
    files = [(ref, found.get(key, Family)) for ref, key in wanted.items()]
    return [(ref, file) for ref, file in files if file is not None and file.value.erased_on is None]
