"""The sessions of an agent: those that began with the second factor. A parent's, of the same login, are nobody else's business."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from functions.domain.accounts.account import Session
from functions.domain.journal import JournalLine
from functions.storage.accounts import sessions as stored_sessions
from functions.storage.table import journal
from functions.storage.table.ids import new_id
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.accounts.sessions import MOST_REVOKED_AT_ONCE, live_sessions
from functions.usecases.retry import when_contended


def agents_sessions(account: str, *, now: datetime) -> list[Stored[Session]]:
    """Those that have not expired, the last used first."""
    return [session for session in live_sessions(account, now=now) if session.value.factor_at is not None]


def end_agents_session(account: str, session_hash: str, told: "Told") -> None:
    """End one. A parent's, and one that is over, are not touched. Raises Busy."""
    _end(account, lambda session: stored_sessions.hash_of(session.key) == session_hash, told)


def end_agents_sessions(account: str, told: "Told | None" = None) -> None:
    """End them all. Raises Busy."""
    _end(account, lambda _: True, told)


@dataclass(frozen=True, slots=True)
class Told:
    """Whose journal says it, and who did it."""

    commune: str
    by: str
    at: datetime


def _end(account: str, wanted: Callable[[Stored[Session]], bool], told: Told | None) -> None:
    line = None if told is None else _line(account, told)

    def act() -> int:
        found = [one for one in stored_sessions.sessions(account) if one.value.factor_at is not None]
        ended = [one for one in found if wanted(one)][:MOST_REVOKED_AT_ONCE]
        if not ended:
            return 0
        transaction = Transaction()
        for session in ended:
            stored_sessions.end(transaction, session.key)
        if told is not None and line is not None:
            journal.add_to_commune(transaction, told.commune, line)
        transaction.commit()
        return len(ended)

    while when_contended(act) == MOST_REVOKED_AT_ONCE:
        line = None  # it is said once


def _line(account: str, told: Told) -> JournalLine:
    detail: dict[str, object] = {"account": account}
    return JournalLine(new_id(told.at), "agent_sessions_ended", told.by, told.at, detail=detail)
