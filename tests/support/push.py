"""A push service over HTTP with browsers of its own, to which the portal's job is led; devices that subscribed to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

import pytest

from functions import wiring
from functions.domain.push.device import PushDevice, PushKind
from functions.settings import settings
from functions.storage.push import devices
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from infra.local.environment import PUSH_SERVICE
from infra.local.payfip.serve import serve
from infra.local.push import FakePushService
from tests.support.builders import MARC, NOW


@contextmanager
def serving_push(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakePushService]:
    service = FakePushService("", lambda: wiring.now())
    with serve(service.handle) as origin:
        service.origin = origin
        with monkeypatch.context() as patch:
            patch.setenv("PREAU_PUSH_SERVICE", f"{origin}{PUSH_SERVICE}")
            _forget()
            yield service
    _forget()


def _forget() -> None:
    settings.cache_clear()
    wiring.push_services.cache_clear()


def choice(service: FakePushService, *kinds: PushKind, quiet: bool = True) -> dict[str, object]:
    """What a browser sends when its owner has ticked these kinds; all of them where none is named."""
    endpoint, keys = service.subscribe()
    return {
        "endpoint": endpoint,
        "keys": {"p256dh": keys.p256dh, "auth": keys.auth},
        "kinds": [kind.value for kind in kinds or PushKind],
        "quiet": quiet,
    }


DEVICE = PushDevice(
    "Firefox sur Android",
    "https://updates.push.services.mozilla.com/wpush/v2/secret",
    "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
    "BTBZMqHH6r4Tts7J_aSIgg",
    tuple(PushKind),
    True,
    NOW,
)


def put_device(name: str, *, account: str = MARC, **changes: object) -> PushDevice:
    device = replace(DEVICE, **changes)  # type: ignore[arg-type]
    transaction = Transaction()
    devices.put(transaction, Stored(devices.key_of(account, name), device, 0))
    transaction.commit()
    return device


def of_marc() -> dict[str, PushDevice]:
    return {devices.name_of(one.key): one.value for one in devices.of_account(MARC)}


def at(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    monkeypatch.setattr(wiring, "_clock", lambda: now)
