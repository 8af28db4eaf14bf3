"""One origin, as CloudFront makes it: the API, the pages, and what only the local run has."""

from collections.abc import Callable, Mapping
from urllib.parse import parse_qsl, urlsplit

from infra import headers
from infra.local.messages import Handle, Request, Response, with_headers

Mounted = Callable[[str, str, Mapping[str, str], Mapping[str, str], bytes], tuple[int, dict[str, str], bytes]]
"""`handle(method, path, query, headers, body)` to `(status, headers, body)`."""


def portal(
    *,
    origin: str,
    uploads: str,
    api: Handle,
    pages: Handle,
    dev: Handle,
    payfip: Mounted,
    payzen: Mounted,
    push: Mounted,
) -> Handle:
    """Send each request where its path says. `uploads`: where the engine takes files."""
    of_pages = headers.pages(uploads)
    host = urlsplit(origin).netloc

    def handle(request: Request) -> Response:
        if request.header("Host").startswith("127.0.0.1:"):
            # Another origin for a browser, hence refused by the API; and no passkey belongs to an IP address.
            asked = f"{request.path}?{request.query}" if request.query else request.path
            return Response(307, [("Location", f"http://{host}{asked}")])
        if request.path.startswith("/api/"):
            return with_headers(api(request), headers.API)
        if request.path.startswith("/dev/payfip/"):
            return _call(payfip, request)
        if request.path.startswith("/dev/payzen/"):
            return _call(payzen, request)
        if request.path.startswith("/dev/push/"):
            return _call(push, request)
        if request.path.startswith("/dev/"):
            return with_headers(dev(request), of_pages)
        return with_headers(pages(request), of_pages)

    return handle


def _call(mounted: Mounted, request: Request) -> Response:
    query = dict(parse_qsl(request.query, keep_blank_values=True))
    status, answered, body = mounted(request.method, request.path, query, dict(request.headers), request.body)
    return Response(status, list(answered.items()), body)
