"""Calls to DynamoDB as tests send them, a hundred thousand of them, for a third of what they cost the caller: without the signature, which
the engine does not check, without the names of the libraries, which nobody reads, and over a plain socket, as one piece.

All that is sent elsewhere, or to another service, goes out whole, through urllib3.
"""

import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest
from botocore.awsrequest import AWSPreparedRequest, AWSRequest, AWSResponse, HeadersDict
from botocore.exceptions import ConnectionClosedError
from botocore.httpsession import URLLib3Session
from botocore.signers import RequestSigner
from botocore.useragent import UserAgentString

_TARGET = "X-Amz-Target"
_PIECE = 65536


@contextmanager
def lean_requests(engine: str) -> Iterator[None]:
    """To the engine at that address."""
    sign, send = RequestSigner.sign, URLLib3Session.send
    wire = _Wire(engine)

    def sign_others(
        signer: RequestSigner, operation: str, request: AWSRequest, *args: Any, **more: Any
    ) -> None:
        if not wire.takes(request):
            sign(signer, operation, request, *args, **more)

    def send_others(session: URLLib3Session, request: AWSPreparedRequest) -> AWSResponse:
        return wire.send(request) if wire.takes(request) else send(session, request)

    with closing(wire), pytest.MonkeyPatch.context() as patch:
        patch.setattr(RequestSigner, "sign", sign_others)
        patch.setattr(UserAgentString, "to_string", lambda _: "tests")
        patch.setattr(URLLib3Session, "send", send_others)
        yield


class _Wire:
    """Connections to the engine, each used by one thread at a time."""

    def __init__(self, engine: str) -> None:
        place = urlsplit(engine)
        self._engine = engine
        self._address = (place.hostname, place.port)
        self._idle: list[socket.socket] = []

    def takes(self, request: AWSRequest | AWSPreparedRequest) -> bool:
        # A prepared request has its headers as bytes.
        target = str(request.headers.get(_TARGET, ""))
        return "DynamoDB_" in target and request.url.startswith(self._engine)

    def send(self, request: AWSPreparedRequest) -> AWSResponse:
        connection = self._idle.pop() if self._idle else self._open()
        connection.sendall(_written(request))
        answer = _answer(connection, request.url)
        self._idle.append(connection)
        return answer

    def close(self) -> None:
        for connection in self._idle:
            connection.close()

    def _open(self) -> socket.socket:
        connection = socket.create_connection(self._address, timeout=30)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connection


def _written(request: AWSPreparedRequest) -> bytes:
    lines = [b"POST / HTTP/1.1", b"Host: engine"]
    lines += [_bytes(name) + b": " + _bytes(value) for name, value in request.headers.items()]
    return b"\r\n".join(lines) + b"\r\n\r\n" + _bytes(request.body)


def _answer(connection: socket.socket, url: str) -> AWSResponse:
    read = b""
    while (end := read.find(b"\r\n\r\n")) < 0:
        read += _piece(connection, url)
    status, *lines = read[:end].decode("latin-1").split("\r\n")
    headers = HeadersDict(line.split(": ", 1) for line in lines)
    length = int(headers["content-length"])
    body = read[end + 4 :]
    while len(body) < length:
        body += _piece(connection, url)
    answer = AWSResponse(url, int(status.split(" ")[1]), headers, None)
    answer._content = body
    return answer


def _piece(connection: socket.socket, url: str) -> bytes:
    read = connection.recv(_PIECE)
    if not read:
        raise ConnectionClosedError(endpoint_url=url)
    return read


def _bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode()
