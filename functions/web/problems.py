"""Refusals as problem documents (RFC 9457)."""

import msgspec

from functions.domain.accounts import CodeWrong, WrongCredentials, WrongPassword
from functions.domain.activation import ActivationCodeWrong
from functions.domain.booking_requests import ReasonMissing
from functions.domain.errors import Busy, KeyReused, NotFound, Refusal, Throttled, Unauthenticated
from functions.domain.invoicing import InvoicingRefused
from functions.domain.passwords import PasswordRefused
from functions.domain.sharing import SharingRefused
from functions.domain.staff import NotYourRole
from functions.domain.uploads import DocumentTooLarge, NotADocument
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


STATUSES: dict[type[Refusal], int] = {
    NotADocument: 422,
    DocumentTooLarge: 413,
    Invalid: 422,
    KeyReused: 422,
    InvoicingRefused: 422,
    SharingRefused: 422,
    CodeWrong: 422,
    ActivationCodeWrong: 422,
    PasswordRefused: 422,
    WrongPassword: 422,
    ReasonMissing: 422,
    Unauthenticated: 401,
    WrongCredentials: 401,
    Elsewhere: 403,
    NotYourRole: 403,
    NotFound: 404,
    Throttled: 429,
    Busy: 503,
}
"""Any other refusal is a conflict with the state of things: 409."""


def problem(refusal: Refusal) -> Problem:
    status = next((status for kind, status in STATUSES.items() if isinstance(refusal, kind)), 409)
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
