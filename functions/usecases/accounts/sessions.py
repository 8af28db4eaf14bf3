"""Open sessions, keep them alive and revoke them."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime

from functions.domain.accounts.account import TOUCH_EVERY, Account, Session
from functions.storage.accounts import sessions as stored_sessions
from functions.storage.accounts.sessions import session_key
from functions.storage.table.keys import Key
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import MAX_ACTIONS, Contended, Refused, Transaction, Unanswered
from functions.usecases.retry import when_contended

MOST_REVOKED_AT_ONCE = MAX_ACTIONS // 4
"""The most sessions that one transaction revokes, two actions each, which leaves it room for the act that revokes them."""


@dataclass(frozen=True, slots=True)
class FactorGiven:
    """That a session begins with the second factor, and from which network."""

    at: datetime
    place: str


def new_secret() -> str:
    """What a cookie holds besides the account."""
    return secrets.token_urlsafe(32)


def new_session(
    account: str,
    device: str,
    *,
    now: datetime,
    credentials_version: int = 0,
    factor: FactorGiven | None = None,
) -> tuple[str, Stored[Session]]:
    """The cookie of a new session, and the session to write with the act that opens it."""
    secret = new_secret()
    session = Session(account, now, now, device, credentials_version)
    if factor is not None:
        session = replace(session, factor_at=factor.at, place=factor.place)
    return f"{account}.{secret}", Stored(stored_sessions.key_of_secret(account, secret), session, 0)


def touch(session: Stored[Session], *, now: datetime) -> Stored[Session]:
    """Note that the session was used. If a request at the same time notes it first, nothing is lost."""
    if now < session.value.last_seen_at + TOUCH_EVERY:
        return session
    seen = Stored(session.key, replace(session.value, last_seen_at=now), session.version)
    transaction = Transaction()
    stored_sessions.put(transaction, seen)
    try:
        transaction.commit()
    except (Refused, Contended, Unanswered):
        return session
    return Stored(seen.key, seen.value, seen.version + 1)


def open_session(
    transaction: Transaction,
    account: Account,
    *,
    device: str,
    replacing: str | None,
    now: datetime,
    factor: FactorGiven | None = None,
    tablet: str = "",
) -> str:
    """Add a new session to the transaction of the act that opens it, and answer its cookie.

    `replacing`: the cookie that the browser sent, whose session ends. `tablet`: the town's, that it is unlocked on.
    """
    cookie, session = new_session(
        account.id, device, now=now, credentials_version=account.credentials_version, factor=factor
    )
    if tablet:
        session = replace(session, value=replace(session.value, tablet=tablet))
    stored_sessions.put(transaction, session)
    _go_on_telling(transaction, account, replacing, session.key)
    end_session_of(transaction, replacing)
    return cookie


def _go_on_telling(transaction: Transaction, account: Account, replacing: str | None, session: Key) -> None:
    """The parent who signs in again on a device is told of things on it as before: their choice goes over to the new session."""
    earlier = None if replacing is None else session_key(replacing)
    if earlier is None or stored_sessions.account_of(earlier) != account.id:
        return
    from functions.storage.push import devices  # Who is known already does without, at a cold start too.

    known = devices.device(account.id, stored_sessions.hash_of(earlier))
    if known is not None and known.value.credentials_version == account.credentials_version:
        place = devices.key_of(account.id, stored_sessions.hash_of(session))
        devices.put(transaction, Stored(place, known.value, 0))


def end_session_of(transaction: Transaction, cookie: str | None) -> None:
    """End the session of the cookie that the browser sent, if there is one."""
    earlier = None if cookie is None else session_key(cookie)
    if earlier is not None:
        stored_sessions.end(transaction, earlier)


def live_sessions(account: str, *, now: datetime) -> list[Stored[Session]]:
    """The sessions that have not expired, the last used first."""
    return alive(stored_sessions.sessions(account), now=now)


def alive(sessions: list[Stored[Session]], *, now: datetime) -> list[Stored[Session]]:
    """Those of them, likewise."""
    open_now = [session for session in sessions if session.value.alive(now)]
    return sorted(open_now, key=lambda session: session.value.last_seen_at, reverse=True)


def revoke_others(
    transaction: Transaction, account: str, *, keep: Key | None, before_version: int | None = None
) -> None:
    """End the account's sessions, but for `keep`, in the transaction of an act. Call `sweep_others` after its commit.

    `before_version`: end only those that were opened with an earlier version of the credentials.
    """
    others = [
        session.key
        for session in stored_sessions.sessions(account)
        if session.key != keep
        and (before_version is None or session.value.credentials_version < before_version)
    ]
    for key in others[:MOST_REVOKED_AT_ONCE]:
        stored_sessions.end(transaction, key)


def sweep_others(account: str, *, keep: Key | None, before_version: int | None = None) -> None:
    """End the sessions that `revoke_others` left: opened after it read them, or too many for one transaction. Raises Busy.

    With `before_version`, a request that is repeated leaves the sessions that were opened since with the new credentials.
    """

    def act() -> int:
        transaction = Transaction()
        revoke_others(transaction, account, keep=keep, before_version=before_version)
        if len(transaction):
            transaction.commit()
        return len(transaction)

    while when_contended(act):
        pass


def revoke(account: str, session_hash: str) -> None:
    """End one session of the account. If it does not exist, or no longer, nothing happens. Raises Busy."""

    def act() -> None:
        transaction = Transaction()
        stored_sessions.end(transaction, stored_sessions.key_of(account, session_hash))
        transaction.commit()

    when_contended(act)
