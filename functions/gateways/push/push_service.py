"""Hand a message to the push service of a browser: RFC 8030, signed with the portal's own key (VAPID, RFC 8292).

The address of a subscription was given by a browser, so that it is looked at before anything is sent there
(`functions/domain/push/endpoints.py`). It is a secret of the device: no log holds it.
"""

import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

from functions.domain.push.endpoints import EndpointRefused, check_endpoint
from functions.gateways.payments.http import post
from functions.gateways.payments.port import ProviderUnavailable

_log = logging.getLogger(__name__)

CONNECT_SECONDS, ANSWER_SECONDS = 3, 5
TOKEN_LIVES = timedelta(hours=12)
"""RFC 8292 allows a day; clocks differ."""
_TAKEN = (200, 201, 202, 204)
_GONE = (404, 410)
_LATER = 429


class PushError(Exception):
    """The message was not taken, or we do not know. `code` says why, without the address."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class PushGone(PushError):
    """The browser unsubscribed, or the subscription is too old: nothing will ever arrive there again."""


class PushRefused(PushError):
    """This message will never be taken: sending it again would change nothing."""


class PushUnavailable(PushError):
    """The service is busy, or did not answer: it may have the message, or not."""


class Urgency(StrEnum):
    """RFC 8030, section 5.3: what a phone is woken for."""

    NORMAL = "normal"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Push:
    endpoint: str
    p256dh: str
    auth: str
    text: bytes
    topic: str
    """One message has one: a service that has it already puts this one in its place (RFC 8030, section 5.4)."""
    lives: timedelta
    """How long it is of use. A phone that is switched on later is not told."""
    urgency: Urgency = Urgency.NORMAL


def topic_of(message: str) -> str:
    """Of a message's id: 32 characters of base64url at most, and it tells nothing."""
    return hashlib.sha256(message.encode()).hexdigest()[:32]


class PushServices:
    """`key`: the portal's private key, 32 bytes in base64url. `contact`: whom a push service may write to. `local`: one more address,
    of the local run's own service."""

    def __init__(self, *, key: str, contact: str, local: str = "") -> None:
        self._key = key
        self._contact = contact
        self._local = local

    def send(self, push: Push, *, now: datetime) -> None:
        """One try. Raises PushGone, PushRefused, PushUnavailable."""
        from functions.gateways.push.encryption import DeviceKeys, KeysUnusable, encrypt

        try:
            check_endpoint(push.endpoint, local=self._local)
            body = encrypt(push.text, DeviceKeys(push.p256dh, push.auth))
        except (EndpointRefused, KeysUnusable) as refused:
            raise PushGone(type(refused).__name__) from None
        headers = {
            "Content-Type": "application/octet-stream",
            "Content-Encoding": "aes128gcm",
            "TTL": str(max(0, int(push.lives.total_seconds()))),
            "Urgency": push.urgency.value,
            "Topic": push.topic,
            **self._signed(push.endpoint, now),
        }
        try:
            status, _ = post(
                push.endpoint, body, headers, connect_seconds=CONNECT_SECONDS, answer_seconds=ANSWER_SECONDS
            )
        except ProviderUnavailable as unavailable:
            raise PushUnavailable(str(unavailable)) from None
        _judge(status, urlsplit(push.endpoint).hostname or "")

    def _signed(self, endpoint: str, now: datetime) -> dict[str, str]:
        from py_vapid import Vapid02

        url = urlsplit(endpoint)
        claims = {
            "aud": f"{url.scheme}://{url.netloc}",
            "exp": int((now + TOKEN_LIVES).timestamp()),
            "sub": f"mailto:{self._contact}",
        }
        signed: dict[str, str] = Vapid02.from_raw(self._key.encode()).sign(claims)
        return signed


def _judge(status: int, service: str) -> None:
    if status in _TAKEN:
        return
    if status in _GONE:
        raise PushGone(f"http_{status}")
    if status == _LATER or status >= 500 or status < 400:
        raise PushUnavailable(f"http_{status}")
    # Of our key, or of how we ask: every device of that service goes without, and an operator mends it.
    _log.error("push refused service=%s status=%d", service, status)
    raise PushRefused(f"http_{status}")
