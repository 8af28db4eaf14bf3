"""End the session of a cookie."""

from functions.storage.accounts.sessions import hash_of, session_key
from functions.usecases.accounts.sessions import revoke


def log_out(cookie: str | None) -> None:
    """End the session, if there is one: a second click, or one on an old page, succeeds as well. Raises Busy."""
    key = None if cookie is None else session_key(cookie)
    if key is not None:
        revoke(key.pk.removeprefix("A#"), hash_of(key))
