"""A call to a provider ends in the time it was given, however its answer comes."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from functions.gateways.payments.http import post
from functions.gateways.payments.port import ProviderUnavailable

ANSWER_SECONDS = 0.4
SLOW = b"." * 400
"""Ten seconds of it, a byte at a time."""


@contextmanager
def a_provider(at_once: bytes, byte_by_byte: bytes) -> Iterator[str]:
    """The address of a server that answers one request: the first part whole, the second a byte every 25 ms."""
    server = socket.create_server(("127.0.0.1", 0))

    def answer() -> None:
        connected, _ = server.accept()
        with connected, suppress(OSError):
            asked = b""
            while not asked.endswith(b"?"):  # what is left unread resets the connection that closes
                asked += connected.recv(65536)
            connected.sendall(at_once)
            for each in byte_by_byte:
                connected.sendall(bytes([each]))
                time.sleep(0.025)

    thread = threading.Thread(target=answer, daemon=True)
    thread.start()
    with server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}/service"
    thread.join(timeout=2)


def ask(address: str) -> tuple[int, bytes]:
    return post(address, b"?", {}, connect_seconds=1, answer_seconds=ANSWER_SECONDS)


@pytest.mark.parametrize(
    ("at_once", "byte_by_byte"),
    [
        (b"", b"HTTP/1.1 200 OK" + SLOW),
        (b"HTTP/1.1 200 OK\r\n", b"X-Slow: " + SLOW),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\n", SLOW),
        (b"HTTP/1.1 200 OK\r\n\r\n", SLOW),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\n.\r\n" * 100),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 20),
    ],
    ids=["status", "headers", "body", "body without a length", "chunks", "patience"],
)
def test_an_answer_that_comes_byte_by_byte_is_given_up_in_time(at_once: bytes, byte_by_byte: bytes) -> None:
    """A socket's timeout alone begins again with each byte."""
    with a_provider(at_once, byte_by_byte) as address:
        begun = time.monotonic()
        with pytest.raises(ProviderUnavailable) as unavailable:
            ask(address)
        took = time.monotonic() - begun
    assert unavailable.value.reason == "TimeoutError"
    assert took < 2 * ANSWER_SECONDS + 1


def test_an_answer_that_is_slow_and_in_time_is_read_whole() -> None:
    with a_provider(b"HTTP/1.1 500 No\r\nContent-Length: 3\r\n\r\n", b"no!") as address:
        assert ask(address) == (500, b"no!")


def test_an_answer_without_a_length_ends_with_the_connection() -> None:
    with a_provider(b"HTTP/1.1 200 OK\r\n\r\nyes", b"") as address:
        assert ask(address) == (200, b"yes")


def test_a_provider_that_hangs_up_is_unavailable() -> None:
    with a_provider(b"", b"") as address, pytest.raises(ProviderUnavailable):
        ask(address)
