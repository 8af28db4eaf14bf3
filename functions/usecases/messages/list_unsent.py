"""The mails of a town that were given up, each with the family that it is about and the address that it was for."""

from collections.abc import Iterable
from dataclasses import dataclass

from functions.domain.accounts.account import Account
from functions.domain.families.family import Family
from functions.domain.messages import Message
from functions.storage.table import keys, outbox
from functions.storage.table.keys import Key
from functions.storage.table.outbox import GivenUp
from functions.storage.table.reading import Found, read


@dataclass(frozen=True, slots=True)
class UnsentMail:
    """`family_name`, `phone`: empty where it is about no family, or one that is there no more. `email`: as it is known now; empty where
    nobody has it any more."""

    mail: GivenUp
    family_name: str
    phone: str
    email: str


def list_unsent(
    commune: str, *, most: int, unreadable: list[Key] | None = None
) -> tuple[list[UnsentMail], bool]:
    """The oldest first, and whether there are more than `most`. Two round trips."""
    found = list(outbox.given_up(commune, unreadable=unreadable))
    listed = found[:most]
    known = read(dict.fromkeys(key for each in listed for key in _keys(commune, each.message.value)))
    return [_unsent(commune, each, known) for each in listed], len(found) > most


def _keys(commune: str, message: Message) -> Iterable[Key]:
    if message.family is not None:
        yield keys.family(commune, message.family)
    if "account" in message.data:
        yield keys.account(str(message.data["account"]))


def _unsent(commune: str, given: GivenUp, known: Found) -> UnsentMail:
    message = given.message.value
    stored = None if message.family is None else known.get_sound(keys.family(commune, message.family), Family)
    family = None if stored is None or stored.value.erased_on is not None else stored.value
    name, phone = ("", "") if family is None else (family.name, family.phone)
    return UnsentMail(given, name, phone, _email(message, family, known))


def _email(message: Message, family: Family | None, known: Found) -> str:
    if "account" in message.data:
        account = known.get_sound(keys.account(str(message.data["account"])), Account)
        return "" if account is None else account.value.email
    if "email" in message.data:
        return str(message.data["email"])
    guardians = () if family is None else family.guardians
    hashed = message.data.get("address")
    return next((one.email for one in guardians if one.email and keys.keyed_hash(one.email) == hashed), "")
