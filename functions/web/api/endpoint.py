"""The one decorator every route goes through.

It says who may call, how often they may write, what is asked and what is answered; it refuses what other sites send, admits the
caller, only then reads what is asked, and turns refusals into problem documents. Chalice's middleware cannot: it never sees a view's exceptions
(https://aws.github.io/chalice/topics/middleware.html).
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Generic, TypeVar, overload
from urllib.parse import parse_qsl

import msgspec
from chalice.app import Blueprint, Request, Response

from functions import wiring
from functions.domain.accounts.account import ABSOLUTE_LIMIT
from functions.domain.agents.staff import Role
from functions.domain.errors import Busy, NotFound, Refusal
from functions.domain.retention import DEVICE
from functions.storage.table.reading import is_throttled
from functions.usecases.accounts.throttle import Limit
from functions.web.api.access_log import log_refusal
from functions.web.api.edge import address_of, check_edge, network_of, origin_of
from functions.web.api.problem_types import Problem
from functions.web.api.problems import Elsewhere, Invalid, fault, problem
from functions.web.api.write_limits import counts_of, limits_of
from functions.web.callers.asking import COOKIE, TABLET_COOKIE, Ask, Who, cookie_value

log = logging.getLogger(__name__)

MAX_BODY_BYTES = 256 * 1024
"""A year of bookings for six children is 60 kB."""
MAX_PARAMETER = 128
"""Of a path: longer than any id, which may be made of others (an absence's), and far from what a key may hold."""
SAFE = ("GET", "HEAD")
JSON = "application/json"

A = TypeVar("A")
B = TypeVar("B")
C = TypeVar("C")


@dataclass(frozen=True, slots=True)
class Reply(Generic[A]):
    """An answer that also moves the cookie: a value to set, or the empty string to clear it. `tablet`: that of a tablet of the town."""

    body: A
    cookie: str | None = None
    tablet: str | None = None


class SignedForm(msgspec.Struct):
    """A form from elsewhere, whole: its signature covers every field, also the empty ones and those we do not know."""

    fields: dict[str, str]


class Upload(msgspec.Struct):
    """A file as it is, of a type that only its bytes tell: sent as `application/octet-stream`, which API Gateway passes as binary."""

    content: bytes


@dataclass(frozen=True, slots=True)
class File:
    """An answer that is not JSON: text of the type that the route names.

    With an `etag` the reader may keep it, and must ask each time whether it still holds; `body` None says that it does.
    """

    body: bytes | None
    etag: str = ""


@dataclass(frozen=True, slots=True)
class Route:
    """What the OpenAPI document and the guards know of a route."""

    method: str
    path: str
    who: str
    takes: type | None
    answers: type | None
    status: int
    handler: Callable[..., Any]
    from_elsewhere: bool = False
    keyed: bool = False
    media: str = JSON
    roles: tuple[Role, ...] = ()
    """Of agents: those that may call."""
    limits: tuple[Limit, ...] = ()
    """How often who is signed in may write here, where it writes."""
    fresh: bool = False
    """The second factor must have been given a few minutes ago at most."""


@dataclass(slots=True)
class Routes:
    """The routes of one audience: a Chalice blueprint and the list of what it serves."""

    blueprint: Blueprint
    served: list[Route] = field(default_factory=list)

    @overload
    def route(
        self,
        method: str,
        path: str,
        who: Who[C],
        *,
        answers: type[A],
        status: int = ...,
        from_elsewhere: bool = ...,
        keyed: bool = ...,
        sends: bool = ...,
        media: str = ...,
    ) -> Callable[[Callable[[C], A | Reply[A]]], Callable[[C], A | Reply[A]]]: ...

    @overload
    def route(
        self,
        method: str,
        path: str,
        who: Who[C],
        *,
        takes: type[B],
        answers: type[A],
        status: int = ...,
        from_elsewhere: bool = ...,
        keyed: bool = ...,
        sends: bool = ...,
        media: str = ...,
    ) -> Callable[[Callable[[C, B], A | Reply[A]]], Callable[[C, B], A | Reply[A]]]: ...

    @overload
    def route(
        self,
        method: str,
        path: str,
        who: Who[C],
        *,
        answers: None,
        status: int = ...,
        from_elsewhere: bool = ...,
        keyed: bool = ...,
        sends: bool = ...,
    ) -> Callable[[Callable[[C], Reply[None] | None]], Callable[[C], Reply[None] | None]]: ...

    @overload
    def route(
        self,
        method: str,
        path: str,
        who: Who[C],
        *,
        takes: type[B],
        answers: None,
        status: int = ...,
        from_elsewhere: bool = ...,
        keyed: bool = ...,
        sends: bool = ...,
    ) -> Callable[[Callable[[C, B], Reply[None] | None]], Callable[[C, B], Reply[None] | None]]: ...

    def route(
        self,
        method: str,
        path: str,
        who: Who[Any],
        *,
        takes: Any = None,
        answers: Any = None,
        status: int = 200,
        from_elsewhere: bool = False,
        keyed: bool = False,
        sends: bool = False,
        media: str = JSON,
    ) -> Any:
        """Serve `path`.

        `takes`: the msgspec type of the query (GET) or of the body. `answers`: the type of the answer, None for 204.
        `media`: of a `File`. `from_elsewhere`: other sites may send it, as a form (a provider's notification). `keyed`: an `Idempotency-Key` is required.
        `sends`: it sends something out (a mail, a question to the bank), and may be called less often.
        """
        limits = limits_of(who.name, uploads=takes is Upload, sends=sends) if keyed else ()

        def register(handler: Callable[..., Any]) -> Callable[..., Any]:
            served = Route(
                method,
                path,
                who.name,
                takes,
                answers,
                status,
                handler,
                from_elsewhere,
                keyed,
                media,
                who.roles,
                limits,
                who.fresh,
            )
            self.served.append(served)

            def view(**path_parameters: str) -> Response:
                return _serve(served, who, self.blueprint.current_request, path_parameters)

            self.blueprint.route(
                path, methods=[method], content_types=[media_of(served)], name=f"{method} {path}"
            )(view)
            return handler

        return register


def _serve(route: Route, who: Who[Any], request: Request, path: dict[str, str]) -> Response:
    name = f"{route.method} {route.path}"
    try:
        return _answered(route, name, who, request, path)
    except Exception as broken:
        if is_throttled(broken):
            log.warning("table busy", extra={"route": name})
            busy = Busy()
            return _problem_response(problem(busy), busy)
        log.exception("fault", extra={"route": name})
        return _problem_response(fault())


def _answered(route: Route, name: str, who: Who[Any], request: Request, path: dict[str, str]) -> Response:
    """What the handler answers, or the problem document of a refusal."""
    caller = None
    try:
        check_edge(request)
        if route.method not in SAFE and not route.from_elsewhere:
            _refuse_other_sites(request)
        if any(len(value) > MAX_PARAMETER for value in path.values()):
            raise NotFound
        caller = who.admit(_ask(route, request, path, name))
        if route.keyed:
            _require_key(request)
        answer = (
            route.handler(caller) if route.takes is None else route.handler(caller, _asked(route, request))
        )
    except Refusal as refusal:
        log_refusal(
            refusal,
            route=name,
            who=route.who,
            network=network_of(request),
            account=getattr(caller, "account", None),
            commune=getattr(caller, "commune", None),
        )
        to_town = hasattr(caller, "roles")
        return _problem_response(problem(refusal, to_town=to_town), refusal)
    if isinstance(answer, File):
        return _file_response(route, answer)
    body = answer.body if isinstance(answer, Reply) else answer
    cookie = _moved(answer) if isinstance(answer, Reply) else None
    return _response(route.status, b"" if route.answers is None else msgspec.json.encode(body), cookie=cookie)


def _moved(reply: Reply[Any]) -> str | None:
    """The cookie that the answer sets, or clears where its value is empty."""
    if reply.tablet is not None:
        return _cookie(TABLET_COOKIE, reply.tablet, DEVICE)
    return None if reply.cookie is None else _cookie(COOKIE, reply.cookie, ABSOLUTE_LIMIT)


def _cookie(name: str, value: str, life: timedelta) -> str:
    seconds = int(life.total_seconds()) if value else 0
    return f"{name}={value}; Path=/; Max-Age={seconds}; Secure; HttpOnly; SameSite=Strict"


def _refuse_other_sites(request: Request) -> None:
    """Fetch Metadata where the browser sends it, the origin elsewhere; neither is a refusal (OWASP, CSRF prevention)."""
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site is not None and site != "same-origin":
        raise Elsewhere
    if origin != origin_of(request) and not (origin is None and site == "same-origin"):
        raise Elsewhere


def _ask(route: Route, request: Request, path: dict[str, str], name: str) -> Ask:
    now, cookie = wiring.now(), cookie_value(request.headers.get("cookie"))
    return Ask(
        now=now,
        path=path,
        origin=origin_of(request),
        source_ip=address_of(request),
        user_agent=request.headers.get("user-agent", ""),
        cookie=cookie,
        tablet=cookie_value(request.headers.get("cookie"), TABLET_COOKIE),
        idempotency_key=request.headers.get("idempotency-key", ""),
        route=name,
        if_none_match=request.headers.get("if-none-match", ""),
        limits=counts_of(route.who, route.limits, path, cookie, now) if route.limits else (),
    )


def _require_key(request: Request) -> None:
    key = request.headers.get("idempotency-key", "")
    if not (8 <= len(key) <= 64 and key.isascii() and key.replace("-", "").isalnum()):
        raise Invalid(field="Idempotency-Key")


def _asked(route: Route, request: Request) -> Any:
    try:
        if route.method in SAFE:
            return msgspec.convert(dict(request.query_params or {}), route.takes, strict=False)
        raw = request.raw_body
        assert isinstance(raw, bytes), "Chalice encodes a body that came as text"
        if route.takes is Upload:
            return Upload(raw)
        raw = raw or b"{}"
        if len(raw) > MAX_BODY_BYTES:
            raise Invalid(field="body")
        if route.takes is SignedForm:
            return SignedForm(dict(parse_qsl(raw.decode("ascii"), keep_blank_values=True)))
        if route.from_elsewhere:
            return msgspec.convert(dict(parse_qsl(raw.decode("ascii"))), route.takes)
        return msgspec.json.decode(raw, type=route.takes)
    except msgspec.ValidationError as error:
        raise Invalid(field=_field(str(error))) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Invalid(field="body") from error


def media_of(route: Route) -> str:
    if route.takes is Upload:
        return "application/octet-stream"
    return "application/x-www-form-urlencoded" if route.from_elsewhere else JSON


def _field(message: str) -> str | None:
    """`lines[0].date` out of msgspec's ``… - at `$.lines[0].date` ``, or the name of a missing field."""
    _, _, place = message.partition(" - at `$")
    place = place.rstrip("`").lstrip(".")
    if "missing required field" in message:
        name = message.partition("required field `")[2].partition("`")[0]
        return f"{place}.{name}" if place else name
    return place or None


def _problem_response(document: Problem, refusal: Refusal | None = None) -> Response:
    headers = {}
    if document.status == 429 and refusal is not None:
        headers["Retry-After"] = str(refusal.data.get("retry_after", 60))
    if isinstance(refusal, Busy):
        headers["Retry-After"] = "1"
    body = msgspec.json.encode(document)
    return _response(document.status, body, content_type="application/problem+json", headers=headers)


def _file_response(route: Route, file: File) -> Response:
    kept = {"ETag": file.etag, "Cache-Control": "private, no-cache"} if file.etag else {}
    status = 304 if file.body is None else route.status
    return _response(status, file.body or b"", content_type=f"{route.media}; charset=utf-8", headers=kept)


def _response(
    status: int,
    body: bytes,
    *,
    content_type: str = JSON,
    headers: dict[str, str] | None = None,
    cookie: str | None = None,
) -> Response:
    sent: dict[str, Any] = {"Content-Type": content_type, "Cache-Control": "no-store", **(headers or {})}
    if cookie is not None:
        sent["Set-Cookie"] = cookie
    # A body of None would be sent as `null`; text is passed through as it is.
    return Response(body.decode(), headers=sent, status_code=status)
