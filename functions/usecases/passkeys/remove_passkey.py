"""Take a passkey away: from then on it opens nothing."""

from dataclasses import replace
from datetime import datetime

from functions.domain.accounts.account import Session
from functions.domain.journal import JournalLine
from functions.domain.messages import Message, MessageKind
from functions.storage.accounts import accounts
from functions.storage.passkeys import passkeys
from functions.storage.table import journal, outbox
from functions.storage.table.ids import new_id
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.passkeys.owner_proof import check_owner
from functions.usecases.retry import when_moved


def remove_passkey(
    session: Stored[Session], passkey_id: str, password: str | None, *, place: str, now: datetime
) -> None:
    """And tell its owner by mail. One that is gone already stays so. What it has opened stays open: the list of devices ends that.

    Raises PasswordAsked, FreshFactorRequired, WrongPassword, Throttled, Busy.
    """
    account_id = session.value.account
    if passkeys.of_login(account_id).value.named(passkey_id) is None:
        return
    check_owner(session.value, accounts.account(account_id).value, password, place=place, now=now)

    def act() -> None:
        held = passkeys.of_login(account_id)
        passkey = held.value.named(passkey_id)
        if passkey is None:
            return
        transaction = Transaction()
        passkeys.put(transaction, replace(held, value=held.value.without(passkey_id)))
        journal.add_to_account(
            transaction, account_id, JournalLine(new_id(now), "passkey_removed", account_id, now)
        )
        data: dict[str, str | int] = {"account": account_id, "name": passkey.name}
        outbox.add(transaction, Message(new_id(now), MessageKind.PASSKEY_REMOVED, data=data))
        transaction.commit()

    when_moved(act)
