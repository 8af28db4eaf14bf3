"""Refusals as problem documents (RFC 9457)."""

import msgspec

from functions.domain.errors import Refusal
from functions.french.refusals import sentence, title


class Problem(msgspec.Struct, omit_defaults=True):
    """`detail` is the French sentence a parent reads; `field` points at what to correct."""

    type: str
    status: int
    code: str
    title: str
    detail: str
    field: str | None = None


class Invalid(Refusal):
    """The request does not have the documented shape."""

    code = "invalid"


class Elsewhere(Refusal):
    """The request was not made by a page of ours."""

    code = "elsewhere"


STATUSES: dict[str, int] = {
    "NotADocument": 422,
    "DocumentTooLarge": 413,
    "Invalid": 422,
    "KeyReused": 422,
    "InvoicingRefused": 422,
    "SharingRefused": 422,
    "CodeWrong": 422,
    "ActivationCodeWrong": 422,
    "PasswordRefused": 422,
    "WrongPassword": 422,
    "ReasonMissing": 422,
    "Unauthenticated": 401,
    "WrongCredentials": 401,
    "Elsewhere": 403,
    "NotYourRole": 403,
    "NotFound": 404,
    "Throttled": 429,
    "Busy": 503,
}
"""By the name of its class or of one it derives from, so that refusing imports no rule. Any other is a conflict with the state
of things: 409."""


def problem(refusal: Refusal) -> Problem:
    kinds = (kind.__name__ for kind in type(refusal).__mro__)
    status = next((STATUSES[kind] for kind in kinds if kind in STATUSES), 409)
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
