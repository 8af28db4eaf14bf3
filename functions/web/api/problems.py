"""Refusals as problem documents (RFC 9457)."""

import msgspec

from functions.domain.errors import (
    Conflict,
    Forbidden,
    InvalidRequest,
    NotFound,
    Refusal,
    Throttled,
    TooLarge,
    Unauthenticated,
    Unavailable,
)
from functions.french.refusals import sentence, title


class Problem(msgspec.Struct, omit_defaults=True):
    """`detail` is the French sentence a parent reads; `field` points at what to correct."""

    type: str
    status: int
    code: str
    title: str
    detail: str
    field: str | None = None


class Invalid(InvalidRequest):
    """The request does not have the documented shape."""

    code = "invalid"


class Elsewhere(Forbidden):
    """The request was not made by a page of ours."""

    code = "elsewhere"


STATUSES: dict[type[Refusal], int] = {
    InvalidRequest: 422,
    Conflict: 409,
    Unavailable: 503,
    NotFound: 404,
    Unauthenticated: 401,
    Forbidden: 403,
    Throttled: 429,
    TooLarge: 413,
}
"""By the kind of the refusal. Every refusal is of one kind, which a test holds."""


def problem(refusal: Refusal) -> Problem:
    status = next(status for kind, status in STATUSES.items() if isinstance(refusal, kind))
    return Problem(
        type=f"/aide/problemes/#{refusal.code}",
        status=status,
        code=refusal.code,
        title=title(refusal.code),
        detail=sentence(refusal.code, refusal.data),
        field=refusal.field,
    )


def fault() -> Problem:
    """Something of ours broke. The log has the request's id."""
    return Problem("/aide/problemes/#fault", 500, "fault", title("fault"), sentence("fault", {}))
