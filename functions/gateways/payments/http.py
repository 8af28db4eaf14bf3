"""One POST to a provider: no retry, no redirect followed, no proxy read from the environment. Standard library only."""

import io
import time
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from socket import socket
from typing import Any
from urllib.parse import urlsplit

from functions.gateways.payments.port import ProviderUnavailable

_LARGEST_ANSWER_BYTES = 64 * 1024


def post(
    address: str, body: bytes, headers: Mapping[str, str], *, connect_seconds: float, answer_seconds: float
) -> tuple[int, bytes]:
    """Status and body; a body above 64 kB is cut, and will not parse. Raises ProviderUnavailable.

    `answer_seconds` is for the whole answer, from when the question is sent.
    """
    url = urlsplit(address)
    connect = HTTPSConnection if url.scheme == "https" else HTTPConnection
    connection = connect(url.netloc, timeout=connect_seconds)
    try:
        connection.connect()
        until = time.monotonic() + answer_seconds
        connection.sock.settimeout(answer_seconds)
        connection.request(
            "POST", url._replace(scheme="", netloc="", fragment="").geturl(), body, dict(headers)
        )
        answer: Any = _Answer(connection.sock, until)
        response = HTTPResponse(answer, method="POST")
        response.begin()
        return response.status, response.read(_LARGEST_ANSWER_BYTES)
    except (OSError, HTTPException) as error:
        raise ProviderUnavailable(type(error).__name__) from error
    finally:
        connection.close()


class _Answer(io.RawIOBase):
    """What a socket receives until a deadline. A socket's own timeout begins again with each byte: a provider that sends one a
    second would hold the call, and the function that waits for it, for as long as it likes."""

    def __init__(self, connected: socket, until: float) -> None:
        self._connected, self._until = connected, until

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(self)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._connected.settimeout(left)
        return self._connected.recv_into(buffer)
