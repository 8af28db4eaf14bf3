"""Open a session with an address and a password."""

import logging
from dataclasses import dataclass, replace
from datetime import datetime

from functions.domain.accounts.account import Account, Login, WrongCredentials
from functions.storage.accounts import accounts
from functions.storage.table import keys
from functions.storage.table.reading import read_one
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Contended, Refused, Transaction
from functions.usecases.accounts.credentials import count_password_try, is_known_place, remember_place
from functions.usecases.accounts.password_hashes import (
    HASH_OF_NOBODY,
    hash_password,
    needs_rehash,
    password_matches,
)
from functions.usecases.accounts.sessions import open_session
from functions.usecases.retry import when_moved

_log = logging.getLogger(__name__)

_NO_ACCOUNT = "0" * 26


@dataclass(frozen=True, slots=True)
class Visitor:
    """Where a request came from.

    `place`: the household's network; `device`: for example « Firefox sur Android »; `cookie`: that of the session, if sent.
    """

    place: str
    device: str
    cookie: str | None = None


@dataclass(frozen=True, slots=True)
class SessionOpened:
    account: str
    cookie: str


def log_in(email: str, password: str, *, visitor: Visitor, now: datetime) -> SessionOpened:
    """Open a session, and end the one whose cookie the browser sent. Raises WrongCredentials, Throttled, Busy.

    An unknown address costs the same reads, writes and hash as a wrong password, so that the time does not tell them apart.
    """
    login_key = accounts.login_key(email)
    known_place = is_known_place(email, visitor.place)
    count_password_try(email, visitor.place, known_place=known_place, now=now)

    def act() -> tuple[SessionOpened, Stored[Account]]:
        account = _proven(read_one(login_key, Login), password)
        transaction = Transaction()
        transaction.check(account, why=accounts.ACCOUNT)
        remember_place(transaction, email, visitor.place, now=now)
        cookie = open_session(
            transaction, account.value, device=visitor.device, replacing=visitor.cookie, now=now
        )
        transaction.commit()
        return SessionOpened(account.value.id, cookie), account

    opened, account = when_moved(act)
    if needs_rehash(account.value.password_hash):
        _rehash(account, password)
    _log.info("signed in account=%s", opened.account)
    return opened


def _rehash(account: Stored[Account], password: str) -> None:
    """Hash the password anew, with today's parameters. The login is open: whatever goes wrong here, the next one tries again."""
    changed = replace(account.value, password_hash=hash_password(password))
    transaction = Transaction()
    accounts.put_account(transaction, Stored(account.key, changed, account.version))
    try:
        transaction.commit()
    except (Refused, Contended):
        return  # The account moved meanwhile, perhaps to another password.
    except Exception:
        _log.exception("password not hashed anew account=%s", account.value.id)


def _proven(login: Stored[Login] | None, password: str) -> Stored[Account]:
    account_id = login.value.account if login is not None else _NO_ACCOUNT
    account = read_one(keys.account(account_id), Account)
    right = password_matches(password, account.value.password_hash if account is not None else HASH_OF_NOBODY)
    if account is None:
        raise WrongCredentials
    if not right:
        raise WrongCredentials(account=account.value.id)
    return account
