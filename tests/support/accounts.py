"""Logins, invitations and codes: what tests of accounts put on the table, and what a mailbox would have told them."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from functions.domain.accounts.account import Account, AddressChange, FamilyRef, PasswordReset
from functions.domain.accounts.activation import Activation, ChildName, FamilySheet, GuardianAnswer
from functions.domain.families.family import Address, Civility, Guardian
from functions.domain.messages import Message
from functions.storage.accounts import accounts, activations
from functions.storage.table import keys, outbox
from functions.storage.table.item import Item
from functions.storage.table.reading import read_one
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.accounts.invite import invite
from functions.usecases.accounts.log_in import Visitor
from functions.usecases.accounts.mailed_codes import Purpose, code_of
from functions.usecases.accounts.password_hashes import hash_password
from tests.support.builders import CLARA, GUILHEM, MARC, NOW, a_commune, a_family, open_town, settle

EMAIL = "marc@famille.example"
PASSWORD = "quatre tilleuls verts"
REF = FamilyRef("lisse", "testmp")
HOME = Visitor("192.0.2.1", "Firefox sur Android")
ELSEWHERE = Visitor("198.51.100.7", "Chrome sur Windows")

NOT_ACTIVATED = a_family(
    guardians=(
        Guardian(Civility.MONSIEUR, "Testmp", "Marc", EMAIL),
        Guardian(Civility.MADAME, "Testmp", "Julie", "julie@famille.example"),
    ),
    members=(),
)

SHEET = FamilySheet(
    "Testmp",
    Address("3 rue des Tilleuls", "00000", "Lisse"),
    "01 99 00 56 78",
    (GuardianAnswer(Civility.MONSIEUR, "Testmp", "Marc"), GuardianAnswer(Civility.MADAME, "Testmp", "Julie")),
    (ChildName("Testmp", "Clara"), ChildName("Testmp", "Guilhem")),
)
"""What the town knows of the family, unchanged by the parent."""


def a_town_with_a_family(commune: str = "lisse", **changes: Any) -> None:
    """A town whose family nobody has activated."""
    if commune == "lisse":
        open_town()
    else:
        open_town(a_commune(commune, name=commune.capitalize(), colour="teal"))
    settle(replace(NOT_ACTIVATED, **changes), (CLARA, GUILHEM), commune=commune)


def invited(email: str = EMAIL, *refs: FamilyRef, now: datetime = NOW - timedelta(minutes=5)) -> str:
    """Invite; the code of the mail."""
    invite(email, refs or (REF,), by="mairie", now=now)
    return activation_code(email)


def activation_code(email: str = EMAIL) -> str:
    stored = read_one(activations.activation_key(email), Activation)
    assert stored is not None
    return code_of(Purpose.ACTIVATION, stored.value.issue)


def reset_code(email: str = EMAIL) -> str:
    stored = read_one(accounts.reset_key(email), PasswordReset)
    assert stored is not None
    return code_of(Purpose.RESET, stored.value.issue)


def address_code(email: str) -> str:
    stored = read_one(accounts.address_change_key(email), AddressChange)
    assert stored is not None
    return code_of(Purpose.ADDRESS, stored.value.issue)


def an_account(
    account_id: str = MARC, email: str = EMAIL, password: str = PASSWORD, **changes: Any
) -> Account:
    """Put a login on the table; the family's file already lists it."""
    account = replace(
        Account(account_id, email, hash_password(password), Civility.MONSIEUR, "Marc", "Testmp", (REF,), NOW),
        **changes,
    )
    transaction = Transaction()
    accounts.put_account(transaction, Stored(keys.account(account_id), account, 0))
    accounts.put_login(transaction, email, account_id)
    transaction.commit()
    return account


def account_of(account_id: str = MARC) -> Account:
    return accounts.account(account_id).value


def messages(kind: str | None = None) -> list[Message]:
    found = [stored.value for stored in outbox.waiting()]
    return [message for message in found if kind is None or message.kind == kind]


def everything() -> list[Item]:
    """All items of the test's table."""
    return list(Item.scan(consistent_read=True))
