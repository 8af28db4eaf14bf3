"""`handle(method, path, query, headers, body)` behind the local run's server, or on a port of its own for tests."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import parse_qsl, unquote

from infra.local import messages
from infra.local.server import listen, serving

Handle = Callable[[str, str, Mapping[str, str], Mapping[str, str], bytes], tuple[int, dict[str, str], bytes]]


def mounted(handle: Handle) -> messages.Handle:
    """The handle as a part of the local run."""

    def respond(request: messages.Request) -> messages.Response:
        query = dict(parse_qsl(request.query, keep_blank_values=True))
        status, headers, body = handle(
            request.method, unquote(request.path), query, dict(request.headers), request.body
        )
        return messages.Response(status, list(headers.items()), body)

    return respond


@contextmanager
def serve(handle: Handle) -> Iterator[str]:
    """Serve it on loopback; yields the origin, as `http://127.0.0.1:40123`."""
    with serving(listen(0), mounted(handle)) as origin:
        yield origin
