"""The HTTP server of the local run: one thread a connection, kept alive, one write an answer."""

import logging
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from infra.local.messages import Handle, Request, Response, json_response

MAX_BODY_BYTES = 10 * 1024 * 1024
"""API Gateway's limit: https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html"""
_CHUNK_BYTES = 64 * 1024
_BODILESS = (204, 304)
_LOOKS_UP_SECONDS = 0.02
"""How long it takes a server in the background to see that it is to end; http.server would take half a second."""

_log = logging.getLogger(__name__)


class Server(ThreadingHTTPServer):
    """Serves `handle` on a socket that listens already."""

    daemon_threads = True

    def __init__(self, listener: socket.socket, handle: Handle) -> None:
        super().__init__(listener.getsockname(), _RequestHandler, bind_and_activate=False)
        self.socket.close()
        self.socket = listener
        self.handle = handle


def listen(port: int) -> socket.socket:
    """A loopback socket that listens; `port` 0 takes a free one. Raises OSError when the port is taken."""
    return socket.create_server(("127.0.0.1", port), backlog=128)


@contextmanager
def serving(listener: socket.socket, handle: Handle) -> Iterator[str]:
    """Serve it in the background; yields the origin, as `http://localhost:40123`."""
    port: int = listener.getsockname()[1]
    with Server(listener, handle) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": _LOOKS_UP_SECONDS}, daemon=True)
        thread.start()
        try:
            yield f"http://localhost:{port}"
        finally:
            server.shutdown()
            thread.join()


class _RequestHandler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "preau-local"
    sys_version = ""
    timeout = 60  # of an idle connection
    wbufsize = -1
    disable_nagle_algorithm = True
    server: Server

    def answer(self) -> None:
        began = time.perf_counter()
        path, _, query = self.path.partition("?")
        response = self._response(path, query)
        self._send(response)
        _log.debug(
            "%s %s %d %.1f ms", self.command, path, response.status, 1000 * (time.perf_counter() - began)
        )

    do_DELETE = do_GET = do_HEAD = do_OPTIONS = do_PATCH = do_POST = do_PUT = answer  # noqa: N815 (http.server's)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (http.server's)
        _log.debug(format, *args)

    def _response(self, path: str, query: str) -> Response:
        body = self._body()
        if isinstance(body, Response):
            return body
        headers = [(name, value) for name, value in self.headers.items()]
        try:
            return self.server.handle(
                Request(self.command, path, query, headers, body, str(self.client_address[0]))
            )
        except Exception:
            _log.exception("the local run failed on %s %s", self.command, path)
            return Response(
                500, [("Content-Type", "text/plain; charset=utf-8")], b"Voir le terminal de make demo."
            )

    def _body(self) -> bytes | Response:
        """The body, or the refusal of one that has no length or too much of it."""
        declared = self.headers.get("Content-Length", "0")
        if "Transfer-Encoding" in self.headers or not declared.isdecimal():
            self.close_connection = True
            return json_response(411, {"message": "Length Required"})
        length = int(declared)
        if length <= MAX_BODY_BYTES:
            return self.rfile.read(length)
        while length > 0:  # a client that is still sending would never read the refusal
            dropped = self.rfile.read(min(length, _CHUNK_BYTES))
            if not dropped:
                break
            length -= len(dropped)
        self.close_connection = True
        return json_response(413, {"message": "Request Too Long"})

    def _send(self, response: Response) -> None:
        self.send_response(response.status)
        for name, value in response.headers:
            self.send_header(name, value)
        if response.status not in _BODILESS:
            self.send_header("Content-Length", str(len(response.body)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD" and response.status not in _BODILESS:
            self.wfile.write(response.body)
        self.wfile.flush()
