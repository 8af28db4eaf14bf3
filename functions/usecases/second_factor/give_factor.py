"""Give the second factor: at a sign-in that waits for it, or once more before an act that asks for it."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from functions.domain.accounts.account import Session
from functions.domain.errors import Unauthenticated
from functions.domain.second_factor.factor import FactorCodeWrong, SecondFactor
from functions.domain.second_factor.pending_sign_in import PendingSignIn
from functions.storage.accounts import sessions, throttles
from functions.storage.table import keys
from functions.storage.table.reading import read
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.accounts.log_in import SessionOpened, Visitor
from functions.usecases.accounts.throttle import count_factor_try, factor_tries_key
from functions.usecases.retry import when_moved
from functions.usecases.second_factor.use_code import Method, use_code
from functions.usecases.second_factor.waiting_sign_in import waiting
from functions.usecases.second_factor.wrong_codes import count_wrong_code

T = TypeVar("T")
_log = logging.getLogger(__name__)


def give_factor(
    pending: Stored[PendingSignIn],
    method: Method,
    code: str,
    *,
    visitor: Visitor,
    idempotency_key: str,
    now: datetime,
) -> SessionOpened:
    """Open the session that the sign-in waits for. The same request under the same key opens another, with no code used.

    Raises FactorCodeWrong, FactorCodeUsed, FactorNotSet, FactorKeyGone, Unauthenticated, Throttled, Busy.
    """
    used_with = keys.keyed_hash(idempotency_key)
    known = pending.value
    count_factor_try(known.account, known.credentials_version, visitor.place, now=now)

    def act() -> SessionOpened:
        found = waiting(pending, now=now)
        transaction = Transaction()
        if not found.was_used_with(used_with):
            use_code(transaction, known.account, found.factor, method, code, now=now)
        opened = found.open(transaction, visitor=visitor, used_with=used_with, now=now)
        transaction.commit()
        return opened

    opened = _counting_wrong_codes(act, known.account, now=now)
    _log.info("signed in account=%s", opened.account)
    return opened


def give_factor_again(
    session: Stored[Session], method: Method, code: str, *, place: str, idempotency_key: str, now: datetime
) -> None:
    """Note in the session that the factor was given just now. Raises as `give_factor`."""
    account, version = session.value.account, session.value.credentials_version
    count_factor_try(account, version, place, now=now)
    given_with = keys.keyed_hash(idempotency_key)

    def act() -> None:
        factor_key = keys.second_factor(account)
        found = read([session.key, factor_key])
        known = found.get(session.key, Session)
        if known is None:
            raise Unauthenticated
        if known.value.factor_given_with == given_with:
            return
        transaction = Transaction()
        use_code(transaction, account, found.get(factor_key, SecondFactor), method, code, now=now)
        fresh = replace(known.value, factor_at=now, last_seen_at=now, factor_given_with=given_with)
        sessions.put(transaction, Stored(known.key, fresh, known.version))
        throttles.clear(transaction, factor_tries_key(account, version, place, now=now))
        transaction.commit()

    _counting_wrong_codes(act, account, now=now)


def _counting_wrong_codes(act: Callable[[], T], account: str, *, now: datetime) -> T:
    try:
        return when_moved(act)
    except FactorCodeWrong:
        count_wrong_code(account, now=now)
        raise
