"""A parent chooses what a device is told of, on that device; or that one is told nothing more, from any."""

from dataclasses import dataclass, replace
from datetime import datetime

from pynamodb.expressions.operand import Path

from functions.domain.accounts.account import Session
from functions.domain.errors import Unauthenticated
from functions.domain.journal import JournalLine
from functions.domain.push.device import MOST_DEVICES, PushDevice
from functions.domain.push.endpoints import check_endpoint
from functions.storage.accounts import accounts
from functions.storage.accounts.sessions import hash_of
from functions.storage.push import devices
from functions.storage.table import idempotency, journal, keys
from functions.storage.table.ids import new_id
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Refused, Transaction
from functions.usecases.retry import when_moved

_SESSION = "session"


@dataclass(frozen=True, slots=True)
class DeviceChosen:
    """`session`: of the device. `local`: how addresses of the local run's own push service begin, if there is one."""

    session: Stored[Session]
    device: PushDevice
    local: str
    idempotency_key: str
    now: datetime


def choose_device(chosen: DeviceChosen) -> None:
    """Its earlier choice is replaced; so is that of an earlier session in the same browser, which has the same address.

    Raises EndpointRefused, Unauthenticated, KeyReused, Busy.
    """
    check_endpoint(chosen.device.endpoint, local=chosen.local)
    account = chosen.session.value.account
    key = keys.push_device(account, hash_of(chosen.session.key))
    done_key = keys.of_account(account, f"KEY#{chosen.idempotency_key}")
    request = ("push_device", chosen.device.endpoint, chosen.device.kinds, chosen.device.quiet)

    def act() -> None:
        if idempotency.earlier_answer(done_key, request, bool) is not None:
            return
        login = accounts.account(account).value
        device = replace(chosen.device, credentials_version=login.credentials_version)
        known = devices.of_account(account)
        others = [one for one in known if one.key != key]
        version = next((one.version for one in known if one.key == key), 0)
        transaction = Transaction()
        # Whoever signs it out, or changes the password, at the same moment ends the session: then nothing is written.
        transaction.check_that(chosen.session.key, Path("pk").exists(), why=_SESSION)
        devices.put(transaction, Stored(key, device, version))
        for one in _leaving(others, device):
            devices.forget(transaction, account, devices.name_of(one.key))
        if not version:
            line = JournalLine(new_id(chosen.now), "push_device_chosen", account, chosen.now)
            journal.add_to_account(transaction, account, line)
        idempotency.remember(transaction, done_key, request, True, now=chosen.now)
        try:
            transaction.commit()
        except Refused as refused:
            if _SESSION in refused.whys:
                raise Unauthenticated from refused
            raise

    when_moved(act)


def _leaving(others: list[Stored[PushDevice]], device: PushDevice) -> list[Stored[PushDevice]]:
    """The same browser under an earlier session, and what is more than a login may have: the oldest."""
    same = [one for one in others if one.value.endpoint == device.endpoint]
    left = sorted((one for one in others if one not in same), key=lambda one: one.value.since, reverse=True)
    return same + left[MOST_DEVICES - 1 :]


def forget_device(account: str, name: str, *, idempotency_key: str, now: datetime) -> None:
    """It is told nothing more. One that is told nothing already stays so. Raises KeyReused, Busy."""
    done_key = keys.of_account(account, f"KEY#{idempotency_key}")
    request = ("push_device_forgotten", name)

    def act() -> None:
        if idempotency.earlier_answer(done_key, request, bool) is not None:
            return
        transaction = Transaction()
        if devices.device(account, name) is not None:
            devices.forget(transaction, account, name)
            line = JournalLine(new_id(now), "push_device_forgotten", account, now)
            journal.add_to_account(transaction, account, line)
        idempotency.remember(transaction, done_key, request, True, now=now)
        transaction.commit()

    when_moved(act)
