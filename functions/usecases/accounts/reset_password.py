"""Replace a forgotten password: the parent asks for a mailed code, then chooses another password with it."""

from dataclasses import replace
from datetime import datetime

from functions.domain.accounts.account import RESET_LIFE, CodeWrong, Login, PasswordReset
from functions.domain.accounts.passwords import check_password
from functions.domain.errors import KeyReused
from functions.domain.journal import JournalLine
from functions.domain.messages import Message, MessageKind
from functions.storage.accounts import accounts, mail_standings
from functions.storage.table import journal, keys, outbox
from functions.storage.table.ids import new_id
from functions.storage.table.reading import read, read_one
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.accounts.credentials import (
    count_password_try,
    guessable_words,
    is_known_place,
    remember_place,
)
from functions.usecases.accounts.mailed_codes import Purpose, code_matches, new_issue
from functions.usecases.accounts.new_credentials import put_new_credentials
from functions.usecases.accounts.password_hashes import hash_password, password_matches
from functions.usecases.accounts.sessions import sweep_others
from functions.usecases.accounts.throttle import count_mail, count_wrong_code
from functions.usecases.retry import when_moved


def ask_reset(email: str, *, place: str, idempotency_key: str, now: datetime) -> None:
    """Ask for a code to be mailed. Raises Throttled, Busy.

    The same items are written whether or not a login has the address: only the delivery of the mail finds out, so that the
    answer tells nothing. A code with more than half its life left is mailed again as it is, so that nobody can make the
    parent's own code worthless by asking again and again.
    """
    count_mail(email, place, known_place=is_known_place(email, place), now=now)
    address = email.strip()
    key, asked_with = accounts.reset_key(address), keys.keyed_hash(idempotency_key)

    def act() -> None:
        earlier = read_one(key, PasswordReset)
        if earlier is not None and earlier.value.asked_with == asked_with:
            return
        if earlier is not None and earlier.value.usable(now + RESET_LIFE / 2):
            reset = replace(earlier.value, asked_with=asked_with)
        else:
            reset = PasswordReset(address, new_issue(), now, asked_with)
        transaction = Transaction()
        accounts.put_reset(transaction, Stored(key, reset, earlier.version if earlier is not None else 0))
        outbox.add(transaction, Message(new_id(now), MessageKind.PASSWORD_RESET, data={"email": address}))
        transaction.commit()

    when_moved(act)


def confirm_reset(
    email: str, code: str, password: str, *, place: str, idempotency_key: str, now: datetime
) -> None:
    """Replace the password and end what the earlier one may have let in: every session, the mailed codes, the address of the
    calendar, which is replaced. The same request under the same key changes nothing more.

    Raises CodeWrong, PasswordRefused, KeyReused, Throttled, Busy.
    """
    reset_key, login_key = accounts.reset_key(email), accounts.login_key(email)
    used_with = keys.keyed_hash(idempotency_key)

    def act() -> tuple[str, int]:
        found = read([reset_key, login_key])
        reset, login = found.get(reset_key, PasswordReset), found.get(login_key, Login)
        right = code_matches(code, Purpose.RESET, reset.value.issue if reset is not None else None)
        if reset is None or login is None or not right:
            count_wrong_code(email, place, now=now)
            raise CodeWrong(account=login.value.account) if login is not None else CodeWrong
        account = accounts.account(login.value.account)
        if reset.value.used_with == used_with:
            count_password_try(email, place, known_place=True, now=now)
            if not password_matches(password, account.value.password_hash):
                raise KeyReused(field="Idempotency-Key")
            return account.value.id, account.value.credentials_version
        if not reset.value.usable(now):
            raise CodeWrong
        person = account.value
        check_password(
            password,
            own=guessable_words(person.email, (person.first_name, person.last_name), person.families),
        )
        transaction = Transaction()
        ended = put_new_credentials(
            transaction, account, password_hash=hash_password(password), keep=None, now=now
        )
        accounts.put_reset(
            transaction, Stored(reset.key, replace(reset.value, used_with=used_with), reset.version)
        )
        transaction.check(login, why=accounts.LOGIN)
        mail_standings.write_again(transaction, email, now=now)
        remember_place(transaction, email, place, now=now)
        journal.add_to_account(
            transaction, person.id, JournalLine(new_id(now), "password_reset", person.id, now)
        )
        data: dict[str, str | int] = {"account": person.id, **ended.told()}
        outbox.add(transaction, Message(new_id(now), MessageKind.PASSWORD_CHANGED, data=data))
        transaction.commit()
        return person.id, person.credentials_version + 1

    account_id, version = when_moved(act)
    sweep_others(account_id, keep=None, before_version=version)
