"""Check the password of a login, count the tries, and say which words a new password must not contain."""

from datetime import datetime

from functions.domain import retention
from functions.domain.accounts.account import Account, FamilyRef, WrongPassword
from functions.domain.families.family import Child, Family
from functions.domain.town.commune import Commune
from functions.storage.accounts import accounts, throttles
from functions.storage.table import keys
from functions.storage.table.reading import read
from functions.storage.table.transaction import Transaction
from functions.usecases.accounts.password_hashes import password_matches
from functions.usecases.accounts.throttle import (
    LOGIN_FROM_PLACE,
    LOGIN_OF_ADDRESS,
    LOGIN_OF_ADDRESS_FROM_PLACE,
    count_try,
    from_place,
    tries_key,
)


def is_known_place(email: str, place: str) -> bool:
    """Whether the login of that address was opened from there lately. One read, whether or not there is such a login."""
    key = accounts.known_place_key(email, place)
    return read([key]).item(key) is not None


def count_password_try(email: str, place: str, *, known_place: bool, now: datetime) -> None:
    """Count a try of the password of an address. Raises Throttled, Busy.

    At a place from which the login was opened before, tries made elsewhere do not count, so that nobody can lock a parent out
    by typing their address all day long.
    """
    count_try(LOGIN_FROM_PLACE, place, now=now)
    count_try(LOGIN_OF_ADDRESS_FROM_PLACE, from_place(email, place), now=now)
    if not known_place:
        count_try(LOGIN_OF_ADDRESS, email, now=now)


def remember_place(transaction: Transaction, email: str, place: str, *, now: datetime) -> None:
    """After a right password or mailed code, remember the place and forget the wrong passwords that were tried from there."""
    accounts.put_known_place(transaction, email, place, until=now + retention.KNOWN_PLACE)
    throttles.clear(transaction, tries_key(LOGIN_OF_ADDRESS_FROM_PLACE, from_place(email, place), now=now))


def check_current_password(account: Account, password: str, *, place: str, now: datetime, field: str) -> None:
    """Check the password that somebody who is logged in, or has a mailed code, gives once more.

    `field`: the name of the password in the request. Raises WrongPassword, Throttled, Busy.
    """
    count_password_try(account.email, place, known_place=True, now=now)
    if not password_matches(password, account.password_hash):
        raise WrongPassword(field=field, account=account.id)


def guessable_words(email: str, names: tuple[str, ...], families: tuple[FamilyRef, ...]) -> tuple[str, ...]:
    """What anyone who knows a parent would try first: their e-mail address, their names, those of families, children and towns."""
    family_keys = [keys.family(ref.commune, ref.family) for ref in families]
    commune_keys = [keys.commune(commune) for commune in dict.fromkeys(ref.commune for ref in families)]
    found = read([*family_keys, *commune_keys])
    known_families = [found.get(key, Family) for key in family_keys]
    children = read(
        keys.child(ref.commune, child)
        for ref, family in zip(families, known_families, strict=True)
        if family is not None
        for child in family.value.children
    )
    known_communes = [found.get(key, Commune) for key in commune_keys]
    return (
        email,
        *names,
        *(family.value.name for family in known_families if family),
        *(child.first_name for child in children.values(Child)),
        *(commune.value.name for commune in known_communes if commune),
    )
