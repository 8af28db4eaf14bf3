"""What a new password, or a new e-mail address, of a login puts an end to.

Somebody else may have known the earlier one. Whatever they could have kept of it ends in the transaction of the change: the codes
that were asked for, the sessions, the passkeys, and the secret address of the calendar.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from functions.domain.accounts.account import Account, CalendarFeed
from functions.domain.journal import JournalLine
from functions.storage.accounts import accounts, sessions
from functions.storage.passkeys import passkeys
from functions.storage.push import devices
from functions.storage.table import journal, keys
from functions.storage.table.ids import new_id
from functions.storage.table.keys import Key
from functions.storage.table.reading import read_one
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.accounts.mailed_codes import new_issue
from functions.usecases.accounts.sessions import revoke_others


@dataclass(frozen=True, slots=True)
class EndedByChange:
    """What the letter to the owner tells of, besides the sessions."""

    calendar_renewed: bool
    """The calendar had an address, which was replaced."""
    passkeys: int
    """How many were taken away."""

    def told(self) -> dict[str, str | int]:
        return {"calendar_renewed": int(self.calendar_renewed), "passkeys_ended": self.passkeys}


def put_new_credentials(
    transaction: Transaction,
    account: Stored[Account],
    *,
    password_hash: str | None = None,
    email: str | None = None,
    keep: Key | None,
    now: datetime,
) -> "EndedByChange":
    """Write the account with another password or another address, and end what was opened or asked for under the earlier one.

    `keep`: the session of whoever makes the change, if it stays open. Codes for a change of address end by themselves, because they name the version of the credentials they were asked
    under. The caller deletes or uses up the code of a forgotten password, and calls `sweep_others` after the commit.
    """
    person = account.value
    changed = replace(
        person,
        password_hash=password_hash or person.password_hash,
        email=email or person.email,
        credentials_version=person.credentials_version + 1,
    )
    accounts.put_account(transaction, Stored(account.key, changed, account.version))
    revoke_others(transaction, person.id, keep=keep)
    _go_on_telling(transaction, changed, keep)
    return EndedByChange(
        _renew_calendar(transaction, person.id, now=now), passkeys.end_all(transaction, person.id)
    )


def _go_on_telling(transaction: Transaction, changed: Account, keep: Key | None) -> None:
    """The device from which the change was made is told of things as before; every other one, signed in or not, is told nothing more."""
    known = None if keep is None else devices.device(changed.id, sessions.hash_of(keep))
    if known is not None:
        kept = replace(known.value, credentials_version=changed.credentials_version)
        devices.put(transaction, replace(known, value=kept))


def _renew_calendar(transaction: Transaction, account_id: str, *, now: datetime) -> bool:
    """Replace the calendar's address, or make sure that none is made at the same moment."""
    key = keys.calendar_feed(account_id)
    feed = read_one(key, CalendarFeed)
    if feed is None:
        transaction.check(Stored(key, None, 0), why="calendar")
        return False
    transaction.put(Stored(key, CalendarFeed(new_issue(), now), feed.version), why="calendar")
    journal.add_to_account(
        transaction, account_id, JournalLine(new_id(now), "calendar_renewed", account_id, now)
    )
    return True
