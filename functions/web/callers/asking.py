"""What a request asks, and the table that says who may: each route names its callers by a `Who`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from http.cookies import CookieError, SimpleCookie
from typing import Generic, TypeVar

from functions.domain.agents.staff import Role
from functions.usecases.accounts.throttle import WriteCount

COOKIE = "__Host-session"
TABLET_COOKIE = "__Host-tablet"
"""Of a tablet of the town: it opens nothing without somebody's PIN."""


@dataclass(frozen=True, slots=True)
class Ask:
    """The request as a handler may need it, whoever calls."""

    now: datetime
    path: dict[str, str]
    origin: str
    """Of the portal, as this browser sees it."""
    source_ip: str
    user_agent: str
    cookie: str | None
    tablet: str | None
    idempotency_key: str
    route: str = ""
    """As the API's document names it: `GET /communes/{commune}/regie/alerts`."""
    if_none_match: str = ""
    limits: tuple[WriteCount, ...] = ()
    """What this request counts under, if it writes. Admission reads it with the rest, and checks it last."""


@dataclass(frozen=True, slots=True)
class Anyone:
    ask: Ask


C = TypeVar("C")


@dataclass(frozen=True, slots=True)
class Who(Generic[C]):
    name: str
    admit: Callable[[Ask], C]
    """Raises Unauthenticated, NotFound, NotYourRole or WritesThrottled."""
    roles: tuple[Role, ...] = ()
    """Of agents: those that may."""
    fresh: bool = False
    """The second factor must have been given a few minutes ago at most."""


ANYONE: Who[Anyone] = Who("anyone", Anyone)


def cookie_value(header: str | None, name: str = COOKIE) -> str | None:
    """A cookie in a `Cookie` header; None where there is none or it cannot be read."""
    try:
        morsel = SimpleCookie(header or "").get(name)
    except CookieError:
        return None
    return morsel.value if morsel is not None else None
