"""What a letter is, and what every letter finds in its message."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias
from urllib.parse import urlencode

from functions.domain.accounts.account import Account
from functions.domain.families.access import acts_for
from functions.domain.families.family import Family
from functions.domain.messages import Message
from functions.domain.town.commune import Commune
from functions.settings import settings
from functions.storage.accounts import accounts
from functions.storage.agents import staff as staffs
from functions.storage.table import keys
from functions.storage.table.reading import read, read_one


@dataclass(frozen=True, slots=True)
class Letter:
    to: str
    template: str
    """A file of `templates/mails`."""
    data: dict[str, str | int | tuple[str, ...]]
    towns: tuple[Commune, ...] = ()
    """Who writes. The mail ends with how to reach each of them, and an answer goes to the first."""
    unsubscribe: str | None = None
    """Address to which a POST stops letters of this kind (RFC 8058)."""
    true_until: datetime | None = None
    """From then on it would say what is no more so: a limit that has passed."""


Write: TypeAlias = Callable[[Message, datetime], Letter | None]
"""The letter of a message; None when there is nobody to write to, or nothing to say any more."""


def text(message: Message, name: str) -> str:
    return str(message.data[name])


def account_of(message: Message) -> Account:
    return accounts.account(text(message, "account")).value


def family_of(message: Message) -> tuple[str, str]:
    if message.commune is None or message.family is None:
        raise ValueError(message.kind.value)
    return message.commune, message.family


def town_of(message: Message) -> Commune:
    found = read_one(keys.commune(family_of(message)[0]), Commune)
    if found is None:
        raise ValueError(message.kind.value)
    return found.value


def towns_of(account: Account) -> tuple[Commune, ...]:
    """The towns that a letter about a login is from: those of its families, or those that an agent works for."""
    refs = account.families
    found = read(
        dict.fromkeys(
            key for ref in refs for key in (keys.commune(ref.commune), keys.family(ref.commune, ref.family))
        )
    )
    towns: dict[str, Commune] = {}
    for ref in refs:
        town = found.get(keys.commune(ref.commune), Commune)
        family = found.get(keys.family(ref.commune, ref.family), Family)
        if town is not None and family is not None and acts_for(account.id, family.value):
            towns[ref.commune] = town.value
    if towns:
        return tuple(towns.values())
    _, employers = staffs.login_and_communes(account.id)
    found = read([keys.commune(commune) for commune in employers])
    return tuple(found.values(Commune))


def family_link(path: str, message: Message, **query: str) -> str:
    """`famille` says for which family the screen opens, for a parent who has several."""
    commune, family = family_of(message)
    return f"{settings().origin}{path}?{urlencode({**query, 'famille': f'{commune}/{family}'}, safe='/')}"
