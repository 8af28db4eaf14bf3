"""Set the second factor: at the first sign-in, or for another phone.

The secret that is shown is derived from whoever asks and from the factor that it will replace: asked again, the same is shown, to the
same browser only; once a first code proves that a phone has it, it is never shown again. Nothing is stored until then.
"""

import base64
import logging
from dataclasses import dataclass, replace
from datetime import datetime

from functions.domain.accounts.account import Session
from functions.domain.errors import Unauthenticated
from functions.domain.journal import JournalLine
from functions.domain.messages import Message, MessageKind
from functions.domain.second_factor.factor import (
    FactorAlreadySet,
    FactorCodeWrong,
    FactorNotSet,
    FreshFactorRequired,
    SecondFactor,
)
from functions.domain.second_factor.pending_sign_in import PendingSignIn
from functions.domain.second_factor.totp import step_of_code
from functions.storage.accounts import accounts
from functions.storage.second_factor import factors
from functions.storage.table import idempotency, journal, keys, outbox
from functions.storage.table.idempotency import Done
from functions.storage.table.ids import new_id
from functions.storage.table.keys import Key
from functions.storage.table.reading import read
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.accounts.log_in import SessionOpened, Visitor
from functions.usecases.accounts.throttle import count_factor_try
from functions.usecases.retry import when_moved
from functions.usecases.second_factor.phone_secrets import newest_secret, possible_secrets
from functions.usecases.second_factor.recovery_codes import RecoveryCodes, new_recovery_codes
from functions.usecases.second_factor.waiting_sign_in import waiting

_log = logging.getLogger(__name__)
_REQUEST = "another phone"


@dataclass(frozen=True, slots=True)
class PhoneToSet:
    email: str
    secret: str
    """In letters (base 32 of RFC 4648), as an application reads it."""


@dataclass(frozen=True, slots=True)
class FactorSet:
    session: SessionOpened
    codes: tuple[str, ...]


def first_phone(pending: Stored[PendingSignIn], *, now: datetime) -> PhoneToSet:
    """Raises FactorAlreadySet, Unauthenticated."""
    found = waiting(pending, now=now)
    _check_unset(found.factor, now)
    return _shown(found.account.value.email, found.pending.key, found.factor)


def set_first_factor(
    pending: Stored[PendingSignIn], code: str, *, visitor: Visitor, idempotency_key: str, now: datetime
) -> FactorSet:
    """Keep the factor and open the session. The same request under the same key opens another, and makes other codes on paper.

    Raises FactorCodeWrong, FactorAlreadySet, Unauthenticated, Throttled, Busy.
    """
    used_with = keys.keyed_hash(idempotency_key)
    account = pending.value.account
    count_factor_try(account, pending.value.credentials_version, visitor.place, now=now)

    def act() -> FactorSet:
        found = waiting(pending, now=now)
        codes = new_recovery_codes(account)
        transaction = Transaction()
        if found.was_used_with(used_with) and found.factor is not None:
            _replace_codes(transaction, found.factor, codes, now=now)
        else:
            _check_unset(found.factor, now)
            _put(transaction, account, found.pending.key, found.factor, code, codes, now=now)
        opened = found.open(transaction, visitor=visitor, used_with=used_with, now=now)
        transaction.commit()
        return FactorSet(opened, codes.shown)

    done = when_moved(act)
    _log.info("second factor set account=%s", account)
    return done


def another_phone(session: Stored[Session], *, now: datetime) -> PhoneToSet:
    """Raises FactorNotSet, FreshFactorRequired, Unauthenticated."""
    factor = _replaceable(session, now)
    return _shown(accounts.account(session.value.account).value.email, session.key, factor)


def replace_factor(
    session: Stored[Session], code: str, *, place: str, idempotency_key: str, now: datetime
) -> tuple[str, ...]:
    """Put another phone in the place of the one known, and answer new codes on paper. The same request under the same key only
    makes other codes. Raises FactorCodeWrong, FactorNotSet, FreshFactorRequired, KeyReused, Throttled, Busy.
    """
    account = session.value.account
    count_factor_try(account, session.value.credentials_version, place, now=now)
    done_key = keys.of_account(account, f"KEY#{idempotency_key}")

    def act() -> tuple[str, ...]:
        found = read([done_key, keys.second_factor(account)])
        known = found.get(keys.second_factor(account), SecondFactor)
        codes = new_recovery_codes(account)
        transaction = Transaction()
        if idempotency.answer_in(found.get(done_key, Done), _REQUEST, bool) and known is not None:
            _replace_codes(transaction, known, codes, now=now)
        else:
            factor = _replaceable(session, now)
            _put(transaction, account, session.key, factor, code, codes, now=now)
            idempotency.remember(transaction, done_key, _REQUEST, True, now=now)
        transaction.commit()
        return codes.shown

    return when_moved(act)


def make_recovery_codes(session: Stored[Session], *, now: datetime) -> tuple[str, ...]:
    """Ten new codes on paper; those before are worthless. Raises FactorNotSet, Busy."""
    account = session.value.account

    def act() -> tuple[str, ...]:
        known = factors.factor(account)
        if known is None:
            raise FactorNotSet
        codes = new_recovery_codes(account)
        transaction = Transaction()
        _replace_codes(transaction, known, codes, now=now)
        transaction.commit()
        return codes.shown

    return when_moved(act)


def _check_unset(factor: Stored[SecondFactor] | None, now: datetime) -> None:
    if factor is not None and factor.value.counts(now):
        raise FactorAlreadySet


def _replaceable(session: Stored[Session], now: datetime) -> Stored[SecondFactor]:
    """The factor that the session may replace: it was given just now, or an administrator vouched for who is at work in it."""
    factor = factors.factor(session.value.account)
    if factor is None:
        raise FactorNotSet
    if session.value.factor_at is None:
        raise Unauthenticated
    if not session.value.has_fresh_factor(now) and factor.value.reset is None:
        raise FreshFactorRequired
    return factor


def _issue(asker: Key, factor: Stored[SecondFactor] | None) -> str:
    return f"{asker.sk}/{'' if factor is None else factor.value.set_at.isoformat()}"


def _shown(email: str, asker: Key, factor: Stored[SecondFactor] | None) -> PhoneToSet:
    secret = newest_secret(_issue(asker, factor)).secret
    return PhoneToSet(email, base64.b32encode(secret).decode())


def _put(
    transaction: Transaction,
    account: str,
    asker: Key,
    factor: Stored[SecondFactor] | None,
    code: str,
    codes: RecoveryCodes,
    *,
    now: datetime,
) -> None:
    issue, typed = _issue(asker, factor), "".join(code.split())
    for possible in possible_secrets(issue):
        step = step_of_code(possible.secret, typed, now=now)
        if step is not None:
            break
    else:
        raise FactorCodeWrong(field="code")
    kept = SecondFactor(issue, possible.key, now, step, codes.hashed, now)
    where = keys.second_factor(account)
    factors.put(transaction, Stored(where, kept, 0 if factor is None else factor.version))
    journal.add_to_account(transaction, account, JournalLine(new_id(now), "second_factor_set", account, now))
    data: dict[str, str | int] = {"account": account}
    outbox.add(transaction, Message(new_id(now), MessageKind.SECOND_FACTOR_SET, data=data))


def _replace_codes(
    transaction: Transaction, factor: Stored[SecondFactor], codes: RecoveryCodes, *, now: datetime
) -> None:
    changed = replace(factor.value, recovery=codes.hashed, recovery_made_at=now)
    factors.put(transaction, Stored(factor.key, changed, factor.version))
