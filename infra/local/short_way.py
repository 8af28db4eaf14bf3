"""A short way through the engine for what it is asked most: DynamoDB's calls, read and answered in one piece.

Hypercorn and h11 take twice as long over such a call as MiniStack does. All else goes through them as ever, and so does a request
that is not as botocore sends it.
"""

from http import HTTPStatus
from time import monotonic
from typing import Any

from hypercorn import protocol
from hypercorn.events import Event, RawData, Updated
from hypercorn.protocol.h11 import H11Protocol
from ministack.app import app

VIA = "short way"
"""In the header `Via` of what came this way."""
_BEGINS = b"POST / HTTP/1.1\r\n"
_TARGET = b"\r\nx-amz-target: dynamodb"
_LENGTH = b"\r\ncontent-length: "
_END = b"\r\n\r\n"
_SEEN_EVERY_SECONDS = 10.0
"""Hypercorn closes a connection on which it saw nothing for 75 s."""


def take_short_way() -> None:
    """Before the engine starts to listen."""
    protocol.H11Protocol = _ShortWay  # type: ignore[attr-defined]  # the name that its wrapper reads


class _ShortWay(H11Protocol):
    _held = b""
    """The beginning of a call: botocore sends its head first."""
    _seen_at = 0.0

    async def handle(self, event: Event) -> None:
        if not isinstance(event, RawData) or self.stream is not None:
            await super().handle(event)
            return
        data, self._held = self._held + event.data, b""
        head, _, body = data.partition(_END)
        length = _length(head)
        if length is None or len(body) > length:
            await super().handle(RawData(data))
        elif len(body) < length:
            self._held = data
        else:
            await self.send(RawData(await _answer(head, body)))
            if monotonic() > self._seen_at + _SEEN_EVERY_SECONDS:
                self._seen_at = monotonic()
                await self.send(Updated(idle=True))


def _length(head: bytes) -> int | None:
    """Of the body. None for what takes the long way."""
    lowered = head.lower()
    _, _, rest = lowered.partition(_LENGTH)
    length = rest.partition(b"\r\n")[0]
    known = head.startswith(_BEGINS) and _TARGET in lowered and length.isdigit()
    return int(length) if known else None


async def _answer(head: bytes, body: bytes) -> bytes:
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    headers = [line.partition(b": ")[::2] for line in head.split(b"\r\n")[1:]]
    scope = {"type": "http", "method": "POST", "path": "/", "query_string": b"", "headers": headers}
    await app(scope, receive, send)
    start, *pieces = sent
    status = HTTPStatus(start["status"])
    lines = [f"HTTP/1.1 {status.value} {status.phrase}\r\nvia: {VIA}".encode()]
    lines += [name + b": " + value for name, value in start["headers"]]
    return b"\r\n".join(lines) + _END + b"".join(piece["body"] for piece in pieces)
