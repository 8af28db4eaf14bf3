"""Move a login to another e-mail address, once a code mailed there has been typed in."""

from dataclasses import replace
from datetime import datetime

from functions.domain.accounts.account import (
    Account,
    AddressChange,
    AddressTaken,
    AddressUnchanged,
    AddressUnmailable,
    CodeWrong,
    FamilyRef,
    Login,
    Session,
)
from functions.domain.accounts.mail_address import mailable
from functions.domain.families.family import Family
from functions.domain.families.file_corrections import Correction, Request, RequestKind
from functions.domain.families.guardians import same_address
from functions.domain.journal import JournalLine
from functions.domain.messages import Message, MessageKind
from functions.storage.accounts import accounts, mail_standings
from functions.storage.families import requests
from functions.storage.table import journal, keys, outbox
from functions.storage.table.ids import new_id
from functions.storage.table.keys import Key
from functions.storage.table.reading import read, read_one
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.accounts.credentials import check_current_password, remember_place
from functions.usecases.accounts.mailed_codes import Purpose, code_matches, new_issue
from functions.usecases.accounts.new_credentials import put_new_credentials
from functions.usecases.accounts.sessions import sweep_others
from functions.usecases.accounts.throttle import count_mail_of_account, count_wrong_code
from functions.usecases.retry import when_moved


def ask_address(
    account_id: str, email: str, password: str, *, place: str, idempotency_key: str, now: datetime
) -> None:
    """Have a code mailed to the new address. If another login has that address, the answer is the same and no mail leaves.

    Raises WrongPassword, AddressUnmailable, AddressUnchanged, Throttled, Busy.
    """
    account = accounts.account(account_id).value
    check_current_password(account, password, place=place, now=now, field="password")
    address = email.strip()
    if mailable(address) is None:
        raise AddressUnmailable(field="email")
    if accounts.login_key(address) == accounts.login_key(account.email):
        raise AddressUnchanged(field="email")
    count_mail_of_account(account_id, address, place, now=now)
    key, asked_with = accounts.address_change_key(address), keys.keyed_hash(idempotency_key)

    def act() -> None:
        earlier = read_one(key, AddressChange)
        if earlier is not None and (earlier.value.account, earlier.value.asked_with) == (
            account_id,
            asked_with,
        ):
            return
        change = AddressChange(
            account_id,
            address,
            new_issue(),
            now,
            asked_with,
            credentials_version=account.credentials_version,
        )
        transaction = Transaction()
        version = earlier.version if earlier is not None else 0
        accounts.put_address_change(transaction, Stored(key, change, version))
        data: dict[str, str | int] = {"email": address, "issue": change.issue}
        outbox.add(transaction, Message(new_id(now), MessageKind.ADDRESS_CHANGE, data=data))
        transaction.commit()

    when_moved(act)


def confirm_address(
    session: Stored[Session], email: str, code: str, *, place: str, idempotency_key: str, now: datetime
) -> None:
    """Move the login, tell the old address by mail, and ask the towns to note the new one.

    Whoever read the old mailbox may have been let in: the other sessions, the mailed codes and the calendar's address end.
    The same request under the same key changes nothing more.

    Raises CodeWrong, AddressTaken, Throttled, Busy.
    """
    account_id = session.value.account
    change_key, login_key = accounts.address_change_key(email), accounts.login_key(email)
    used_with = keys.keyed_hash(idempotency_key)

    def act() -> int:
        found = read([change_key, login_key, keys.account(account_id)])
        change, login = found.get(change_key, AddressChange), found.get(login_key, Login)
        account = found.get(keys.account(account_id), Account)
        right = code_matches(code, Purpose.ADDRESS, change.value.issue if change is not None else None)
        if change is None or account is None or not right or change.value.account != account_id:
            count_wrong_code(email, place, now=now)
            raise CodeWrong
        version = account.value.credentials_version
        if change.value.used_with == used_with:
            return version
        if not change.value.usable(now) or change.value.credentials_version != version:
            raise CodeWrong
        if login is not None:
            raise AddressTaken(field="email")
        _move(account, change, keep=session.key, place=place, used_with=used_with, now=now)
        return version + 1

    sweep_others(account_id, keep=session.key, before_version=when_moved(act))


def _move(
    account: Stored[Account],
    change: Stored[AddressChange],
    *,
    keep: Key,
    place: str,
    used_with: str,
    now: datetime,
) -> None:
    person, old, new = account.value, account.value.email, change.value.email
    transaction = Transaction()
    ended = put_new_credentials(transaction, account, email=new, keep=keep, now=now)
    accounts.put_login(transaction, new, person.id)
    transaction.delete(accounts.login_key(old), why=accounts.LOGIN)
    for address in (old, new):
        transaction.delete(accounts.reset_key(address), why="reset")
    mail_standings.write_again(transaction, new, now=now)
    mail_standings.forget(transaction, old)
    remember_place(transaction, new, place, now=now)
    used = replace(change.value, used_with=used_with)
    accounts.put_address_change(transaction, Stored(change.key, used, change.version))
    for ref in _to_correct(person, change.value):
        correction = (Correction("email", old, new),)
        request = Request(new_id(now), RequestKind.CORRECTION, ref.family, person.id, now, correction)
        requests.add(transaction, ref.commune, request)
    journal.add_to_account(
        transaction, person.id, JournalLine(new_id(now), "address_changed", person.id, now)
    )
    data: dict[str, str | int] = {"account": person.id, "email": old, **ended.told()}
    outbox.add(transaction, Message(new_id(now), MessageKind.ADDRESS_CHANGED, data=data))
    transaction.commit()


def _to_correct(person: Account, change: AddressChange) -> list[FamilyRef]:
    """The families of which the town's file does not say the new address already: the town that proposed it asks itself nothing."""
    if not change.by_town:
        return list(person.families)
    found = read(keys.family(ref.commune, ref.family) for ref in person.families)
    files = {ref: found.get(keys.family(ref.commune, ref.family), Family) for ref in person.families}
    return [
        ref
        for ref, file in files.items()
        if file is None or not any(same_address(one.email, change.email) for one in file.value.guardians)
    ]
