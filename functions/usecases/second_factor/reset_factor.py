"""A lost phone: an administrator, or who deployed the portal, lets somebody set their second factor anew."""

from dataclasses import replace
from datetime import datetime

from functions.domain.journal import JournalLine
from functions.domain.messages import Message, MessageKind
from functions.domain.second_factor.factor import RESET_WAITS, FactorReset, OwnFactor
from functions.storage.agents import staff
from functions.storage.second_factor import factors
from functions.storage.table import journal, outbox
from functions.storage.table.ids import new_id
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.retry import when_moved
from functions.usecases.second_factor.agents_sessions import end_agents_sessions


def ask_factor_reset(account: str, *, by: str, now: datetime) -> datetime | None:
    """From which instant the next sign-in sets another factor; None where there is none to reset.

    It waits for a day, so that its owner reads the mail, and withdraws it with a code. Who is at work in a session that began with the
    factor may set another at once. A second click changes nothing. Raises OwnFactor, Unauthenticated for a login that was erased, Busy.
    """
    if by == account:
        raise OwnFactor

    def act() -> datetime | None:
        known = factors.factor(account)
        if known is None:
            return None
        if known.value.reset is not None:
            return known.value.reset.in_force_at
        reset = FactorReset(by, now, now + RESET_WAITS)
        transaction = Transaction()
        factors.put(transaction, Stored(known.key, replace(known.value, reset=reset), known.version))
        _tell(transaction, account, by=by, at_once=False, now=now)
        transaction.commit()
        return reset.in_force_at

    return when_moved(act)


def reset_factor(account: str, *, by: str, now: datetime) -> bool:
    """End the factor at once, and the sessions that began with it. For who deployed the portal: where there is one administrator, nobody
    else can. Whether there was one. Raises Unauthenticated for a login that was erased, Busy."""

    def act() -> bool:
        known = factors.factor(account)
        if known is None:
            return False
        transaction = Transaction()
        factors.delete(transaction, known)
        _tell(transaction, account, by=by, at_once=True, now=now)
        transaction.commit()
        return True

    there_was = when_moved(act)
    end_agents_sessions(account)
    return there_was


def _tell(transaction: Transaction, account: str, *, by: str, at_once: bool, now: datetime) -> None:
    """The owner by mail, and the journal of each commune that the login works for: it opens them all."""
    _, communes = staff.login_and_communes(account)
    line = JournalLine(new_id(now), "second_factor_reset", by, now, detail={"account": account})
    journal.add_to_account(transaction, account, line)
    for commune in communes:
        journal.add_to_commune(transaction, commune, line)
    data: dict[str, str | int] = {"account": account, "at_once": int(at_once)}
    outbox.add(transaction, Message(new_id(now), MessageKind.SECOND_FACTOR_RESET, data=data))
