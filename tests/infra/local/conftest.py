"""A server of the local run for one test, over real HTTP."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from http.client import HTTPConnection, HTTPResponse

import pytest

from infra.local.messages import Handle
from infra.local.server import listen, serving


class Browser:
    """One connection, kept alive."""

    def __init__(self, port: int) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=10)

    def request(self, method: str, path: str, body: bytes | None = None, **headers: str) -> HTTPResponse:
        """Headers are written with underscores: `Content_Type="text/plain"`."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        self.connection.request(method, path, body, sent)
        answer = self.connection.getresponse()
        self.body = answer.read()
        return answer

    def get(self, path: str, **headers: str) -> HTTPResponse:
        return self.request("GET", path, None, **headers)


@pytest.fixture
def serve() -> Iterator[Callable[[Handle], Browser]]:
    """Serve a handle on a free port; a browser on it."""
    with ExitStack() as opened:

        def start(handle: Handle) -> Browser:
            listener = listen(0)
            opened.enter_context(serving(listener, handle))
            browser = Browser(listener.getsockname()[1])
            opened.callback(browser.connection.close)
            return browser

        yield start
