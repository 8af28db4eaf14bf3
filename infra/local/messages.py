"""A request and its answer, as the parts of the local run hand them to each other."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Request:
    method: str
    path: str
    """As it was sent, percent-encoded, without the query."""
    query: str = ""
    headers: list[tuple[str, str]] = field(default_factory=list)
    """In the order and the case they were sent; a name may come twice."""
    body: bytes = b""
    client: str = "127.0.0.1"

    def header(self, name: str) -> str:
        """The last value of a header, or nothing."""
        values = [value for sent, value in self.headers if sent.lower() == name.lower()]
        return values[-1] if values else ""


@dataclass(frozen=True, slots=True)
class Response:
    status: int
    headers: list[tuple[str, str]]
    body: bytes = b""


Handle = Callable[[Request], Response]


def with_headers(response: Response, policy: Mapping[str, str]) -> Response:
    """The response with the policy's headers where it has none of its own."""
    present = {name.lower() for name, _ in response.headers}
    added = [(name, value) for name, value in policy.items() if name.lower() not in present]
    return Response(response.status, response.headers + added, response.body)


def json_response(status: int, document: object, *headers: tuple[str, str]) -> Response:
    body = json.dumps(document).encode()
    return Response(status, [("Content-Type", "application/json"), *headers], body)
