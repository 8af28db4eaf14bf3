"""Refusals as problem documents (RFC 9457)."""

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
from functions.web.api.problem_types import Problem


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


DETAILED = frozenset({"changed_meanwhile", "likely_double", "over_differs"})
"""Codes of the refusals that tell more than a sentence. Only they need the rooms that they are about, which a cold start does without."""


def problem(refusal: Refusal, *, to_town: bool = False) -> Problem:
    """`to_town`: an agent reads it."""
    from functions.french.refusals import sentence, title  # most first requests are refused nothing

    status = next(status for kind, status in STATUSES.items() if isinstance(refusal, kind))
    document = Problem(
        type=f"/aide/problemes/#{refusal.code}",
        status=status,
        code=refusal.code,
        title=title(refusal.code),
        detail=sentence(refusal.code, refusal.data, to_town=to_town),
        field=refusal.field,
    )
    if refusal.code in DETAILED:
        from functions.web.api.problem_details import add_details

        add_details(document, refusal)
    return document


def fault() -> Problem:
    """Something of ours broke. The log has the request's id."""
    from functions.french.refusals import sentence, title

    return Problem("/aide/problemes/#fault", 500, "fault", title("fault"), sentence("fault", {}))
