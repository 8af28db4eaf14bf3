"""An address that the town writes down for somebody who has a login is proposed to them: the login stays theirs, and only they move it.

The mail goes to the new address, and its code moves the login of who is signed in (`confirm_address`): neither a slip of the pen nor
whoever reads that mailbox gets hold of an account.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from functions.domain.accounts.account import Account, AddressChange, Login
from functions.domain.accounts.mail_address import mailable
from functions.domain.errors import NotFound
from functions.domain.families.family import Family
from functions.domain.families.guardians import known_as, same_address
from functions.domain.journal import JournalLine
from functions.domain.messages import Message, MessageKind
from functions.storage.accounts import accounts, mail_standings
from functions.storage.table import idempotency, journal, keys, outbox
from functions.storage.table.idempotency import Done
from functions.storage.table.ids import new_id
from functions.storage.table.reading import read
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.accounts.mailed_codes import new_issue
from functions.usecases.families.read_people import people_found, people_in, people_keys
from functions.usecases.retry import when_moved


@dataclass(frozen=True, slots=True)
class Proposing:
    """`by`: an account. `key`: the idempotency key."""

    commune: str
    family: str
    by: str
    key: str
    now: datetime


def propose_corrected(transaction: Transaction, asked: Proposing, before: Family, after: Family) -> None:
    """Add to the transaction that writes a family's file a mail to each new address of somebody who has a login under another one."""
    known = known_as(after.guardians, before.guardians)
    moved = [
        (before.guardians.index(was), was.email, one.email)
        for one, was in zip(after.guardians, known, strict=True)
        if was is not None and not same_address(was.email, one.email)
    ]
    if not moved:
        return
    people = people_found(read(people_keys(before)), asked.commune, before, now=asked.now)
    for place, old, new in moved:
        account = people[place].account
        if account is None:
            continue
        if old is not None:
            _withdraw(transaction, account, old)
        if new is not None:
            _propose(transaction, asked, account, new)


def propose_again(asked: Proposing, person: str) -> None:
    """Mail the address of the file once more to who has a login under another one; the earlier link is worth nothing then.

    Raises NotFound where nothing is to be proposed; KeyReused, Busy.
    """
    when_moved(lambda: _again(asked, person))


def _again(asked: Proposing, person: str) -> None:
    done_key = keys.done(asked.commune, asked.family, asked.key)
    request = ("propose_address", asked.by, person)
    if idempotency.answer_in(read([done_key]).get(done_key, Done), request, bool):
        return
    people = people_in(asked.commune, asked.family, now=asked.now)
    known = next((one for one in people if one.account is not None and one.id == person), None)
    if known is None or known.account is None or known.file_email is None:
        raise NotFound
    transaction = Transaction()
    if not _propose(transaction, asked, known.account, known.file_email):
        raise NotFound
    idempotency.remember(transaction, done_key, request, True, now=asked.now)
    transaction.commit()


def _propose(transaction: Transaction, asked: Proposing, account_id: str, email: str) -> bool:
    """Whether a mail leaves: not to the login's own address, nor to that of another login."""
    account_key, login_key = keys.account(account_id), accounts.login_key(email)
    change_key = accounts.address_change_key(email)
    found = read([account_key, login_key, change_key])
    account, earlier = found.get(account_key, Account), found.get(change_key, AddressChange)
    if account is None or mailable(email) is None or found.get(login_key, Login) is not None:
        return False
    change = AddressChange(
        account_id,
        email,
        new_issue(),
        asked.now,
        keys.keyed_hash(asked.key),
        credentials_version=account.value.credentials_version,
        by_town=True,
    )
    version = earlier.version if earlier is not None else 0
    accounts.put_address_change(transaction, Stored(change_key, change, version))
    mail_standings.write_again(transaction, email, now=asked.now)
    line = JournalLine(new_id(asked.now), "address_proposed", asked.by, asked.now)
    journal.add(transaction, asked.commune, asked.family, line)
    data: dict[str, str | int] = {"email": email, "issue": change.issue}
    outbox.add(transaction, Message(new_id(asked.now), MessageKind.ADDRESS_CHANGE, data=data))
    return True


def _withdraw(transaction: Transaction, account_id: str, email: str) -> None:
    """The file does not say that address any more: its link opens nothing."""
    key = accounts.address_change_key(email)
    stored = read([key]).get(key, AddressChange)
    if stored is not None and stored.value.by_town and stored.value.account == account_id:
        gone = replace(stored.value, used_with="")
        accounts.put_address_change(transaction, Stored(key, gone, stored.version))
