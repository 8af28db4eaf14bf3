"""Phones of parents, which whoever tries the local run does not have: subscribed as a browser subscribes, to the fake push service."""

from dataclasses import dataclass
from datetime import datetime

from functions.domain.accounts.account import Account, Login
from functions.domain.push.device import PushDevice, PushKind
from functions.storage.accounts import accounts
from functions.storage.push import devices
from functions.storage.table import keys
from functions.storage.table.reading import read_one
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from infra.local.push import FakePushService

NAME = "invented"
"""In the place of a session: nobody signed in on this phone."""


@dataclass(frozen=True, slots=True)
class InventedPhone:
    email: str
    subscribed: bool
    """On the phone. Where it is not, the portal knows once it wrote there (410)."""
    known: bool
    """To the portal."""


class InventedPhones:
    def __init__(self, push: FakePushService) -> None:
        self.push = push
        self._accounts: dict[str, str] = {}
        """Those of this run, by address."""

    def all(self) -> list[InventedPhone]:
        found = []
        for email, account in self._accounts.items():
            device = devices.device(account, NAME)
            subscribed = device is not None and self.push.knows(device.value.endpoint)
            found.append(InventedPhone(email, subscribed, device is not None))
        return found

    def subscribe(self, email: str, *, now: datetime) -> bool:
        """To everything, at any hour. False where nobody has that address."""
        login = read_one(accounts.login_key(email), Login)
        person = None if login is None else read_one(keys.account(login.value.account), Account)
        if person is None:
            return False
        endpoint, theirs = self.push.subscribe()
        version = person.value.credentials_version
        device = PushDevice(
            "Téléphone inventé", endpoint, theirs.p256dh, theirs.auth, tuple(PushKind), False, now, version
        )
        account = person.value.id
        known = devices.device(account, NAME)
        transaction = Transaction()
        place = devices.key_of(account, NAME)
        devices.put(transaction, Stored(place, device, 0 if known is None else known.version))
        transaction.commit()
        self._accounts[email] = account
        return True

    def unsubscribe(self, email: str) -> None:
        """On the phone alone."""
        account = self._accounts.get(email)
        known = None if account is None else devices.device(account, NAME)
        if known is not None:
            self.push.unsubscribe(known.value.endpoint)
