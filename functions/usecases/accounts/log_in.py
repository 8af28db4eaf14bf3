"""Open a session with an address and a password."""

import logging
from dataclasses import dataclass, replace
from datetime import datetime

from functions.domain.accounts.account import Account, Login, WrongCredentials
from functions.domain.agents.staff import Staff
from functions.domain.second_factor.factor import SecondFactor
from functions.domain.second_factor.pending_sign_in import PendingSignIn
from functions.domain.town.commune import Commune
from functions.storage.accounts import accounts
from functions.storage.accounts import sessions as stored_sessions
from functions.storage.agents import staff
from functions.storage.second_factor import pending_sign_ins
from functions.storage.table import keys
from functions.storage.table.reading import read, read_one
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Contended, Refused, Transaction
from functions.usecases.accounts.credentials import count_password_try, is_known_place, remember_place
from functions.usecases.accounts.password_hashes import (
    HASH_OF_NOBODY,
    hash_password,
    needs_rehash,
    password_matches,
)
from functions.usecases.accounts.sessions import end_session_of, new_secret, open_session
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


@dataclass(frozen=True, slots=True)
class FactorAsked:
    """The password was right, and opens nothing yet: the login is an agent's."""

    account: str
    cookie: str
    """Of the sign-in that waits. No route but those of the second factor knows it."""
    enrols: bool
    """There is no second factor yet: one is to be set."""


def log_in(email: str, password: str, *, visitor: Visitor, now: datetime) -> SessionOpened | FactorAsked:
    """Open a session, or wait for the second factor of an agent; and end the session whose cookie the browser sent.

    An unknown address costs the same reads, writes and hash as a wrong password, so that the time does not tell them apart.
    Whether the login is an agent's comes with its account, in one read. Raises WrongCredentials, Throttled, Busy.
    """
    login_key = accounts.login_key(email)
    known_place = is_known_place(email, visitor.place)
    count_password_try(email, visitor.place, known_place=known_place, now=now)

    def act() -> tuple[SessionOpened | FactorAsked, Stored[Account]]:
        account, communes = _proven(read_one(login_key, Login), password)
        transaction = Transaction()
        transaction.check(account, why=accounts.ACCOUNT)
        opened: SessionOpened | FactorAsked
        agent = agent_today(account.value.id, communes, now) if communes else None
        if agent is not None:
            opened = ask_factor(transaction, account.value, visitor, enrols=agent.enrols, now=now)
        else:
            remember_place(transaction, email, visitor.place, now=now)
            cookie = open_session(
                transaction, account.value, device=visitor.device, replacing=visitor.cookie, now=now
            )
            opened = SessionOpened(account.value.id, cookie)
        transaction.commit()
        return opened, account

    opened, account = when_moved(act)
    if needs_rehash(account.value.password_hash):
        _rehash(account, password)
    if isinstance(opened, FactorAsked):
        _log.info("second factor asked account=%s", opened.account)
    else:
        _log.info("signed in account=%s", opened.account)
    return opened


@dataclass(frozen=True, slots=True)
class AgentToday:
    """`factor`: None where no second factor counts any more, or yet."""

    factor: SecondFactor | None

    @property
    def enrols(self) -> bool:
        return self.factor is None


def agent_today(account: str, communes: list[str], now: datetime) -> AgentToday | None:
    """None where none of these communes employs the login today. One round trip, which parents do not pay."""
    factor_key = keys.second_factor(account)
    of_communes = (key for each in communes for key in (keys.commune(each), keys.staff(each)))
    found = read([factor_key, *of_communes])
    for each in communes:
        town, known = found.get(keys.commune(each), Commune), found.get(keys.staff(each), Staff)
        if town is None or known is None:
            continue
        if known.value.appointed(account, on=town.value.day_of(now)) is not None:
            factor = found.get(factor_key, SecondFactor)
            return AgentToday(factor.value if factor is not None and factor.value.counts(now) else None)
    return None


def ask_factor(
    transaction: Transaction, account: Account, visitor: Visitor, *, enrols: bool, now: datetime
) -> FactorAsked:
    """The place is not remembered yet, nor the wrong passwords forgotten: half of the way is no sign-in."""
    secret = new_secret()
    key = pending_sign_ins.key_of(account.id, stored_sessions.hashed(secret))
    waiting = PendingSignIn(account.id, now, visitor.device, account.credentials_version, enrols)
    pending_sign_ins.put(transaction, Stored(key, waiting, 0))
    end_session_of(transaction, visitor.cookie)
    return FactorAsked(account.id, f"{account.id}.{secret}", enrols)


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


def _proven(login: Stored[Login] | None, password: str) -> tuple[Stored[Account], list[str]]:
    """The account, and the communes that may have appointed it."""
    account_id = login.value.account if login is not None else _NO_ACCOUNT
    account, communes = staff.known_login_and_communes(account_id)
    right = password_matches(password, account.value.password_hash if account is not None else HASH_OF_NOBODY)
    if account is None:
        raise WrongCredentials
    if not right:
        raise WrongCredentials(account=account.value.id)
    return account, communes
