"""Whether a login wants to be reminded of limits, and the token in each mail that stops the reminders without a
password."""

import re
from dataclasses import replace
from datetime import datetime

from functions.domain.errors import NotFound, Unauthenticated
from functions.domain.journal import JournalLine
from functions.storage.accounts import accounts
from functions.storage.table import idempotency, journal, keys
from functions.storage.table.ids import new_id
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.accounts.mailed_codes import Purpose, code_matches, code_of
from functions.usecases.retry import when_moved

_TOKEN = re.compile(r"([0-9a-z]{26})-([0-9a-z]{26})")


def set_reminders(account_id: str, *, wanted: bool, idempotency_key: str, now: datetime) -> None:
    """Turn the reminders of a login on or off. Raises Unauthenticated, KeyReused, Busy."""
    done_key = keys.of_account(account_id, f"KEY#{idempotency_key}")
    request = ("reminders", wanted)

    def act() -> None:
        if idempotency.earlier_answer(done_key, request, bool) is None:
            _set(account_id, wanted=wanted, now=now, done=(done_key, request))

    when_moved(act)


def stop_token(account_id: str) -> str:
    """The token that the mails carry. It stops the reminders of one login, opens nothing else, and is stored
    nowhere."""
    return f"{account_id}-{code_of(Purpose.REMINDERS, account_id)}"


def stop_reminders(token: str, *, now: datetime) -> None:
    """Stop the reminders of the token's login; doing so again changes nothing. Raises NotFound for a false token
    or a login that is gone; Busy."""
    match = _TOKEN.fullmatch(token)
    if match is None or not code_matches(match[2], Purpose.REMINDERS, match[1]):
        raise NotFound
    try:
        when_moved(lambda: _set(match[1], wanted=False, now=now))
    except Unauthenticated:
        raise NotFound from None


def _set(
    account_id: str, *, wanted: bool, now: datetime, done: tuple[keys.Key, object] | None = None
) -> None:
    account = accounts.account(account_id)
    transaction = Transaction()
    if account.value.reminders != wanted:
        changed = replace(account.value, reminders=wanted)
        accounts.put_account(transaction, Stored(account.key, changed, account.version))
        act = "reminders_wanted" if wanted else "reminders_stopped"
        journal.add_to_account(transaction, account_id, JournalLine(new_id(now), act, account_id, now))
    if done is not None:
        idempotency.remember(transaction, *done, True, now=now)
    if len(transaction):
        transaction.commit()
