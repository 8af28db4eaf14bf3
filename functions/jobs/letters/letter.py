"""What a letter is, and what every letter finds in its message."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias
from urllib.parse import urlencode

from functions.domain.accounts.account import Account
from functions.domain.messages import Message
from functions.domain.town.commune import Commune
from functions.settings import settings
from functions.storage.accounts import accounts
from functions.storage.table import keys
from functions.storage.table.reading import read_one


@dataclass(frozen=True, slots=True)
class Letter:
    to: str
    template: str
    """A file of `templates/mails`."""
    data: dict[str, str | int | tuple[str, ...]]
    unsubscribe: str | None = None
    """Address to which a POST stops letters of this kind (RFC 8058)."""


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


def family_link(path: str, message: Message, **query: str) -> str:
    """`famille` says for which family the screen opens, for a parent who has several."""
    commune, family = family_of(message)
    return f"{settings().origin}{path}?{urlencode({**query, 'famille': f'{commune}/{family}'}, safe='/')}"
