"""Which limits a write of who is signed in counts under: by family for its members, by login for everybody else."""

from datetime import datetime

from functions.storage.accounts.sessions import account_of, session_key
from functions.usecases.accounts.throttle import (
    SENT_FOR_AGENT,
    SENT_FOR_FAMILY,
    UPLOADS_OF_FAMILY,
    WRITES_OF_AGENT,
    WRITES_OF_FAMILY,
    WRITES_OF_LOGIN,
    Limit,
    WriteCount,
    write_count,
)


def limits_of(who: str, *, uploads: bool, sends: bool) -> tuple[Limit, ...]:
    """The limits of a route that writes, by who may call it. What anyone may call counts its own tries.

    `uploads`: it takes a file. `sends`: it sends something out.
    """
    if who == "member":
        found = (WRITES_OF_FAMILY, UPLOADS_OF_FAMILY if uploads else None, SENT_FOR_FAMILY if sends else None)
        return tuple(limit for limit in found if limit is not None)
    if who in ("parent", "signing_in"):
        return (WRITES_OF_LOGIN,)
    if who == "agent":
        return (WRITES_OF_AGENT, SENT_FOR_AGENT) if sends else (WRITES_OF_AGENT,)
    return ()


def counts_of(
    who: str, limits: tuple[Limit, ...], path: dict[str, str], cookie: str | None, now: datetime
) -> tuple[WriteCount, ...]:
    """Where this request counts. Nothing is counted before the caller is admitted."""
    key = None if cookie is None else session_key(cookie)
    if key is None:
        return ()  # nobody is signed in: admission says so
    subject = f"{path['commune']} {path['family']}" if who == "member" else account_of(key)
    return tuple(write_count(limit, subject, now=now) for limit in limits)
