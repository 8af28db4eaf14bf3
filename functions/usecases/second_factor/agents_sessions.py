"""The sessions of an agent: those that began with the second factor. A parent's, of the same login, are nobody else's business."""

from datetime import datetime

from functions.domain.accounts.account import Session
from functions.storage.accounts import sessions as stored_sessions
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.accounts.sessions import MOST_REVOKED_AT_ONCE, live_sessions, revoke
from functions.usecases.retry import when_contended


def agents_sessions(account: str, *, now: datetime) -> list[Stored[Session]]:
    """Those that have not expired, the last used first."""
    return [session for session in live_sessions(account, now=now) if session.value.factor_at is not None]


def end_agents_session(account: str, session_hash: str) -> None:
    """End one. A parent's, and one that is over, are not touched. Raises Busy."""
    if any(stored_sessions.hash_of(one.key) == session_hash for one in _begun(account)):
        revoke(account, session_hash)


def end_agents_sessions(account: str) -> None:
    """End them all. Raises Busy."""

    def act() -> int:
        transaction = Transaction()
        for session in _begun(account)[:MOST_REVOKED_AT_ONCE]:
            transaction.delete(session.key, why="session")
        if len(transaction):
            transaction.commit()
        return len(transaction)

    while when_contended(act):
        pass


def _begun(account: str) -> list[Stored[Session]]:
    return [one for one in stored_sessions.sessions(account) if one.value.factor_at is not None]
