"""A server of the local run for one test, over real HTTP."""

import threading
from collections.abc import Callable, Iterator
from http.client import HTTPConnection, HTTPResponse

import pytest

from infra.local.messages import Handle
from infra.local.server import Server, listen


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
    servers: list[Server] = []
    browsers: list[Browser] = []

    def start(handle: Handle) -> Browser:
        listener = listen(0)
        server = Server(listener, handle)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        servers.append(server)
        browsers.append(Browser(listener.getsockname()[1]))
        return browsers[-1]

    yield start
    for browser in browsers:
        browser.connection.close()
    for server in servers:
        server.shutdown()
        server.server_close()
