"""Add a passkey to one's login: ask the device to make one, and keep what it made."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime

from functions.domain.accounts.account import Account, Session
from functions.domain.journal import JournalLine
from functions.domain.messages import Message, MessageKind
from functions.domain.passkeys.challenge import AddingChallenge
from functions.domain.passkeys.passkey import Passkey, Passkeys, PasskeyTooLate
from functions.storage.accounts import accounts
from functions.storage.accounts.sessions import hash_of
from functions.storage.passkeys import challenges, passkeys
from functions.storage.table import idempotency, journal, keys, outbox
from functions.storage.table.idempotency import Done
from functions.storage.table.ids import new_id
from functions.storage.table.reading import read
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.passkeys.owner_proof import check_owner
from functions.usecases.passkeys.signatures import (
    PasskeyMade,
    challenge_of,
    check_made,
    site_of,
    user_handle_of,
)
from functions.usecases.retry import when_moved


@dataclass(frozen=True, slots=True)
class PasskeyAsked:
    """What the browser hands to the device (`PublicKeyCredentialCreationOptions`)."""

    challenge: str
    site: str
    user_handle: str
    email: str
    name: str
    known: tuple[str, ...]
    """Passkeys that the login has here: a device that holds one of them makes no second."""


def ask_new_passkey(
    session: Stored[Session], password: str | None, *, origin: str, place: str, now: datetime
) -> PasskeyAsked:
    """Raises PasskeysFull, PasswordAsked, FreshFactorRequired, WrongPassword, Throttled, Busy."""
    account = accounts.account(session.value.account).value
    held = passkeys.of_login(account.id).value
    held.check_room()
    with_factor = check_owner(session.value, account, password, place=place, now=now)

    def act() -> str:
        challenge = secrets.token_urlsafe(32)
        asked = AddingChallenge(hash_of(session.key), now, account.credentials_version, with_factor)
        transaction = Transaction()
        challenges.put(transaction, Stored(challenges.adding_key(account.id, challenge), asked, 0))
        transaction.commit()
        return challenge

    site = site_of(origin)
    return PasskeyAsked(
        when_moved(act),
        site,
        user_handle_of(account.id),
        account.email,
        f"{account.first_name} {account.last_name}",
        tuple(one.credential for one in held.held if one.site == site),
    )


def add_passkey(
    session: Stored[Session],
    made: PasskeyMade,
    name: str,
    *,
    origin: str,
    idempotency_key: str,
    now: datetime,
) -> None:
    """Keep the passkey, and tell its owner by mail. The same request under the same key adds one.

    Raises PasskeyTooLate, PasskeyUnreadable, PasskeyKnown, PasskeysFull, KeyReused, Busy.
    """
    account_id, asked = session.value.account, challenge_of(made.client_data)
    challenge_key = challenges.adding_key(account_id, asked)
    account_key, passkeys_key = keys.account(account_id), keys.passkeys(account_id)
    done_key = keys.of_account(account_id, f"KEY#{idempotency_key}")
    request = ["passkey", made.credential, name]

    def act() -> None:
        found = read([done_key, challenge_key, account_key, passkeys_key])
        if idempotency.answer_in(found.get(done_key, Done), request, bool):
            return
        account, challenge = found.get(account_key, Account), found.get(challenge_key, AddingChallenge)
        if account is None or challenge is None or not _answerable(challenge.value, session, account, now):
            raise PasskeyTooLate
        key = check_made(made, challenge=asked, origin=origin)
        passkey = Passkey(
            new_id(now),
            key.credential,
            key.public_key,
            site_of(origin),
            name,
            now,
            challenge.value.with_factor,
            key.counter,
        )
        held = found.get_or(passkeys_key, Passkeys())
        transaction = Transaction()
        transaction.check(account, why=accounts.ACCOUNT)
        passkeys.put(transaction, replace(held, value=held.value.with_one_more(passkey)))
        challenges.delete(transaction, challenge)
        idempotency.remember(transaction, done_key, request, True, now=now)
        journal.add_to_account(
            transaction, account_id, JournalLine(new_id(now), "passkey_added", account_id, now)
        )
        data: dict[str, str | int] = {"account": account_id, "name": name}
        outbox.add(transaction, Message(new_id(now), MessageKind.PASSKEY_ADDED, data=data))
        transaction.commit()

    when_moved(act)


def _answerable(
    challenge: AddingChallenge, session: Stored[Session], account: Stored[Account], now: datetime
) -> bool:
    same = (hash_of(session.key), account.value.credentials_version)
    return now < challenge.expires_at and (challenge.session, challenge.credentials_version) == same
