"""Tell one device of one thing, if it is still to be told, at an hour at which it may ring.

Delivered at least once, as a mail is. Where the service took the message and its answer was lost, it is sent again under the same topic
and the same tag: the service, or the device, puts it in the place of the first, without ringing twice
(docs/decisions/0060-web-push.md).
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Protocol

from functions.domain.accounts.account import Account
from functions.domain.messages import Message, MessageKind
from functions.domain.push.device import TOLD, PushDevice, PushKind
from functions.domain.push.quiet_hours import QuietHours, quiet_hours
from functions.domain.town.commune import Commune
from functions.gateways.push.push_service import Push, PushGone, PushRefused, Urgency, topic_of
from functions.storage.push import devices
from functions.storage.table import keys
from functions.storage.table.reading import read
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Refused, Transaction
from functions.usecases.messages.deliver_messages import NotBefore
from functions.usecases.retry import when_contended

_log = logging.getLogger(__name__)

LIVES: Final = timedelta(days=1)
"""How long a phone that is switched off may stay so and still be told."""
URGENT: Final = frozenset({PushKind.LIMIT, PushKind.PLACE, PushKind.CALLED_OFF})


@dataclass(frozen=True, slots=True)
class ToTell:
    """What there is to tell, as its mail has it. `link`: the screen, from the root of the portal."""

    link: str
    true_until: datetime | None


@dataclass(frozen=True, slots=True)
class Notice:
    """What a device gets."""

    kind: PushKind
    town: Commune
    link: str
    tag: str
    quiet: QuietHours | None


class PushSender(Protocol):
    def send(self, push: Push, *, now: datetime) -> None: ...


def tell_device(
    message: Message,
    *,
    still: Callable[[Message, datetime], ToTell | None],
    written: Callable[[Notice], bytes],
    services: PushSender,
    now: datetime,
) -> None:
    """`still` answers what the message's mail would say now: None where that is nothing any more. `written`: the bytes of a notice.

    Raises NotBefore, PushUnavailable.
    """
    assert message.commune is not None, "what devices are told is about a family"
    account, name = str(message.data["account"]), str(message.data["device"])
    about = MessageKind(str(message.data["about"]))
    device_key, account_key, town_key = (
        devices.key_of(account, name),
        keys.account(account),
        keys.commune(message.commune),
    )
    found = read([device_key, account_key, town_key])
    device, login = found.get(device_key, PushDevice), found.get(account_key, Account)
    town = found.get(town_key, Commune)
    if device is None or town is None or not device.value.wants(TOLD[about]):
        return None
    if login is None or login.value.credentials_version != device.value.credentials_version:
        return _forget(device, account, "credentials")
    quiet = quiet_hours(now.astimezone(town.value.clock)) if device.value.quiet else None
    if quiet is not None and quiet.holds(now):
        raise NotBefore(quiet.ends)
    told = still(replace(message, kind=about), now)
    if told is None:
        return None
    notice = Notice(TOLD[about], town.value, told.link, topic_of(message.id), quiet)
    lives = LIVES if told.true_until is None else min(LIVES, told.true_until - now)
    try:
        services.send(_push(device.value, notice, written(notice), lives), now=now)
    except PushGone as gone:
        _forget(device, account, gone.code)
    except PushRefused as refused:
        _log.warning("push let go id=%s why=%s", message.id, refused.code)


def _push(device: PushDevice, notice: Notice, text: bytes, lives: timedelta) -> Push:
    urgency = Urgency.HIGH if notice.kind in URGENT else Urgency.NORMAL
    return Push(device.endpoint, device.p256dh, device.auth, text, notice.tag, lives, urgency)


def _forget(device: Stored[PushDevice], account: str, why: str) -> None:
    """Unless another choice was made on it meanwhile: that one is not gone."""

    def act() -> None:
        transaction = Transaction()
        devices.forget_as_read(transaction, device)
        try:
            transaction.commit()
        except Refused:
            return

    when_contended(act)
    _log.info("push device forgotten account=%s why=%s", account, why)
