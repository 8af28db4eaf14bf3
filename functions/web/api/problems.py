"""Refusals as problem documents (RFC 9457)."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from functions.domain.bookings.town_booking import OverDiffers
from functions.domain.directory.new_family import Double, LikelyDouble
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
from functions.domain.families.hand_edits import Value
from functions.domain.files.edits import ChangedMeanwhile, Collision
from functions.french.directory.rows import double_sentence
from functions.french.files.fields import collision_sentence, label
from functions.french.refusals import sentence, title


class FieldMeanwhile(msgspec.Struct):
    """`yours`: what was asked. `theirs`: what the file says. `sentence`: both, who wrote it and when."""

    field: str
    label: str
    yours: str | bool | None
    theirs: str | bool | None
    at: datetime | None
    sentence: str


class DoubleFound(msgspec.Struct):
    """A family that is there already. `child`: who is in both, where it is a child."""

    family: str
    name: str
    sentence: str
    child: str | None


class Problem(msgspec.Struct, omit_defaults=True):
    """`detail` is the French sentence a parent reads; `field` points at what to correct. `over`: what an agent would pass over now, where
    it is not what the request named."""

    type: str
    status: int
    code: str
    title: str
    detail: str
    field: str | None = None
    meanwhile: list[FieldMeanwhile] | None = None
    doubles: list[DoubleFound] | None = None
    """Of `likely_double`: the families."""
    over: tuple[str, ...] = ()
    """Of `changed_meanwhile`: each field that somebody else wrote since it was read."""


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
        meanwhile=_meanwhile(refusal.collisions) if isinstance(refusal, ChangedMeanwhile) else None,
        doubles=_doubles(refusal.doubles) if isinstance(refusal, LikelyDouble) else None,
        over=refusal.over if isinstance(refusal, OverDiffers) else (),
    )


def _meanwhile(collisions: Sequence[Collision]) -> list[FieldMeanwhile]:
    return [
        FieldMeanwhile(
            one.field,
            label(one.field, one.who),
            _said(one.yours),
            _said(one.theirs),
            one.at,
            collision_sentence(one),
        )
        for one in collisions
    ]


def _doubles(doubles: Sequence[Double]) -> list[DoubleFound]:
    return [DoubleFound(one.family, one.name, double_sentence(one), one.child) for one in doubles]


def _said(value: Value) -> str | bool | None:
    return value if value is None or isinstance(value, bool) else str(value)


def fault() -> Problem:
    """Something of ours broke. The log has the request's id."""
    return Problem("/aide/problemes/#fault", 500, "fault", title("fault"), sentence("fault", {}))
