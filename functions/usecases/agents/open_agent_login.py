"""Open a login for an agent, who is invited by no family."""

import secrets
from datetime import datetime

from functions.domain.accounts.account import Account, AddressUnmailable, Login
from functions.domain.accounts.mail_address import mailable
from functions.domain.families.family import Civility
from functions.domain.journal import JournalLine
from functions.storage.accounts import accounts
from functions.storage.table import journal, keys
from functions.storage.table.ids import new_id
from functions.storage.table.reading import read_one
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.accounts.password_hashes import hash_password
from functions.usecases.retry import when_moved


def open_agent_login(
    email: str,
    *,
    civility: Civility,
    first_name: str,
    last_name: str,
    by: str,
    now: datetime,
    password: str | None = None,
) -> str:
    """The id of the account that the address opens: the one that exists, or else a new one. Raises AddressUnmailable, Busy.

    Without `password` a new account gets one that nobody knows. The agent then chooses another through « J’ai oublié mon mot
    de passe », which proves that the address is theirs.
    """
    if mailable(email.strip()) is None:
        raise AddressUnmailable(field="email")
    hashed = hash_password(password or secrets.token_urlsafe(32))

    def act() -> str:
        login = read_one(accounts.login_key(email), Login)
        if login is not None:
            return login.value.account
        account = Account(new_id(now), email.strip(), hashed, civility, first_name, last_name, (), now)
        transaction = Transaction()
        accounts.put_account(transaction, Stored(keys.account(account.id), account, 0))
        accounts.put_login(transaction, account.email, account.id)
        journal.add_to_account(transaction, account.id, JournalLine(new_id(now), "login_opened", by, now))
        transaction.commit()
        return account.id

    return when_moved(act)
