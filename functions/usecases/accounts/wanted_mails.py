"""Which mails a login wants besides those about its own acts, and the token in each that stops its kind without a password."""

import re
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from functions.domain.errors import NotFound, Unauthenticated
from functions.domain.journal import JournalLine
from functions.storage.accounts import accounts
from functions.storage.table import idempotency, journal, keys
from functions.storage.table.ids import new_id
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.accounts.mailed_codes import Purpose, code_matches, code_of
from functions.usecases.retry import when_moved


class MailsAtWill(StrEnum):
    """By the names of the fields of `Account`."""

    REMINDERS = "reminders"
    """Of limits, the evening before."""
    ANNOUNCEMENTS = "announcements"
    """What a town writes to all."""

    @property
    def purpose(self) -> Purpose:
        return Purpose(self.value)


_TOKEN = re.compile(r"([0-9a-z]{26})-([0-9a-z]{26})")


def set_wanted(
    mails: MailsAtWill, account_id: str, *, wanted: bool, idempotency_key: str, now: datetime
) -> None:
    """Turn such mails of a login on or off. Raises Unauthenticated, KeyReused, Busy."""
    done_key = keys.of_account(account_id, f"KEY#{idempotency_key}")
    request = (mails.value, wanted)

    def act() -> None:
        if idempotency.earlier_answer(done_key, request, bool) is None:
            _set(mails, account_id, wanted=wanted, now=now, done=(done_key, request))

    when_moved(act)


def stop_token(mails: MailsAtWill, account_id: str) -> str:
    """The token that the mails carry. It stops such mails of one login, opens nothing else, and is stored nowhere."""
    return f"{account_id}-{code_of(mails.purpose, account_id)}"


def stop_with_token(mails: MailsAtWill, token: str, *, now: datetime) -> None:
    """Stop such mails of the token's login; doing so again changes nothing. Raises NotFound for a false token
    or a login that is gone; Busy."""
    match = _TOKEN.fullmatch(token)
    if match is None or not code_matches(match[2], mails.purpose, match[1]):
        raise NotFound
    try:
        when_moved(lambda: _set(mails, match[1], wanted=False, now=now))
    except Unauthenticated:
        raise NotFound from None


def _set(
    mails: MailsAtWill,
    account_id: str,
    *,
    wanted: bool,
    now: datetime,
    done: tuple[keys.Key, object] | None = None,
) -> None:
    account = accounts.account(account_id)
    transaction = Transaction()
    if getattr(account.value, mails.value) != wanted:
        changed = (
            replace(account.value, reminders=wanted)
            if mails is MailsAtWill.REMINDERS
            else replace(account.value, announcements=wanted)
        )
        accounts.put_account(transaction, Stored(account.key, changed, account.version))
        act = f"{mails.value}_wanted" if wanted else f"{mails.value}_stopped"
        journal.add_to_account(transaction, account_id, JournalLine(new_id(now), act, account_id, now))
    if done is not None:
        idempotency.remember(transaction, *done, True, now=now)
    if len(transaction):
        transaction.commit()
