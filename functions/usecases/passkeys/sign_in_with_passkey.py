"""Open a session with a passkey, and without a password.

A passkey that was unlocked with a finger or a PIN is two things at once: a device that one has, and what one is or knows. For an agent it
stands for the password and the code of the phone only where it was added with that code (docs/decisions); otherwise it is worth the password.
"""

import logging
import secrets
from dataclasses import replace
from datetime import datetime

from functions.domain.passkeys.challenge import SignInChallenge
from functions.domain.passkeys.passkey import PasskeyRefused, Passkeys, PasskeyTooLate
from functions.storage.accounts import accounts, throttles
from functions.storage.agents import staff
from functions.storage.passkeys import challenges, passkeys
from functions.storage.table import keys
from functions.storage.table.reading import read
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.accounts.credentials import remember_place
from functions.usecases.accounts.log_in import (
    FactorAsked,
    SessionOpened,
    Visitor,
    agent_today,
    ask_factor,
)
from functions.usecases.accounts.sessions import FactorGiven, open_session
from functions.usecases.accounts.throttle import (
    PASSKEY_ASKED_FROM_PLACE,
    PASSKEY_FROM_PLACE,
    PASSKEY_OF_LOGIN_FROM_PLACE,
    count_try,
    tries_key,
)
from functions.usecases.passkeys.signatures import PasskeyAnswer, account_of, challenge_of, check_answer
from functions.usecases.retry import when_moved

_log = logging.getLogger(__name__)


def ask_passkey(*, place: str, now: datetime) -> str:
    """What is to be signed, by whichever passkey the visitor has: in base64url. Raises Throttled, Busy."""
    count_try(PASSKEY_ASKED_FROM_PLACE, place, now=now)

    def act() -> str:
        challenge = secrets.token_urlsafe(32)
        transaction = Transaction()
        challenges.put(transaction, Stored(challenges.sign_in_key(challenge), SignInChallenge(now), 0))
        transaction.commit()
        return challenge

    return when_moved(act)


def sign_in_with_passkey(
    answer: PasskeyAnswer, *, origin: str, visitor: Visitor, idempotency_key: str, now: datetime
) -> SessionOpened | FactorAsked:
    """Open a session, or wait for the second factor of an agent; and end the session whose cookie the browser sent.

    The same request under the same key opens another session, with the challenge answered once.
    Raises PasskeyRefused, PasskeyTooLate, Throttled, Busy.
    """
    count_try(PASSKEY_FROM_PLACE, visitor.place, now=now)
    account_id = account_of(answer.user_handle)
    tries = f"{account_id} {visitor.place}"
    count_try(PASSKEY_OF_LOGIN_FROM_PLACE, tries, now=now)
    asked = challenge_of(answer.client_data)
    challenge_key, passkeys_key = challenges.sign_in_key(asked), keys.passkeys(account_id)
    used_with = keys.keyed_hash(idempotency_key)

    def act() -> SessionOpened | FactorAsked:
        account, communes = staff.known_login_and_communes(account_id)
        found = read([challenge_key, passkeys_key])
        challenge = found.get(challenge_key, SignInChallenge)
        if challenge is None or now >= challenge.value.expires_at:
            raise PasskeyTooLate
        if challenge.value.used_with not in (None, used_with):
            raise PasskeyTooLate
        if account is None:
            raise PasskeyRefused
        held = found.get_or(passkeys_key, Passkeys())
        passkey = held.value.named_by_device(answer.credential)
        counter = check_answer(
            answer,
            passkey,
            challenge=asked,
            origin=origin,
            answered_before=challenge.value.used_with is not None,
        )
        transaction = Transaction()
        transaction.check(account, why=accounts.ACCOUNT)
        if challenge.value.used_with is None:
            used = held.value.used(passkey, counter=counter, now=now)
            passkeys.put(transaction, replace(held, value=used))
            challenges.put(
                transaction, replace(challenge, value=replace(challenge.value, used_with=used_with))
            )
        else:
            transaction.check(challenge, why="challenge")
            transaction.check(held, why=passkeys.PASSKEYS)
        throttles.clear(transaction, tries_key(PASSKEY_OF_LOGIN_FROM_PLACE, tries, now=now))
        agent = agent_today(account_id, communes, now) if communes else None
        opened: SessionOpened | FactorAsked
        if agent is not None and not passkey.stands_for(agent.factor, now):
            opened = ask_factor(transaction, account.value, visitor, enrols=agent.enrols, now=now)
        else:
            remember_place(transaction, account.value.email, visitor.place, now=now)
            cookie = open_session(
                transaction,
                account.value,
                device=visitor.device,
                replacing=visitor.cookie,
                now=now,
                factor=None if agent is None else FactorGiven(now, visitor.place),
            )
            opened = SessionOpened(account_id, cookie)
        transaction.commit()
        return opened

    opened = when_moved(act)
    _log.info("signed in with a passkey account=%s", opened.account)
    return opened
