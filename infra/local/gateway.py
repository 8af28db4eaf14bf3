"""API Gateway and Lambda: an HTTP request becomes a real event, what the function returns becomes the answer.

Both cross as JSON, as on AWS: what does not survive the trip fails here too.
"""

import base64
import json
import logging
from typing import Any
from uuid import uuid4

from chalice.app import Chalice
from chalice.local import LocalChalice

from infra.compression import API_FROM_BYTES, accepts_gzip, compressed
from infra.local.events import STAGE, LambdaContext, api_event
from infra.local.messages import Request, Response, json_response
from infra.local.routes import Resources

MAX_PAYLOAD_BYTES = 6 * 1024 * 1024
"""Of an event and of an answer: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html"""
TIMEOUT_SECONDS = 29.0

_log = logging.getLogger(__name__)


class BadAnswer(Exception):
    """The function returned what API Gateway cannot send."""


class Gateway:
    def __init__(self, app: Chalice) -> None:
        # A Lambda process serves one request at a time and Chalice keeps it on the application; our threads need one each.
        app.__class__ = LocalChalice
        self._app = app
        self._resources = Resources(app.routes)

    def __call__(self, request: Request) -> Response:
        """Answer a request under `/api/`."""
        request_id = str(uuid4())
        traced = ("x-amzn-RequestId", request_id)
        sent = self.event(request, request_id)
        if sent is None:
            # https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
            return json_response(403, {"message": "Missing Authentication Token"}, traced)
        if len(sent) > MAX_PAYLOAD_BYTES:
            return json_response(413, {"message": "Request Too Long"}, traced)
        try:
            answer = _read(self.invoke(sent))
            whole = Response(
                answer["statusCode"], [*_headers(answer), traced], self._content(answer, request)
            )
            return _light(whole) if accepts_gzip(request.header("Accept-Encoding")) else whole
        except Exception:
            _log.exception("%s %s failed, request %s", request.method, request.path, request_id)
            return json_response(502, {"message": "Internal server error"}, traced)

    def event(self, request: Request, request_id: str) -> str | None:
        """What API Gateway sends to the function, as JSON; None where it has no such route."""
        match = self._resources.match(request.path.removeprefix(f"/{STAGE}"))
        if match is None or request.method not in self._app.routes[match[0]]:
            return None
        event = api_event(
            request,
            resource=match[0],
            parameters=match[1],
            request_id=request_id,
            binary=bool(request.body) and self._is_binary(request.header("Content-Type")),
        )
        return json.dumps(event)

    def invoke(self, event: str) -> str:
        """What the function answers, as JSON: all that Lambda runs for a request, reading the event and writing the answer included."""
        return json.dumps(self._app(json.loads(event), LambdaContext("api", TIMEOUT_SECONDS)))

    def _content(self, answer: dict[str, Any], request: Request) -> bytes:
        body = answer.get("body") or ""
        if not isinstance(body, str):
            raise BadAnswer("a body is text")
        if answer.get("isBase64Encoded") and self._is_binary(request.header("Accept").partition(",")[0]):
            return base64.b64decode(body, validate=True)
        return body.encode()

    def _is_binary(self, media_type: str) -> bool:
        kind = media_type.partition(";")[0].strip().lower()
        family = f"{kind.partition('/')[0]}/*"
        return any(declared in (kind, family, "*/*") for declared in self._app.api.binary_types)


def _read(answered: str) -> dict[str, Any]:
    if len(answered) > MAX_PAYLOAD_BYTES:
        raise BadAnswer(f"{len(answered)} bytes are more than Lambda returns")
    answer = json.loads(answered)
    if not isinstance(answer, dict) or not isinstance(answer.get("statusCode"), int):
        raise BadAnswer("an answer has a statusCode")
    return answer


def _headers(answer: dict[str, Any]) -> list[tuple[str, str]]:
    """Both kinds of headers in one list; `multiValueHeaders` wins where a name is in both."""
    multiple = answer.get("multiValueHeaders") or {}
    named = {name.lower() for name in multiple}
    single = {
        name: [value] for name, value in (answer.get("headers") or {}).items() if name.lower() not in named
    }
    headers = [(name, _text(value)) for name, values in (single | multiple).items() for value in values]
    return [(name, value) for name, value in headers if name.lower() not in ("content-length", "connection")]


def _light(answer: Response) -> Response:
    """Compressed as API Gateway does, whatever it is, from a size on."""
    coded = any(name.lower() == "content-encoding" for name, _ in answer.headers)
    if coded or len(answer.body) < API_FROM_BYTES:
        return answer
    return Response(answer.status, [*answer.headers, ("Content-Encoding", "gzip")], compressed(answer.body))


def _text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str | int | float):
        raise BadAnswer("the value of a header is text")
    text = str(value)
    if "\r" in text or "\n" in text:
        raise BadAnswer("the value of a header is one line")
    return text
