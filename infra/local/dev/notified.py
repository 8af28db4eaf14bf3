"""Phones of parents, which whoever tries the local run does not have: subscribed as a browser subscribes, to the fake push service."""

from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from functions.domain.accounts.account import Account
from functions.domain.families.access import logins_of
from functions.domain.push.device import PushDevice, PushKind
from functions.storage.families import families
from functions.storage.push import devices
from functions.storage.table import keys
from functions.storage.table.reading import read
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.storage.town import communes
from infra.local.push import FakePushService

NAME = "invented"
"""In the place of a session: nobody signed in on this phone."""
MOST_FAMILIES = 5
"""Of each town, as the page is to be read."""


@dataclass(frozen=True, slots=True)
class Parent:
    account: str
    name: str
    email: str
    subscribed: bool
    gone: bool
    """The browser unsubscribed, and the portal does not know yet."""


def parents(push: FakePushService) -> list[Parent]:
    """Of the first families of each town."""
    accounts = dict.fromkeys(
        account
        for town in communes.all_communes()
        for family in islice(families.page(town.id, after="", limit=MOST_FAMILIES).families, MOST_FAMILIES)
        for account in logins_of(family.value)
    )
    found = read(
        key for account in accounts for key in (keys.account(account), devices.key_of(account, NAME))
    )
    told = []
    for account in accounts:
        login = found.get(keys.account(account), Account)
        device = found.get(devices.key_of(account, NAME), PushDevice)
        if login is not None:
            name = f"{login.value.first_name} {login.value.last_name}"
            gone = device is not None and not push.knows(device.value.endpoint)
            told.append(Parent(account, name, login.value.email, device is not None, gone))
    return told


def subscribe(push: FakePushService, account: str, *, now: datetime) -> None:
    found = read([keys.account(account)]).get(keys.account(account), Account)
    if found is None:
        return
    endpoint, theirs = push.subscribe()
    version = found.value.credentials_version
    device = PushDevice(
        "Téléphone inventé", endpoint, theirs.p256dh, theirs.auth, tuple(PushKind), False, now, version
    )
    known = devices.device(account, NAME)
    transaction = Transaction()
    devices.put(
        transaction, Stored(devices.key_of(account, NAME), device, 0 if known is None else known.version)
    )
    transaction.commit()


def unsubscribe(push: FakePushService, account: str) -> None:
    """On the phone alone: the portal learns of it when it writes next (410)."""
    known = devices.device(account, NAME)
    if known is not None:
        push.unsubscribe(known.value.endpoint)
