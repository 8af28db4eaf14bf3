"""Opening, keeping alive and revoking sessions."""

import secrets
from dataclasses import replace
from datetime import datetime

from functions.domain.accounts import TOUCH_EVERY, Session
from functions.storage import sessions as stored_sessions
from functions.storage.bodies import Stored
from functions.storage.sessions import session_key
from functions.storage.transaction import Contended, Refused, Transaction


def new_session(account: str, device: str, *, now: datetime) -> tuple[str, Stored[Session]]:
    """The cookie of a new session, and the session to write with the act that opens it."""
    cookie = f"{account}.{secrets.token_urlsafe(32)}"
    key = session_key(cookie)
    assert key is not None, "a cookie of ours reads as one"
    return cookie, Stored(key, Session(account, now, now, device), 0)


def touch(session: Stored[Session], *, now: datetime) -> Stored[Session]:
    """Note that the session was seen. Losing that note to a twin request loses nothing."""
    if now < session.value.last_seen_at + TOUCH_EVERY:
        return session
    seen = Stored(session.key, replace(session.value, last_seen_at=now), session.version)
    transaction = Transaction()
    stored_sessions.put(transaction, seen)
    try:
        transaction.commit()
    except (Refused, Contended):
        return session
    return Stored(seen.key, seen.value, seen.version + 1)
