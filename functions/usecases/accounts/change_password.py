"""Let a parent who knows the present password choose another."""

from datetime import datetime

from functions.domain.accounts.account import Session
from functions.domain.accounts.passwords import check_password
from functions.domain.errors import KeyReused
from functions.domain.journal import JournalLine
from functions.domain.messages import Message, MessageKind
from functions.storage.accounts import accounts
from functions.storage.table import idempotency, journal, keys, outbox
from functions.storage.table.idempotency import Done
from functions.storage.table.ids import new_id
from functions.storage.table.reading import read_one
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.accounts.credentials import check_current_password, guessable_words
from functions.usecases.accounts.new_credentials import put_new_credentials
from functions.usecases.accounts.password_hashes import hash_password, password_matches
from functions.usecases.accounts.sessions import sweep_others
from functions.usecases.retry import when_moved

_REQUEST = "change of password"
"""What is stored of the request in place of a digest, because nothing computed from a password may be stored but its hash."""


def change_password(
    session: Stored[Session], current: str, new: str, *, place: str, idempotency_key: str, now: datetime
) -> None:
    """Replace the password, end what the earlier one may have let in, and tell the parent by mail.

    What ends: the other sessions, the mailed codes, the address of the calendar, which is replaced.

    The same request under the same key changes nothing more.

    Raises WrongPassword, PasswordRefused, KeyReused, Throttled, Busy.
    """
    account_id = session.value.account
    done_key = keys.of_account(account_id, f"KEY#{idempotency_key}")

    def act() -> int:
        account = accounts.account(account_id)
        person = account.value
        if read_one(done_key, Done) is not None:
            if not password_matches(new, person.password_hash):
                raise KeyReused(field="Idempotency-Key")
            return person.credentials_version
        check_current_password(person, current, place=place, now=now, field="current_password")
        own = guessable_words(person.email, (person.first_name, person.last_name), person.families)
        check_password(new, own=own, field="new_password")
        transaction = Transaction()
        ended = put_new_credentials(
            transaction, account, password_hash=hash_password(new), keep=session.key, now=now
        )
        transaction.delete(accounts.reset_key(person.email), why="reset")
        idempotency.remember(transaction, done_key, _REQUEST, None, now=now)
        journal.add_to_account(
            transaction, account_id, JournalLine(new_id(now), "password_changed", account_id, now)
        )
        data: dict[str, str | int] = {"account": account_id, **ended.told()}
        outbox.add(transaction, Message(new_id(now), MessageKind.PASSWORD_CHANGED, data=data))
        transaction.commit()
        return person.credentials_version + 1

    sweep_others(account_id, keep=session.key, before_version=when_moved(act))
