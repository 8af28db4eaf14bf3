"""A push service, and the browsers that subscribed to it: what it receives is checked as a service checks it, and read as a browser
reads it."""

import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from cryptography.exceptions import InvalidTag
from py_vapid import Vapid02
from py_vapid.utils import b64urldecode

from functions.gateways.push.encryption import DeviceKeys
from infra.local.push.receiver import Receiver

PATH = "/dev/push/"
MOST_BYTES = 4096

Response = tuple[int, dict[str, str], bytes]


@dataclass(frozen=True, slots=True)
class Arrived:
    at: datetime
    device: str
    text: dict[str, object]
    """What the service worker is given."""
    topic: str
    urgency: str
    lives: timedelta


@dataclass
class PushFailures:
    """What goes wrong from now on; a new `PushFailures()` mends everything."""

    status: int | None = None
    """Every message is answered with that status, and is not taken."""
    lost_answers: int = 0
    """So many messages are taken, and the service says nothing of it: 502."""


@dataclass
class _Browser:
    receiver: Receiver
    gone: bool = False


@dataclass
class FakePushService:
    """`origin`: where it stands. `now` gives aware instants."""

    origin: str
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    failures: PushFailures = field(default_factory=PushFailures)
    arrived: list[Arrived] = field(default_factory=list)
    """All that was taken, the oldest first."""
    _browsers: dict[str, _Browser] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def subscribe(self) -> tuple[str, DeviceKeys]:
        """What `pushManager.subscribe` gives a page: an address and the browser's keys."""
        name, receiver = uuid4().hex, Receiver.new()
        self._browsers[name] = _Browser(receiver)
        return f"{self.origin}{PATH}{name}", receiver.keys

    def unsubscribe(self, endpoint: str) -> None:
        self._browsers[endpoint.rpartition("/")[2]].gone = True

    def knows(self, endpoint: str) -> bool:
        browser = self._browsers.get(endpoint.rpartition("/")[2])
        return browser is not None and not browser.gone

    def handle(
        self, method: str, path: str, query: Mapping[str, str], headers: Mapping[str, str], body: bytes
    ) -> Response:
        """Answer a request under `/dev/push/`."""
        if (method, path) == ("POST", PATH):
            endpoint, keys = self.subscribe()
            told = {"endpoint": endpoint, "keys": {"p256dh": keys.p256dh, "auth": keys.auth}}
            return 201, {"Content-Type": "application/json"}, json.dumps(told).encode()
        if method != "POST":
            return 405, {}, b""
        with self._lock:
            return self._take(path, {name.lower(): value for name, value in headers.items()}, body), {}, b""

    def _take(self, path: str, headers: Mapping[str, str], body: bytes) -> int:
        if self.failures.status is not None:
            return self.failures.status
        name = path.removeprefix(PATH)
        browser = self._browsers.get(name)
        if browser is None or browser.gone:
            return 410
        if len(body) > MOST_BYTES:
            return 413
        if headers.get("content-encoding") != "aes128gcm" or not headers.get("ttl", "").isdigit():
            return 400
        if not self._signed(headers.get("authorization", "")):
            return 403
        try:
            text = json.loads(browser.receiver.read(body))
        except (InvalidTag, ValueError):
            return 400  # a real service does not see this: the browser drops it
        lives = timedelta(seconds=int(headers["ttl"]))
        topic, urgency = headers.get("topic", ""), headers.get("urgency", "")
        self.arrived.append(Arrived(self.now(), name, text, topic, urgency, lives))
        if self.failures.lost_answers:
            self.failures.lost_answers -= 1
            return 502
        return 201

    def _signed(self, authorization: str) -> bool:
        """By whoever has the key that it names, for this service, and for a day at most: RFC 8292."""
        try:
            if not Vapid02.verify(authorization):
                return False
            token = authorization.rpartition("t=")[2].partition(",")[0]
            claims = json.loads(b64urldecode(token.split(".")[1].encode()))
            lasts = datetime.fromtimestamp(claims["exp"], UTC) - self.now()
        except (ValueError, KeyError, IndexError, AssertionError):
            return False
        return (
            claims["aud"] == self.origin
            and claims["sub"].startswith("mailto:")
            and timedelta(0) < lasts <= timedelta(days=1)
        )
