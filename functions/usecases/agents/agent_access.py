"""What a commune's journal says of its agents' access: who signed in, and what they asked for that their role does not allow.

Only agents of the commune write these lines, so no stranger can fill its journal, and neither can an agent: a session is noted once a
commune, refused acts so many an hour. They are kept as long as
`functions/domain/retention.py` says.
"""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from functions.domain import retention
from functions.domain.accounts.account import MOST_NOTED, Session
from functions.domain.agents.staff import Role
from functions.domain.errors import Busy, Throttled
from functions.domain.journal import JournalLine
from functions.storage.accounts import sessions as stored_sessions
from functions.storage.agents import staff as staffs
from functions.storage.table import journal
from functions.storage.table.ids import new_id
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Contended, Refused, Transaction, Unanswered
from functions.usecases.accounts.throttle import REFUSED_ACTS, count_try


def note_sign_in(session: Stored[Session], commune: str, *, now: datetime) -> Stored[Session]:
    """Write down, once a session, that this agent of the commune is signed in. Answers the session as it is stored now.

    If another request is writing the session at the same moment, or the table does not answer, the next one notes it.
    """
    if commune in session.value.agent_of:
        return session
    noted = replace(session.value, agent_of=(*session.value.agent_of, commune)[-MOST_NOTED:])
    line = JournalLine(new_id(now), "agent_signed_in", session.value.account, now)
    transaction = Transaction()
    stored_sessions.put(transaction, Stored(session.key, noted, session.version))
    journal.add_to_commune(transaction, commune, line, expires_at=now + retention.AGENTS_ACCESS)
    staffs.note_commune(transaction, session.value.account, commune, seen_at=now)
    try:
        transaction.commit()
    except (Refused, Contended, Unanswered):
        return session
    return Stored(session.key, noted, session.version + 1)


def note_employer(account: str, commune: str) -> None:
    """Write under the login that it works for the commune: who was appointed before that was written is then asked for the second
    factor at the next sign-in, as everybody else. If it cannot be written now, the next request does."""
    transaction = Transaction()
    staffs.note_commune(transaction, account, commune)
    with suppress(Refused, Contended, Unanswered):
        transaction.commit()


def note_refused_act(
    account: str, commune: str, *, route: str, roles: tuple[Role, ...], now: datetime
) -> None:
    """Write down that an agent of the commune asked for what only the `roles` do. Beyond so many an hour, only the log says so."""
    try:
        count_try(REFUSED_ACTS, f"{commune} {account}", now=now)
    except (Throttled, Busy):
        return
    line = JournalLine(
        new_id(now),
        "act_refused",
        account,
        now,
        detail={"route": route, "roles": [role.value for role in roles]},
    )
    transaction = Transaction()
    journal.add_to_commune(transaction, commune, line, expires_at=now + retention.AGENTS_ACCESS)
    transaction.commit()
