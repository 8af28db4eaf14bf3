"""Logins: an account, and the address that opens it."""

from datetime import datetime

from functions.domain import retention
from functions.domain.accounts.account import Account, AddressChange, Login, PasswordReset
from functions.domain.errors import Unauthenticated
from functions.storage.directory import following
from functions.storage.table import keys
from functions.storage.table.item import Item
from functions.storage.table.keys import Key
from functions.storage.table.reading import read_one
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction

ACCOUNT = "account"
LOGIN = "login"


def account(account_id: str) -> Stored[Account]:
    """Raises Unauthenticated: a session without its account opens nothing."""
    found = read_one(keys.account(account_id), Account)
    if found is None:
        raise Unauthenticated
    return found


def login_key(email: str) -> Key:
    return keys.of_address(email, "LOGIN")


def reset_key(email: str) -> Key:
    return keys.of_address(email, "RESET")


def address_change_key(email: str) -> Key:
    return keys.of_address(email, "ADDRESS")


def put_account(transaction: Transaction, stored: Stored[Account]) -> None:
    """The directory of each town follows."""
    transaction.put(stored, why=ACCOUNT)
    following.note_login(transaction, stored.value)


def put_login(transaction: Transaction, email: str, account_id: str) -> None:
    """Refused with why `"login"` where the address already opens an account."""
    transaction.put(Stored(login_key(email), Login(account_id), 0), why=LOGIN)


def known_place_key(email: str, place: str) -> Key:
    """There where a place is one the login was opened from."""
    return keys.of_address(email, f"PLACE#{keys.keyed_hash(place)}")


def put_known_place(transaction: Transaction, email: str, place: str, *, until: datetime) -> None:
    key = known_place_key(email, place)
    transaction.put_item(Item(key.pk, key.sk, expires_at=until), why="place")


def put_reset(transaction: Transaction, reset: Stored[PasswordReset]) -> None:
    transaction.put(reset, why="reset", expires_at=reset.value.asked_at + retention.MAILED_CODE)


def put_address_change(transaction: Transaction, change: Stored[AddressChange]) -> None:
    transaction.put(change, why="address", expires_at=change.value.asked_at + retention.MAILED_CODE)
